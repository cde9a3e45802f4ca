import * as fc from 'fast-check';
import { NameLookup, NameLookupProps } from '../../../src';
import { shop } from '../../kit';

const looking = (props: NameLookupProps) => shop({ traits: [new NameLookup(props)] });

test('names are complete with fewer dots, and some are in the hosts file', () => {
  const it = looking({ ndots: 2, searches: ['corp.example.com'], nameservers: ['10.0.0.10'], hosts: { '10.0.0.7': ['legacy.example.com', 'legacy'], '10.0.0.6': ['a'] } });
  expect(it.problems).toEqual([]);
  expect(it.pod()).toMatchObject({
    dnsPolicy: 'ClusterFirst',
    dnsConfig: { nameservers: ['10.0.0.10'], searches: ['corp.example.com'], options: [{ name: 'ndots', value: '2' }] },
    hostAliases: [{ ip: '10.0.0.6', hostnames: ['a'] }, { ip: '10.0.0.7', hostnames: ['legacy.example.com', 'legacy'] }],
  });
});

test('nothing said is nothing written', () => {
  expect(looking({}).objects).toEqual(shop().objects);
});

test.each<[string, NameLookupProps, string]>([
  ['too many dots', { ndots: 16 }, 'dns/bad-ndots'],
  ['half a dot', { ndots: 0.5 }, 'dns/bad-ndots'],
  ['a name for an address', { nameservers: ['dns.example.com'] }, 'dns/bad-address'],
  ['a host at no address', { hosts: { there: ['a'] } }, 'dns/bad-address'],
  ['a host that cannot be', { hosts: { '10.0.0.7': ['not a host'] } }, 'name/not-a-dns-subdomain'],
  ['a domain that cannot be', { searches: ['not a domain'] }, 'name/not-a-dns-subdomain'],
  ['too many servers', { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] }, 'dns/too-many'],
  ['too many domains', { searches: Array.from({ length: 30 }, (_, i) => `d${i}.example.com`) }, 'dns/too-many'],
])('%s is refused', (_, props, slug) => expect(looking(props).problems).toEqual([slug]));

test('whatever addresses are given: they are written, or refused with a problem', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (address) => {
    const it = looking({ hosts: { [address]: ['a'] } });
    if (it.problems.length === 0) expect(it.pod().hostAliases).toEqual([{ ip: address, hostnames: ['a'] }]);
    else expect(it.problems).toEqual(['dns/bad-address']);
  }), { numRuns: 60 });
});
