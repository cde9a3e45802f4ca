import { NetworkPeer } from '../../src';

const slugs = (peer: NetworkPeer) => peer._flaws.map((f) => f.slug);

describe('addresses', () => {
  test.each(['10.20.0.0/16', '0.0.0.0/0', '192.168.1.1/32', '::/0', '2001:db8::/32', 'fe80::1/128'])('%s is a block', (cidr) => {
    expect(slugs(NetworkPeer.addresses(cidr))).toEqual([]);
    expect(NetworkPeer.addresses(cidr)._wire).toEqual({ ipBlock: { cidr } });
  });

  test.each([
    '', '10.0.0.0', '10.0.0.0/33', '10.0.0/8', '256.0.0.0/8', '010.0.0.0/8', '10.0.0.0/08', '10.0.0.0/-1', 'example.com/8', '::/129', ':::/8', 'abc/64',
    '2001:db8::/', 'fe80::1%eth0/64', '10.0.0.0/8 ',
  ])('%p is none', (cidr) => {
    expect(slugs(NetworkPeer.addresses(cidr))).toEqual(['peer/bad-cidr']);
  });
});

describe('pods', () => {
  test('are those that carry the labels, in the workload\'s own namespace or another', () => {
    expect(NetworkPeer.pods({ app: 'db' })._wire).toEqual({ podSelector: { matchLabels: { app: 'db' } } });
    expect(NetworkPeer.pods({ app: 'db' }, 'data')._wire).toEqual({
      podSelector: { matchLabels: { app: 'db' } }, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
    });
  });

  test.each<[string, { [key: string]: string }, string | undefined, string]>([
    ['no labels, which would be every pod', {}, undefined, 'peer/no-labels'],
    ['a bad key', { 'a b': 'x' }, undefined, 'label/bad-key'],
    ['a bad value', { a: 'x y' }, undefined, 'label/bad-value'],
    ['a bad namespace', { a: 'x' }, 'My_Shop', 'namespace/bad-name'],
  ])('with %s are refused', (_, labels, namespace, slug) => {
    expect(slugs(NetworkPeer.pods(labels, namespace))).toEqual([slug]);
  });

  test('read the same in any order of labels', () => {
    expect(`${NetworkPeer.pods({ b: '2', a: '1' })}`).toBe(`${NetworkPeer.pods({ a: '1', b: '2' })}`);
  });
});

describe('a namespace', () => {
  test('is found by the label that the API server sets itself', () => {
    expect(NetworkPeer.namespace('gateway')._wire).toEqual({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway' } } });
  });

  test('of a bad name is refused', () => {
    expect(slugs(NetworkPeer.namespace(''))).toEqual(['namespace/bad-name']);
  });
});

test('anywhere is no restriction', () => {
  expect(NetworkPeer.anywhere()._wire).toBeUndefined();
  expect(slugs(NetworkPeer.anywhere())).toEqual([]);
});
