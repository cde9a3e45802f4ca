import { isIP } from 'net';
import { Complain, given, items, oneOf, record, show, unique, wholeNumber } from './complaint';
import { inFormat, is } from './formats';
import { checkLabels, checkSelector } from './metadata';
import { checkPortRef } from './probes';
import { Manifest } from '../manifest';

/** @internal */
export function checkService({ object }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const type = spec.type ?? 'ClusterIP';
  oneOf(complain, 'spec.type', type, ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']);
  checkLabels(spec.selector, 'spec.selector', complain);
  const ports = items(spec.ports);
  const headless = spec.clusterIP === 'None';
  if (ports.length === 0 && !headless && type !== 'ExternalName') complain('api/no-ports', 'spec.ports', 'the Service has no port', 'Name at least one.');
  ports.forEach((port, i) => checkServicePort(record(port), `spec.ports[${i}]`, ports.length > 1, type, complain));
  unique(complain, (i) => `spec.ports[${i}].name`, ports.map((p) => record(p).name || undefined), 'the port name');
  unique(complain, (i) => `spec.ports[${i}]`, ports.map((p) => `${record(p).protocol ?? 'TCP'} ${record(p).port}`), 'the port');
  unique(complain, (i) => `spec.ports[${i}].nodePort`, ports.map((p) => (record(p).nodePort ? `${record(p).protocol ?? 'TCP'} ${record(p).nodePort}` : undefined)), 'the node port');
  if (headless && (type === 'NodePort' || type === 'LoadBalancer')) complain('api/headless', 'spec.clusterIP', `a ${type} needs an address of its own`, 'Leave clusterIP out.');
  if (given(spec.clusterIP) && !headless && spec.clusterIP !== '' && isIP(String(spec.clusterIP)) === 0) complain('api/bad-address', 'spec.clusterIP', `${show(spec.clusterIP)} is not an address`, 'Write "None" or leave it out.');
  if (type === 'ExternalName') {
    inFormat(complain, 'spec.externalName', String(spec.externalName ?? '').replace(/\.$/, ''), is.dnsSubdomain, 'a DNS name');
    if (given(spec.clusterIP) && spec.clusterIP !== '') complain('api/external-name', 'spec.clusterIP', 'an ExternalName has no address', 'Leave it out.');
  }
  oneOf(complain, 'spec.sessionAffinity', spec.sessionAffinity, ['None', 'ClientIP']);
  if (given(spec.sessionAffinityConfig)) {
    if ((spec.sessionAffinity ?? 'None') === 'None') complain('api/session-affinity', 'spec.sessionAffinityConfig', 'there is no session affinity to configure', 'Write sessionAffinity: ClientIP.');
    else wholeNumber(complain, 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', record(record(spec.sessionAffinityConfig).clientIP).timeoutSeconds, 1, 86400);
  }
  const outside = type === 'NodePort' || type === 'LoadBalancer';
  const reachable = outside || items(spec.externalIPs).length > 0;
  oneOf(complain, 'spec.externalTrafficPolicy', spec.externalTrafficPolicy || undefined, ['Cluster', 'Local']);
  if (spec.externalTrafficPolicy && !reachable) complain('api/external-traffic', 'spec.externalTrafficPolicy', `a ${type} gets no traffic from outside`, 'Leave it out.');
  oneOf(complain, 'spec.internalTrafficPolicy', spec.internalTrafficPolicy, ['Cluster', 'Local']);
  oneOf(complain, 'spec.trafficDistribution', spec.trafficDistribution, ['PreferClose', 'PreferSameZone', 'PreferSameNode']);
  for (const field of ['loadBalancerClass', 'allocateLoadBalancerNodePorts']) {
    if (given(spec[field]) && type !== 'LoadBalancer') complain('api/load-balancer-only', `spec.${field}`, `a ${type} has none`, 'Leave it out.');
  }
  if (items(spec.loadBalancerSourceRanges).length > 0 && type !== 'LoadBalancer') complain('api/load-balancer-only', 'spec.loadBalancerSourceRanges', `a ${type} has none`, 'Leave it out.');
  items(spec.loadBalancerSourceRanges).forEach((cidr, i) => checkCidr(cidr, `spec.loadBalancerSourceRanges[${i}]`, complain));
}

function checkServicePort(port: { [key: string]: any }, at: string, named: boolean, type: string, complain: Complain): void {
  if (named && !port.name) complain('api/no-name', `${at}.name`, 'of several ports each needs a name', 'Name it.');
  if (port.name) inFormat(complain, `${at}.name`, port.name, is.dnsLabel, 'a DNS label of at most 63 characters');
  if (!is.port(port.port)) complain('api/bad-port', `${at}.port`, `${show(port.port)} is not a port`, 'Give a number from 1 to 65535.');
  oneOf(complain, `${at}.protocol`, port.protocol, ['TCP', 'UDP', 'SCTP']);
  if (given(port.targetPort) && port.targetPort !== 0 && port.targetPort !== '') checkPortRef(port.targetPort, `${at}.targetPort`, complain);
  if (given(port.appProtocol)) inFormat(complain, `${at}.appProtocol`, port.appProtocol, is.qualifiedName, 'a qualified name');
  if (port.nodePort) {
    if (type === 'ClusterIP' || type === 'ExternalName') complain('api/node-port', `${at}.nodePort`, `a ${type} has no node port`, 'Leave it out.');
    else if (!is.port(port.nodePort)) complain('api/bad-port', `${at}.nodePort`, `${show(port.nodePort)} is not a port`, 'Give a number of the node port range, 30000 to 32767 by default.');
  }
}

/** @internal */
export function checkNetworkPolicy({ object }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkSelector(spec.podSelector, 'spec.podSelector', complain);
  const types = items(spec.policyTypes);
  types.forEach((type, i) => oneOf(complain, `spec.policyTypes[${i}]`, type, ['Ingress', 'Egress']));
  if (types.length > 2) complain('api/too-many', 'spec.policyTypes', 'there are but two directions', 'Name each once.');
  for (const [direction, side] of [['ingress', 'from'], ['egress', 'to']]) {
    items(spec[direction]).forEach((rule, i) => {
      const at = `spec.${direction}[${i}]`;
      items(record(rule).ports).forEach((port, j) => checkPolicyPort(record(port), `${at}.ports[${j}]`, complain));
      items(record(rule)[side]).forEach((peer, j) => checkPeer(record(peer), `${at}.${side}[${j}]`, complain));
    });
  }
}

function checkPolicyPort({ protocol, port, endPort }: { [key: string]: any }, at: string, complain: Complain): void {
  oneOf(complain, `${at}.protocol`, protocol, ['TCP', 'UDP', 'SCTP']);
  if (given(port)) checkPortRef(port, `${at}.port`, complain);
  if (!given(endPort)) return;
  if (typeof port !== 'number') complain('api/end-port', `${at}.endPort`, 'a range of ports begins with a number', 'Give port as a number.');
  else if (!is.port(endPort) || endPort < port) complain('api/end-port', `${at}.endPort`, `${show(endPort)} is not a port from ${port} on`, 'Give a port from the first on.');
}

function checkPeer(peer: { [key: string]: any }, at: string, complain: Complain): void {
  const selectors = ['podSelector', 'namespaceSelector'].filter((field) => given(peer[field]));
  selectors.forEach((field) => checkSelector(peer[field], `${at}.${field}`, complain));
  if (!given(peer.ipBlock)) {
    if (selectors.length === 0) complain('api/empty-peer', at, 'the peer names nobody', 'Name a podSelector, a namespaceSelector or an ipBlock.');
    return;
  }
  if (selectors.length > 0) complain('api/peer-contradiction', at, 'addresses and selectors do not go together', 'Make two peers of it.');
  const { cidr, except } = record(peer.ipBlock);
  const block = checkCidr(cidr, `${at}.ipBlock.cidr`, complain);
  items(except).forEach((inner, i) => {
    const hole = checkCidr(inner, `${at}.ipBlock.except[${i}]`, complain);
    if (block && hole && !(hole.length > block.length && hole.bits.startsWith(block.bits.slice(0, block.length)))) {
      complain('api/bad-exception', `${at}.ipBlock.except[${i}]`, `${show(inner)} is not within ${show(cidr)}`, 'Name a smaller block inside.');
    }
  });
}

/** The block's prefix as bits, if it is one. */
function checkCidr(cidr: unknown, at: string, complain: Complain): { bits: string; length: number } | undefined {
  const [address, length, more] = String(cidr ?? '').split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined || !/^(0|[1-9][0-9]{0,2})$/.test(length ?? '') || Number(length) > (family === 4 ? 32 : 128)) {
    complain('api/bad-cidr', at, `${show(cidr ?? '')} is not a block of addresses`, 'Write CIDR notation, such as "10.20.0.0/16".');
    return undefined;
  }
  return { bits: family === 4 ? address.split('.').map((n) => Number(n).toString(2).padStart(8, '0')).join('') : bitsOfV6(address), length: Number(length) };
}

function bitsOfV6(address: string): string {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`);
  const [head, tail] = plain.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.map((g) => parseInt(g, 16).toString(2).padStart(16, '0')).join('');
}

/** @internal */
export function checkIngress({ object }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  if (items(spec.rules).length === 0 && !given(spec.defaultBackend)) complain('api/no-rules', 'spec', 'the Ingress leads nowhere', 'Give rules or a defaultBackend.');
  if (given(spec.defaultBackend)) checkBackend(record(spec.defaultBackend), 'spec.defaultBackend', complain);
  if (given(spec.ingressClassName)) inFormat(complain, 'spec.ingressClassName', spec.ingressClassName, is.dnsSubdomain, 'the name of an ingress class');
  if (given(spec.ingressClassName) && given(record(record(object.metadata).annotations)['kubernetes.io/ingress.class'])) complain('api/two-classes', 'metadata.annotations', 'the class is named twice', 'Keep ingressClassName.');
  const host = (value: unknown, at: string) => {
    if (typeof value !== 'string' || value === '') return;
    if (isIP(value) !== 0) complain('api/bad-host', at, `${show(value)} is an address`, 'Write a DNS name.');
    else inFormat(complain, at, value, (s) => (s.includes('*') ? is.wildcardSubdomain(s) : is.dnsSubdomain(s)), 'a DNS name, or one with a leading "*."');
  };
  items(spec.tls).forEach((tls, i) => {
    items(record(tls).hosts).forEach((name, j) => host(name, `spec.tls[${i}].hosts[${j}]`));
    if (record(tls).secretName) inFormat(complain, `spec.tls[${i}].secretName`, record(tls).secretName, is.dnsSubdomain, 'the name of a Secret');
  });
  items(spec.rules).forEach((rule, i) => {
    host(record(rule).host, `spec.rules[${i}].host`);
    const http = record(rule).http;
    if (!given(http)) return;
    if (items(record(http).paths).length === 0) complain('api/no-paths', `spec.rules[${i}].http.paths`, 'there is no path', 'Name at least one.');
    items(record(http).paths).forEach((path, j) => checkPath(record(path), `spec.rules[${i}].http.paths[${j}]`, complain));
  });
}

function checkPath({ path, pathType, backend }: { [key: string]: any }, at: string, complain: Complain): void {
  oneOf(complain, `${at}.pathType`, pathType ?? '', ['Exact', 'Prefix', 'ImplementationSpecific']);
  const text = typeof path === 'string' ? path : '';
  if (['Exact', 'Prefix'].includes(pathType)) {
    const bad = !text.startsWith('/') || ['//', '/./', '/../', '%2f', '%2F'].some((s) => text.includes(s)) || text.endsWith('/..') || text.endsWith('/.');
    if (bad) complain('api/bad-path', `${at}.path`, `${show(text)} is not a plain absolute path`, 'Write an absolute path without "//", "/./" and "/../".');
  } else if (text !== '' && !text.startsWith('/')) complain('api/bad-path', `${at}.path`, `${show(text)} is not absolute`, 'Start it with "/".');
  checkBackend(record(backend), `${at}.backend`, complain);
}

function checkBackend(backend: { [key: string]: any }, at: string, complain: Complain): void {
  const { service, resource } = backend;
  if (given(service) === given(resource)) {
    complain('api/one-source', at, given(service) ? 'a Service and a resource are named at once' : 'neither a Service nor a resource is named', 'Name exactly one.');
    return;
  }
  if (!given(service)) return;
  const { name, port } = record(service);
  inFormat(complain, `${at}.service.name`, name ?? '', is.dns1035, 'the name of a Service');
  const { name: portName, number } = record(port);
  if (portName && number) complain('api/one-source', `${at}.service.port`, 'the port is named and numbered', 'Keep one of the two.');
  else if (portName) inFormat(complain, `${at}.service.port.name`, portName, is.portName, 'a port\'s name');
  else if (!is.port(number)) complain('api/bad-port', `${at}.service.port.number`, `${show(number ?? '')} is not a port`, 'Give a number from 1 to 65535.');
}
