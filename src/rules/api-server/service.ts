import { checkAddress, checkBlock, specialUse } from './addresses';
import { Complain, given, items, named, notEmpty, oneOf, record, show, unique, wholeNumber } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkLabels } from './labels';
import { checkPortRef } from './probes';
import { checkServiceAddresses, isHeadless } from './service-addresses';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

/** @internal */
export function checkService({ object, kubernetesMinor: minor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const type: string = spec.type || 'ClusterIP';
  checkLabels(spec.selector, 'spec.selector', complain);
  checkServicePorts(spec, type, complain);
  checkServiceAddresses(spec, type, minor, complain);
  checkAffinity(spec, complain);
  checkTraffic(spec, type, minor, complain);
  checkLoadBalancer(spec, record(record(object.metadata).annotations), type, minor, complain);
  items(spec.externalIPs).forEach((address, i) => {
    const at = `spec.externalIPs[${i}]`;
    checkAddress(complain, at, address ?? '', minor);
    const flaw = typeof address === 'string' ? specialUse(address) : undefined;
    if (flaw !== undefined) complain('api/bad-address', at, `${show(address)} does not do: ${flaw}`, 'Name an address that others can reach.');
  });
}

function checkServicePorts(spec: Fields, type: string, complain: Complain): void {
  const ports = items(spec.ports).map(record);
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') complain('api/no-ports', 'spec.ports', 'the Service has no port', 'Name at least one.');
  ports.forEach((port, i) => {
    const at = `spec.ports[${i}]`;
    if (ports.length > 1 && !named(port.name)) complain('api/no-name', `${at}.name`, 'of several ports each needs a name', 'Name it.');
    if (named(port.name)) inFormat(complain, `${at}.name`, port.name, is.dnsLabel, 'a DNS label of at most 63 characters');
    if (!is.port(port.port)) complain('api/bad-port', `${at}.port`, `${show(port.port ?? '')} is not a port`, 'Give a number from 1 to 65535.');
    if (given(port.targetPort) && port.targetPort !== 0 && port.targetPort !== '') checkPortRef(port.targetPort, `${at}.targetPort`, complain);
    inFormat(complain, `${at}.appProtocol`, port.appProtocol, is.qualifiedName, 'a qualified name');
    if (!port.nodePort || type === 'ExternalName') return;
    if (type === 'ClusterIP') complain('api/node-port', `${at}.nodePort`, 'a ClusterIP has no node port', 'Leave it out.');
    else if (!is.port(port.nodePort)) complain('api/bad-port', `${at}.nodePort`, `${show(port.nodePort)} is not a port`, 'Give a number of the node port range, 30000 to 32767 by default.');
  });
  unique(complain, (i) => `spec.ports[${i}].name`, ports.map((p) => p.name || undefined), 'the port name');
  unique(complain, (i) => `spec.ports[${i}]`, ports.map((p) => `${p.protocol || 'TCP'} ${p.port}`), 'the port');
  unique(complain, (i) => `spec.ports[${i}].nodePort`, ports.map((p) => (p.nodePort ? `${p.protocol || 'TCP'} ${p.nodePort}` : undefined)), 'the node port');
}

function checkAffinity(spec: Fields, complain: Complain): void {
  // Without affinity the server drops the configuration; with it, what is missing is filled in.
  if (spec.sessionAffinity !== 'ClientIP') return;
  wholeNumber(complain, 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', record(record(spec.sessionAffinityConfig).clientIP).timeoutSeconds, 1, 86400);
}

function checkTraffic(spec: Fields, type: string, minor: number, complain: Complain): void {
  const fromOutside = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && items(spec.externalIPs).length > 0);
  if (named(spec.externalTrafficPolicy) && !fromOutside) complain('api/external-traffic', 'spec.externalTrafficPolicy', `a ${type} gets no traffic from outside`, 'Leave it out.');
  notEmpty(complain, 'spec.internalTrafficPolicy', spec.internalTrafficPolicy);
  oneOf(complain, 'spec.trafficDistribution', spec.trafficDistribution, minor >= SINCE.preferSameZone ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose']);
  const checksHealth = type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
  if (!spec.healthCheckNodePort) return;
  if (!checksHealth) complain('api/health-check-port', 'spec.healthCheckNodePort', 'only a LoadBalancer with the policy Local asks for health', 'Leave it out.');
  else if (!is.port(spec.healthCheckNodePort)) complain('api/bad-port', 'spec.healthCheckNodePort', `${show(spec.healthCheckNodePort)} is not a port`, 'Give a number of the node port range, 30000 to 32767 by default.');
}

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function checkLoadBalancer(spec: Fields, annotations: Fields, type: string, minor: number, complain: Complain): void {
  const isOne = type === 'LoadBalancer';
  for (const field of ['loadBalancerClass', 'allocateLoadBalancerNodePorts']) {
    if (given(spec[field]) && !isOne) complain('api/load-balancer-only', `spec.${field}`, `a ${type} has none`, 'Leave it out.');
  }
  if (isOne) inFormat(complain, 'spec.loadBalancerClass', spec.loadBalancerClass, is.qualifiedName, 'a qualified name');
  const ranges = items(spec.loadBalancerSourceRanges);
  const written: string | undefined = annotations[RANGES];
  if ((ranges.length > 0 || given(written)) && !isOne) complain('api/load-balancer-only', ranges.length > 0 ? 'spec.loadBalancerSourceRanges' : 'metadata.annotations', `a ${type} has none`, 'Leave it out.');
  ranges.forEach((range, i) => checkBlock(complain, `spec.loadBalancerSourceRanges[${i}]`, String(range ?? '').trim(), minor));
  if (ranges.length === 0 && named(written) && written.trim() !== '') written.split(',').forEach((range) => checkBlock(complain, 'metadata.annotations', range.trim(), minor));
  const [mode, hints] = [annotations['service.kubernetes.io/topology-mode'], annotations['service.kubernetes.io/topology-aware-hints']];
  if (given(mode) && given(hints) && mode !== hints) complain('api/topology-mode', 'metadata.annotations', 'two annotations about topology differ', 'Keep service.kubernetes.io/topology-mode.');
}
