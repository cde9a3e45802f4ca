import { isRecord } from './json';
import { NetworkPolicies, NetworkPolicy } from './network-policy';
import { isNamespace, Opening } from './openings';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { RuleReport } from '../rule-report';
import { Severity } from '../severity';

/** OpenShift's DNS pods listen on 5353. */
const PORTS = [53, 5353];
const NAMESPACES = ['kube-system', 'openshift-dns'];
const SELECTS_DNS = /dns/i;

/** Pods that may connect to something may look up its name. @internal */
export const POLICY_WITHOUT_DNS: IRule = {
  ruleId: 'graph/policy-without-dns',
  severity: Severity.WARNING,
  reason: 'Without DNS no name can be looked up: what the policy opens beside it is out of reach.',
  remedy: 'Let the pods out to the namespace kube-system on port 53, UDP and TCP.',
  check(manifests, report) {
    eachCut(manifests, 'UDP', report, (names) => `it lets out to ${names}, and not to DNS (port 53/UDP)`);
  },
};

/** DNS falls back to TCP. @internal */
export const POLICY_DNS_WITHOUT_TCP: IRule = {
  ruleId: 'graph/policy-dns-without-tcp',
  severity: Severity.INFO,
  reason: 'Answers that do not fit into one packet are asked for again over TCP: long lists of addresses fail.',
  remedy: 'Open port 53 for TCP beside UDP.',
  check(manifests, report) {
    eachCut(manifests, 'TCP', report, () => 'it opens DNS for UDP only');
  },
};

/** Every first policy of pods that may go somewhere, and not to DNS over that protocol. */
function eachCut(manifests: Manifests, protocol: 'UDP' | 'TCP', report: RuleReport, say: (where: string) => string): void {
  const policies = NetworkPolicies.of(manifests);
  const told = new Set<NetworkPolicy>();
  for (const policy of policies.all) {
    for (const pods of policy.egress === undefined ? [] : policy.subjects) {
      const [first, ...others] = policies.closing('egress', pods);
      if (first !== policy || told.has(policy) || pods.spec.dnsPolicy === 'None') continue;
      const openings = [first, ...others].flatMap((p) => p.egress!.all.map((opening) => ({ opening, p })));
      const opens = (over: string) => openings.some(({ opening, p }) => isDns(opening, over, p));
      // A pod that may go nowhere needs no names; one that goes to addresses only may well know them.
      if (!openings.some(({ opening }) => opening.peer !== undefined && !isRecord(opening.peer.ipBlock))) continue;
      if (opens(protocol) || (protocol === 'TCP' && !opens('UDP'))) continue;
      told.add(policy);
      const ports = [...new Set(openings.flatMap(({ opening }) => opening.ports.map((port) => port.port ?? 'every port')))];
      report.add(policy.manifest, 'spec.egress', say(ports.length === 0 ? 'some pods' : `port ${ports.slice(0, 5).join(', ')}`));
    }
  }
}

function isDns({ peer, ports }: Opening, protocol: string, { manifest }: NetworkPolicy): boolean {
  const isOpen = ports.length === 0 || ports.some((p) => p.protocol === protocol
    && (p.port === undefined || (typeof p.port === 'string' ? SELECTS_DNS.test(p.port) : PORTS.some((dns) => p.port === dns || ((p.port as number) <= dns && dns <= (p.endPort ?? 0))))));
  if (!isOpen) return false;
  if (peer === undefined || isRecord(peer.ipBlock)) return true;
  // Who opens the very port means DNS, wherever it is; who opens all ports must mean its namespace.
  if (ports.some((p) => p.port !== undefined) && (isRecord(peer.namespaceSelector) || SELECTS_DNS.test(JSON.stringify(peer)))) return true;
  return NAMESPACES.some((namespace) => isNamespace(peer, namespace, manifest.namespace, new Map()))
    && (!isRecord(peer.podSelector) || Object.keys(peer.podSelector).length === 0 || SELECTS_DNS.test(JSON.stringify(peer.podSelector)));
}
