import type { Attempt, Party } from './declared';

/** Whether every label that is asked for is there. */
export function hasLabels(wanted: { [key: string]: string } | undefined, labels: { readonly [key: string]: string }): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => labels[key] === value);
}

export function isWithin(cidr: string, address: string): boolean {
  const [base, length] = cidr.split('/');
  if (base.includes(':')) return false;
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(number(base) / size) === Math.floor(number(address) / size);
}

/** What NetworkPolicies make of an attempt. @param port the pod's, which is another where proxies connect to each other */
export function networkLets(objects: readonly any[], { from, to, protocol }: Attempt, port: number): boolean {
  return direction(objects, from, to, 'egress', 'to', port, protocol) && direction(objects, to, from, 'ingress', 'from', port, protocol);
}

function direction(objects: readonly any[], subject: Party, peer: Party, rules: 'ingress' | 'egress', peers: 'from' | 'to', port: number, protocol: string): boolean {
  const closing = objects.filter((o) => o.kind === 'NetworkPolicy' && o.metadata.namespace === subject.namespace && hasLabels(o.spec.podSelector.matchLabels, subject.labels)
    && o.spec.policyTypes.includes(rules === 'ingress' ? 'Ingress' : 'Egress'));
  return closing.length === 0 || closing.some((policy) => (policy.spec[rules] ?? []).some((rule: any) => (
    rule.ports === undefined || rule.ports.some((p: any) => p.port === port && p.protocol === protocol))
    && (rule[peers] === undefined || rule[peers].some((p: any) => isPeer(p, peer, policy.metadata.namespace)))));
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: any, party: Party, own: string): boolean {
  if (ipBlock !== undefined) return isWithin(ipBlock.cidr, party.address);
  if (party.namespace === undefined) return false;
  const inNamespace = namespaceSelector === undefined ? party.namespace === own : hasLabels(namespaceSelector.matchLabels, { 'kubernetes.io/metadata.name': party.namespace });
  return inNamespace && hasLabels(podSelector?.matchLabels, party.labels);
}
