import { bitsOf, checkAddress } from './addresses';
import { Complain, given, items, named, notEmpty, show, unique } from './complaint';
import { inFormat, is } from './formats';

type Fields = { readonly [field: string]: any };

/** The addresses of a Service; one is written to both fields where only one is given. */
function addressesOf(spec: Fields): unknown[] {
  const all = items(spec.clusterIPs);
  return all.length === 0 && named(spec.clusterIP) ? [spec.clusterIP] : all;
}

/** Whether a Service is only a name in DNS. @internal */
export function isHeadless(spec: Fields): boolean {
  const all = addressesOf(spec);
  return all.length === 1 && all[0] === 'None';
}

/** The cluster's addresses of a Service, and their families. @internal */
export function checkServiceAddresses(spec: Fields, type: string, minor: number, complain: Complain): void {
  if (type === 'ExternalName') {checkExternalName(spec, complain);} else {
    checkClusterAddresses(spec, type, minor, complain);
    checkFamilies(spec, complain);
  }
}

function checkExternalName(spec: Fields, complain: Complain): void {
  inFormat(complain, 'spec.externalName', String(spec.externalName ?? '').replace(/\.$/, ''), is.dnsSubdomain, 'a DNS name');
  if (addressesOf(spec).length > 0) complain('api/external-name', 'spec.clusterIP', 'an ExternalName has no address', 'Leave it out.');
  for (const field of ['ipFamilies', 'ipFamilyPolicy']) {
    if (Array.isArray(spec[field]) ? spec[field].length > 0 : given(spec[field])) complain('api/external-name', `spec.${field}`, 'an ExternalName has no address', 'Leave it out.');
  }
}

function checkClusterAddresses(spec: Fields, type: string, minor: number, complain: Complain): void {
  const all = addressesOf(spec);
  if (all.length > 0 && (all[0] ?? '') !== (spec.clusterIP ?? '')) complain('api/cluster-ips', 'spec.clusterIPs', 'clusterIPs and clusterIP differ', 'Give clusterIP only.');
  if (isHeadless(spec) && (type === 'NodePort' || type === 'LoadBalancer')) complain('api/headless', 'spec.clusterIP', `a ${type} needs an address of its own`, 'Leave clusterIP out.');
  if (all.length > 1 && all[0] === 'None') complain('api/cluster-ips', 'spec.clusterIPs', 'None stands alone', 'Write None only, or leave it out.');
  all.forEach((address, i) => {
    if (i > 0 || address !== 'None') checkAddress(complain, `spec.clusterIPs[${i}]`, address ?? '', minor);
  });
  const families = all.map((address) => bitsOf(String(address))?.length);
  if (all.length > 2 || (families.length === 2 && families[0] === families[1])) complain('api/cluster-ips', 'spec.clusterIPs', 'there is one address of each family at most', 'Keep one of each.');
  items(spec.ipFamilies).forEach((family, i) => {
    const bits = families[i];
    if (bits !== undefined && (family === 'IPv4') !== (bits === 32)) complain('api/ip-family', `spec.clusterIPs[${i}]`, `${show(all[i])} is not of the family ${family}`, 'Leave ipFamilies out.');
  });
}

function checkFamilies(spec: Fields, complain: Complain): void {
  const families = items(spec.ipFamilies);
  families.forEach((family, i) => notEmpty(complain, `spec.ipFamilies[${i}]`, family ?? ''));
  unique(complain, (i) => `spec.ipFamilies[${i}]`, families, 'the family');
  notEmpty(complain, 'spec.ipFamilyPolicy', spec.ipFamilyPolicy);
  const two = families.length === 2 || addressesOf(spec).length === 2;
  const isPlainName = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  if (two && (spec.ipFamilyPolicy ?? (isPlainName ? undefined : 'SingleStack')) === 'SingleStack') complain('api/ip-family', 'spec.ipFamilyPolicy', 'there are two families and no policy for two', 'Write PreferDualStack or RequireDualStack.');
}
