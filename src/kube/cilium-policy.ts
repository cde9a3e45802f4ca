import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { byMesh, toService } from './network-policy';
import { podLabels } from './pod-template';
import { Facts, Opening } from '../model/facts';
import { Settled } from '../model/settled';
import { showPlain } from '../model/slot';
import { RequestShape } from '../values/calls/requests';
import { NetworkPeer } from '../values/network-peer';

const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** One opening, and what Cilium may read in it. */
interface Way { readonly peer: NetworkPeer; readonly port?: number; readonly protocols: readonly string[]; readonly only: readonly RequestShape[]; readonly isDns?: boolean }

/**
 * One policy per workload: both directions closed but for these openings, as the NetworkPolicy has them. Requests are
 * told apart where a caller is for some only, and hosts outside are known by their names.
 *
 * @param readsRequests not where a mesh encrypts them on the way; it then tells them apart itself @internal
 */
export function renderCiliumPolicy(settled: Settled, identity: KubeIdentity, readsRequests: boolean): Rendered {
  const ingress = byMesh([...settled.entries(Facts.INGRESS), ...toService(settled)], settled, identity).map(([, opening]): Way => (
    { ...opening, only: readsRequests ? onlyFrom(settled, identity, opening) : [] }));
  const asksNames = settled.entries(Facts.EGRESS).some(([, { peer }]) => peer._host !== undefined);
  const egress = byMesh(settled.entries(Facts.EGRESS), settled, identity).map(([, opening]): Way => (
    { ...opening, only: readsRequests ? onlyTo(settled, opening) : [], isDns: asksNames && opening.protocols.includes('UDP') }));
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        endpointSelector: { matchLabels: identity.selector },
        ingress: orNothing([...rules(ingress, 'from'), ...probeRules(settled)]),
        egress: orNothing(rules(egress, 'to')),
      },
    },
  };
}

/** A rule that selects nobody closes the direction; without any rule it would be open. */
function orNothing(list: any[]): any[] {
  return list.length > 0 ? list : [{}];
}

/** The kubelet asks from the node itself. */
function probeRules(settled: Settled): any[] {
  const probes = [...settled.entries(Facts.PROBE).map(([, probe]) => probe), ...settled.entries(Facts.CONTAINER).flatMap(([, container]) => Object.values(container.probes))];
  const ports = probes.flatMap(({ _action: action }) => (action.kind === 'exec' ? [] : [action.port.number]));
  const numbers = [...new Set(ports)].sort((a, b) => a - b);
  return numbers.length === 0 ? [] : [{ fromEntities: ['host'], toPorts: [{ ports: numbers.map((port) => ({ port: String(port), protocol: 'TCP' })) }] }];
}

/** One rule per set of ports and requests and per kind of peer: Cilium takes no two kinds in one. */
function rules(ways: readonly Way[], direction: 'from' | 'to'): any[] {
  const grouped = new Map<string, { way: Way; field: string; peers: Map<string, any> }>();
  for (const way of ways) {
    const { field, wire } = peerOf(way.peer, direction);
    const key = [String(way.port ?? 0).padStart(5, '0'), way.protocols.join('+'), showPlain(way.only), way.isDns ? 'dns' : '', field].join(' ');
    const group = grouped.get(key) ?? { way, field, peers: new Map<string, any>() };
    group.peers.set(showPlain(wire), wire);
    grouped.set(key, group);
  }
  return [...grouped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { way, field, peers }]) => ({ [field]: [...peers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, wire]) => wire), ...toPorts(way) }));
}

function peerOf(peer: NetworkPeer, direction: 'from' | 'to'): { field: string; wire: any } {
  if (peer._host !== undefined && direction === 'to') return { field: 'toFQDNs', wire: { matchName: peer._host } };
  if (peer._wire === undefined) return { field: `${direction}Entities`, wire: peer._entity ?? 'all' };
  const { ipBlock, namespaceSelector, podSelector } = peer._wire;
  if (ipBlock !== undefined) return { field: `${direction}CIDR`, wire: ipBlock.cidr };
  const namespace = namespaceSelector?.matchLabels?.[NAMESPACE_NAME];
  const labels = { ...podSelector?.matchLabels, ...(namespace === undefined ? {} : { [NAMESPACE]: namespace }) };
  const anyOf = (namespaceSelector?.matchExpressions ?? []).map((term: any) => ({ ...term, key: NAMESPACE }));
  return { field: `${direction}Endpoints`, wire: { ...(Object.keys(labels).length > 0 || anyOf.length === 0 ? { matchLabels: labels } : {}), ...(anyOf.length > 0 ? { matchExpressions: anyOf } : {}) } };
}

function toPorts({ port, protocols, only, isDns }: Way) {
  if (port === undefined) return {};
  const read = only.length > 0 ? { rules: { http: only.flatMap(httpRules) } } : isDns ? { rules: { dns: [{ matchPattern: '*' }] } } : {};
  return { toPorts: [{ ports: protocols.map((protocol) => ({ port: String(port), protocol })), ...read }] };
}

/** The path is a regular expression, and is compared with all that the request line has, the query too. */
function httpRules({ exact, prefix, methods }: RequestShape): any[] {
  const path = exact === undefined ? `${escaped(prefix!)}.*` : `${escaped(exact)}(\\?.*)?`;
  return methods.length === 0 ? [{ path }] : methods.map((method) => ({ method, path }));
}

function escaped(text: string): string {
  return text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&');
}

function onlyFrom(settled: Settled, identity: KubeIdentity, { peer, port, of }: Opening): readonly RequestShape[] {
  if (of !== 'call') return [];
  const caller = settled.entries(Facts.CALLER).find(([, c]) => c.port.number === port
    && String(NetworkPeer.pods(c.from.labels ?? {}, c.from.namespace === identity.namespace ? undefined : c.from.namespace)) === String(peer));
  return caller?.[1].only ?? [];
}

/** What goes to workloads is read on their side. */
function onlyTo(settled: Settled, { peer, port, of }: Opening): readonly RequestShape[] {
  if (of !== 'call' || peer._host === undefined) return [];
  const call = settled.entries(Facts.CALL).find(([, c]) => c.host === peer._host && c.port.number === port && c.port._isReadable);
  return call?.[1].only ?? [];
}
