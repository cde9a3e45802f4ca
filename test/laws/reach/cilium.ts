import type { Attempt, Party, Request } from './declared';
import { hasLabels, isWithin } from './network';

/** What CiliumNetworkPolicies make of an attempt. */
export function ciliumLets(objects: readonly any[], attempt: Attempt): boolean {
  const { from, to } = attempt;
  return direction(objects, from, to, 'egress', attempt) && direction(objects, to, from, 'ingress', attempt);
}

function direction(objects: readonly any[], subject: Party, peer: Party, way: 'ingress' | 'egress', attempt: Attempt): boolean {
  const closing = objects.filter((o) => o.kind === 'CiliumNetworkPolicy' && o.metadata.namespace === subject.namespace && hasLabels(o.spec.endpointSelector.matchLabels, subject.labels) && o.spec[way] !== undefined);
  return closing.length === 0 || closing.some(({ spec, metadata }) => spec[way].some((rule: any) => isPeer(rule, way === 'ingress' ? 'from' : 'to', peer, metadata.namespace) && isOpen(rule.toPorts, attempt)));
}

function isPeer(rule: any, prefix: 'from' | 'to', party: Party, own: string): boolean {
  const labels = { ...party.labels, 'k8s:io.kubernetes.pod.namespace': party.namespace ?? '' };
  const endpoints = (rule[`${prefix}Endpoints`] ?? []).some(({ matchLabels }: any) => party.namespace !== undefined && hasLabels({ 'k8s:io.kubernetes.pod.namespace': own, ...matchLabels }, labels));
  // Addresses of pods are no matter of CIDR rules there: pods have identities.
  const addresses = party.namespace === undefined && (rule[`${prefix}CIDR`] ?? []).some((cidr: string) => isWithin(cidr, party.address));
  const entities = (rule[`${prefix}Entities`] ?? []).some((entity: string) => entity === 'all' || (entity === 'host' && party.isNode));
  const names = (rule.toFQDNs ?? []).some(({ matchName }: any) => prefix === 'to' && matchName === party.host);
  return endpoints || addresses || entities || names;
}

function isOpen(toPorts: any[] | undefined, { port, protocol, request }: Attempt): boolean {
  return toPorts === undefined || toPorts.some(({ ports, rules }) => ports.some((p: any) => p.port === String(port) && p.protocol === protocol)
    && (rules?.http === undefined || request === undefined || rules.http.some((rule: any) => passes(rule, request))));
}

function passes({ method, path }: any, request: Request): boolean {
  const full = request.query === undefined ? request.path : `${request.path}?${request.query}`;
  return (method === undefined || new RegExp(`^(?:${method})$`).test(request.method)) && (path === undefined || new RegExp(`^(?:${path})$`).test(full));
}
