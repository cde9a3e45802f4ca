import { CallEnd } from '../../model/call';
import { Facts, Opening } from '../../model/facts';
import { Settled } from '../../model/settled';
import { RequestShape } from '../../values/calls/requests';
import { NetworkPeer } from '../../values/network-peer';
import { Port } from '../../values/port';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** A workload of this app that is known to call. @internal */
export interface KnownCaller {
  readonly name: string;
  readonly namespace: string;
  /** the ServiceAccount it runs as */
  readonly account: string;
  /** all requests if empty */
  readonly only: readonly RequestShape[];
}

/** Who may connect to one port of the pods. @internal */
export interface PortAccess {
  readonly number: number;
  readonly name: string;
  /** undefined where the pods do not declare it */
  readonly port: Port | undefined;
  readonly callers: readonly KnownCaller[];
  /** whoever else is let in: the edge, the scraper, and who was let in by hand */
  readonly others: readonly NetworkPeer[];
}

/** Every TCP port that the pods declare or that somebody is let in to, the lowest first. @internal */
export function portAccess(settled: Settled): PortAccess[] {
  const declared = [...settled.entries(Facts.PORT).map(([, port]) => port), ...settled.entries(Facts.CONTAINER).flatMap(([, { ports }]) => ports)]
    .filter((port) => port._transport === 'TCP');
  const openings = othersOpenings(settled);
  const callers = settled.entries(Facts.CALLER).map(([, caller]) => caller).filter(({ port }) => port._transport === 'TCP');
  const numbers = [...declared.map(({ number }) => number), ...openings.flatMap(({ port }) => (port === undefined ? [] : [port])), ...callers.map(({ port }) => port.number)];
  return [...new Set(numbers)].sort((a, b) => a - b).map((number) => {
    const port = declared.find((p) => p.number === number);
    return {
      number,
      name: port?.name ?? String(number),
      port,
      callers: callers.filter((caller) => caller.port.number === number).map(({ from, only }) => ({ ...memberOf(from), only })),
      others: peersOf(openings.filter((opening) => opening.port === undefined || opening.port === number)),
    };
  });
}

/** Who is let in to every port, whether it is declared or not. @internal */
export function everyPortPeers(settled: Settled): NetworkPeer[] {
  return peersOf(othersOpenings(settled).filter(({ port }) => port === undefined));
}

/** How a mesh knows a workload. Where its chart names no namespace, that is reported. @internal */
export function memberOf(end: CallEnd): Omit<KnownCaller, 'only'> {
  return { name: end.name, namespace: end.namespace ?? 'default', account: end.settled?.().get(Facts.SERVICE_ACCOUNT) ?? 'default' };
}

/** The namespaces that a peer is in, if it is in any; that of the policy where the peer names none. @internal */
export function namespacesOf(peer: NetworkPeer, own: string): string[] {
  const { namespaceSelector, podSelector } = peer._wire ?? {};
  if (namespaceSelector === undefined) return podSelector === undefined ? [] : [own];
  const named = namespaceSelector.matchLabels?.[NAMESPACE_NAME];
  return named === undefined ? (namespaceSelector.matchExpressions ?? []).flatMap(({ values }: { values: string[] }) => values) : [named];
}

/** Whether all of a peer is in these namespaces. @internal */
export function isIn(peer: NetworkPeer, own: string, namespaces: readonly string[]): boolean {
  const found = namespacesOf(peer, own);
  return found.length > 0 && found.every((namespace) => namespaces.includes(namespace));
}

function othersOpenings(settled: Settled): Opening[] {
  const byHand = settled.entries(Facts.INGRESS).map(([, opening]) => opening).filter(({ of, protocols }) => of === undefined && protocols.includes('TCP'));
  const toService = settled.entries(Facts.SERVICE_CALLER).flatMap(([, peer]) => settled.entries(Facts.SERVED).map(([, port]) => ({ peer, port: port.number, protocols: ['TCP'] })));
  return [...byHand, ...toService];
}

function peersOf(openings: readonly Opening[]): NetworkPeer[] {
  return [...new Map(openings.map(({ peer }) => [String(peer), peer])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, peer]) => peer);
}
