import { checkAddress } from './addresses';
import { Complain, given, items, named, record } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';

/** How a pod resolves names. @internal */
export function checkDns(spec: { readonly [field: string]: any }, path: string, minor: number, complain: Complain): void {
  const { nameservers, searches, options } = record(spec.dnsConfig);
  const servers = items(nameservers);
  const domains = items(searches);
  if (spec.dnsPolicy === 'None' && servers.length === 0) complain('api/no-nameservers', `${path}.dnsConfig.nameservers`, 'the policy None needs name servers', 'Name at least one.');
  if (given(spec.dnsConfig)) {
    if (servers.length > 3) complain('api/too-many', `${path}.dnsConfig.nameservers`, `${servers.length} name servers are given`, 'Give at most 3.');
    servers.forEach((server, i) => checkAddress(complain, `${path}.dnsConfig.nameservers[${i}]`, server ?? '', minor));
    if (domains.length > 32) complain('api/too-many', `${path}.dnsConfig.searches`, `${domains.length} search domains are given`, 'Give at most 32.');
    if (Buffer.byteLength(domains.join(' ')) > 2048) complain('api/too-many', `${path}.dnsConfig.searches`, 'the search domains have more than 2048 characters', 'Give fewer or shorter ones.');
    domains.forEach((domain, i) => inFormat(complain, `${path}.dnsConfig.searches[${i}]`, domain ?? '', (s) => isSearchDomain(s, minor), 'a DNS name'));
    items(options).forEach((option, i) => {
      if (!named(record(option).name)) complain('api/no-name', `${path}.dnsConfig.options[${i}].name`, 'the option has no name', 'Name it.');
    });
  }
  items(spec.hostAliases).forEach((alias, i) => {
    checkAddress(complain, `${path}.hostAliases[${i}].ip`, record(alias).ip ?? '', minor);
    items(record(alias).hostnames).forEach((name, j) => inFormat(complain, `${path}.hostAliases[${i}].hostnames[${j}]`, name ?? '', is.dnsSubdomain, 'a DNS name'));
  });
}

function isSearchDomain(domain: string, minor: number): boolean {
  const relaxed = minor >= SINCE.relaxedSearchDomains;
  const plain = domain.replace(/\.$/, '');
  return relaxed ? domain === '.' || is.searchDomain(plain) : is.dnsSubdomain(plain);
}
