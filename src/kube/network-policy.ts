import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { isIn } from './mesh/port-access';
import { podLabels } from './pod-template';
import { Facts, Opening } from '../model/facts';
import { Settled } from '../model/settled';
import { showPlain } from '../model/slot';

/** One policy per workload: both directions closed but for these openings. @internal */
export function renderNetworkPolicy(settled: Settled, identity: KubeIdentity): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        podSelector: { matchLabels: identity.selector },
        policyTypes: ['Ingress', 'Egress'],
        ...unlessEmpty('ingress', rules(byMesh([...settled.entries(Facts.INGRESS), ...toService(settled)], settled, identity), 'from')),
        ...unlessEmpty('egress', rules(byMesh(settled.entries(Facts.EGRESS), settled, identity), 'to')),
      },
    },
  };
}

/** The API server stores no empty list; written out, it would be a difference for ever. The policy types close the direction. */
function unlessEmpty(field: string, list: any[]): { [field: string]: any[] } {
  return list.length > 0 ? { [field]: list } : {};
}

/** Whoever may connect to the Service may connect to these ports of the pods. @internal */
export function toService(settled: Settled): Array<[string, Opening]> {
  return settled.entries(Facts.SERVICE_CALLER).flatMap(([key, peer]) => settled.entries(Facts.SERVED)
    .map(([, port]): [string, Opening] => [key, { peer, port: port.number, protocols: [port._transport] }]));
}

/** What members send to each other arrives on one port, whichever it is for; their proxies know more. @internal */
export function byMesh(openings: Array<[string, Opening]>, settled: Settled, identity: KubeIdentity): Array<[string, Opening]> {
  const inbound = settled.get(Facts.MESH_INBOUND);
  if (inbound === undefined) return openings;
  const members = [identity.namespace ?? 'default', ...inbound.namespaces];
  const isMember = ({ peer, of }: Opening) => (of === 'call' ? peer._wire?.podSelector !== undefined : of === undefined && isIn(peer, members[0], members));
  return [...openings, ...openings.filter(([, o]) => o.protocols.join() === 'TCP' && isMember(o)).map(([key, o]): [string, Opening] => [`${key}:mesh`, { ...o, port: inbound.port }])];
}

/** One rule per set of ports, with all peers that may use it. */
function rules(openings: Array<[string, Opening]>, direction: 'from' | 'to'): any[] {
  const byPorts = new Map<string, { ports: any[]; peers: Map<string, any>; anywhere: boolean }>();
  for (const [, { peer, port, protocols }] of openings) {
    const key = `${String(port ?? 0).padStart(5, '0')} ${protocols.join('+')}`;
    const rule = byPorts.get(key) ?? { ports: port === undefined ? [] : protocols.map((protocol) => ({ protocol, port })), peers: new Map(), anywhere: false };
    if (peer._wire === undefined) rule.anywhere = true;
    else rule.peers.set(showPlain(peer._wire), peer._wire);
    byPorts.set(key, rule);
  }
  return [...byPorts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => ({
    ...(rule.anywhere ? {} : { [direction]: [...rule.peers.values()] }),
    ...(rule.ports.length === 0 ? {} : { ports: rule.ports }),
  }));
}
