import { bitsOf } from './addresses';
import { Complain, given, items, named, record, show } from './complaint';
import { SINCE } from './features';
import { inFormat, inFormatUnlessEmpty, is } from './formats';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

/** @internal */
export function checkIngress({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  if (items(spec.rules).length === 0 && !given(spec.defaultBackend)) complain('api/no-rules', 'spec', 'the Ingress leads nowhere', 'Give rules or a defaultBackend.');
  if (given(spec.defaultBackend)) checkBackend(record(spec.defaultBackend), 'spec.defaultBackend', kubernetesMinor, complain);
  inFormat(complain, 'spec.ingressClassName', spec.ingressClassName, is.dnsSubdomain, 'the name of an ingress class');
  const classes = record(record(object.metadata).annotations)['kubernetes.io/ingress.class'];
  if (given(spec.ingressClassName) && given(classes) && classes !== spec.ingressClassName) complain('api/two-classes', 'metadata.annotations', 'two classes are named', 'Keep ingressClassName.');
  items(spec.tls).forEach((tls, i) => {
    items(record(tls).hosts).forEach((host, j) => checkHost(host ?? '', `spec.tls[${i}].hosts[${j}]`, complain));
    inFormatUnlessEmpty(complain, `spec.tls[${i}].secretName`, record(tls).secretName, is.dnsSubdomain, 'the name of a Secret');
  });
  items(spec.rules).forEach((rule, i) => checkRule(record(rule), `spec.rules[${i}]`, kubernetesMinor, complain));
}

function checkRule({ host, http }: Fields, at: string, minor: number, complain: Complain): void {
  if (named(host)) {
    if (bitsOf(host) !== undefined) complain('api/bad-host', `${at}.host`, `${show(host)} is an address`, 'Write a DNS name.');
    else checkHost(host, `${at}.host`, complain);
  }
  if (!given(http)) return;
  const paths = items(record(http).paths);
  if (paths.length === 0) complain('api/no-paths', `${at}.http.paths`, 'there is no path', 'Name at least one.');
  paths.forEach((path, j) => checkPath(record(path), `${at}.http.paths[${j}]`, minor, complain));
}

function checkHost(host: unknown, at: string, complain: Complain): void {
  inFormat(complain, at, host, (s) => (s.includes('*') ? is.wildcardSubdomain(s) : is.dnsSubdomain(s)), 'a DNS name, or one with a leading "*."');
}

const NOT_IN_A_PATH = ['//', '/./', '/../', '%2f', '%2F'];

function checkPath({ path, pathType, backend }: Fields, at: string, minor: number, complain: Complain): void {
  if (!named(pathType)) {
    complain('api/unknown-word', `${at}.pathType`, 'nothing says how paths are compared', 'Write Prefix or Exact.');
    return;
  }
  const text = typeof path === 'string' ? path : '';
  const isPlain = text.startsWith('/') && !NOT_IN_A_PATH.some((s) => text.includes(s)) && !text.endsWith('/..') && !text.endsWith('/.');
  if (['Exact', 'Prefix'].includes(pathType)) {
    if (!isPlain) complain('api/bad-path', `${at}.path`, `${show(text)} is not a plain absolute path`, 'Write an absolute path without "//", "/./" and "/../".');
  } else if (text !== '' && !text.startsWith('/')) {complain('api/bad-path', `${at}.path`, `${show(text)} is not absolute`, 'Start it with "/".');}
  checkBackend(record(backend), `${at}.backend`, minor, complain);
}

function checkBackend({ service, resource }: Fields, at: string, minor: number, complain: Complain): void {
  if (given(service) === given(resource)) {
    complain('api/one-source', at, given(service) ? 'a Service and a resource are named at once' : 'neither a Service nor a resource is named', 'Name exactly one.');
    return;
  }
  if (given(resource)) {
    checkTypedReference(record(resource), `${at}.resource`, complain);
    return;
  }
  const { name, port } = record(service);
  inFormat(complain, `${at}.service.name`, name ?? '', minor >= SINCE.relaxedServiceNames ? is.dnsLabel : is.dns1035, 'the name of a Service');
  const { name: portName, number } = record(port);
  if (named(portName) && number) complain('api/one-source', `${at}.service.port`, 'the port is named and numbered', 'Keep one of the two.');
  else if (named(portName)) inFormat(complain, `${at}.service.port.name`, portName, is.portName, 'a port\'s name');
  else if (!is.port(number)) complain('api/bad-port', `${at}.service.port.number`, `${show(number ?? '')} is not a port`, 'Give a number from 1 to 65535.');
}

/** An object by group, kind and name. @internal */
export function checkTypedReference({ apiGroup, kind, name }: Fields, at: string, complain: Complain): void {
  inFormat(complain, `${at}.apiGroup`, apiGroup, is.dnsSubdomain, 'an API group');
  inFormat(complain, `${at}.kind`, kind ?? '', is.pathSegment, 'a kind');
  inFormat(complain, `${at}.name`, name ?? '', is.pathSegment, 'the name of an object');
}

/** @internal */
export function checkIngressClass({ object }: Manifest, complain: Complain): void {
  const { controller, parameters } = record(object.spec);
  inFormat(complain, 'spec.controller', controller ?? '', (s) => s.length <= 250 && is.domainPath(s), 'a name with a domain, such as "k8s.io/ingress-nginx"');
  if (!given(parameters)) return;
  const p = record(parameters);
  const at = 'spec.parameters';
  checkTypedReference(p, at, complain);
  const scope = p.scope ?? 'Cluster';
  if (scope !== 'Cluster' && scope !== 'Namespace') complain('api/unknown-word', `${at}.scope`, `${show(scope)} is not Cluster or Namespace`, 'Use one of these words.');
  if (scope === 'Namespace') inFormat(complain, `${at}.namespace`, p.namespace ?? '', is.dnsLabel, 'the name of a namespace');
  if (scope === 'Cluster' && given(p.namespace)) complain('api/class-scope', `${at}.namespace`, 'the parameters are of the whole cluster', 'Leave it out.');
}
