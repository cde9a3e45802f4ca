import { createHash } from 'crypto';
import { limitedPorts } from './limited-ports';
import { everyPortPeers, isIn, KnownCaller, namespacesOf, PortAccess, portAccess } from './port-access';
import { ProbeRequest, probeRequests } from './probe-requests';
import { requestRoutes, RouteMatch, routeMatch } from './request-routes';
import { Settled } from '../../model/settled';
import { NetworkPeer } from '../../values/network-peer';
import { PortProtocol } from '../../values/port';

/** What is in front of one port: its Server, and who is authorized on it or on some of its routes. @internal */
export interface LinkerdPort {
  readonly name: string;
  readonly number: number;
  readonly proxyProtocol: string;
  readonly authorizations: readonly LinkerdAuthorization[];
  readonly routes: readonly LinkerdRoute[];
}

/** @internal */
export interface LinkerdRoute { readonly name: string; readonly matches: readonly RouteMatch[] }

/** Either members, or networks. @internal */
export interface LinkerdAuthorization {
  readonly name: string;
  /** the route; the whole Server if undefined */
  readonly route?: string;
  readonly callers?: readonly KnownCaller[];
  readonly namespaces?: readonly string[];
  readonly networks?: readonly string[];
}

const EVERYWHERE = ['0.0.0.0/0', '::/0'];
const LONGEST = 200;

/** What the proxies of a workload let in, port by port. @internal */
export function linkerdAccess(settled: Settled, workload: string, own: string, memberNamespaces: readonly string[]): LinkerdPort[] {
  return portAccess(settled).filter((access) => !isPassedOver(settled, access, own, memberNamespaces))
    .map((access) => portOf(access, workload, own, memberNamespaces, probeRequests(settled, access.number)));
}

/** Somebody who gets in to a port though it is not declared, as others get in without showing who they are. @internal */
export interface Intrusion { readonly port: string; readonly who: string; readonly peer: NetworkPeer }

/**
 * Those whom Linkerd could not tell apart. Who may connect to one port of the pods gets to their proxy, and so to every
 * port on which that lets in somebody without identity.
 *
 * @internal
 */
export function intrusions(settled: Settled, own: string, memberNamespaces: readonly string[]): Intrusion[] {
  const ports = portAccess(settled);
  const callers = ports.flatMap((access) => access.callers);
  return ports.filter((access) => !isPassedOver(settled, access, own, memberNamespaces)).flatMap((access) => {
    const mayAll = new Set(access.callers.filter(({ only }) => only.length === 0).map(idOf));
    const found = callers.filter((caller) => !mayAll.has(idOf(caller))).flatMap((caller) => access.others
      .filter((other) => !isIn(other, own, memberNamespaces) || namespacesOf(other, own).includes(caller.namespace)).map((peer) => ({ port: access.name, who: caller.name, peer })));
    return [...found, ...neighboursOf(access, ports, own, memberNamespaces)].slice(0, 1);
  });
}

/** Pods that are let in from a namespace of members are known by that only: others from there, who are let in to another port, are taken for them. */
function neighboursOf(access: PortAccess, ports: readonly PortAccess[], own: string, memberNamespaces: readonly string[]): Intrusion[] {
  const elsewhere = ports.filter((other) => other !== access).flatMap(({ others }) => others);
  return access.others.flatMap((peer) => {
    const [namespace] = namespacesOf(peer, own);
    const isAll = access.others.some((other) => namespacesOf(other, own).includes(namespace) && other._wire?.podSelector === undefined);
    if (isAll || !isIn(peer, own, memberNamespaces)) return [];
    return elsewhere.filter((other) => namespacesOf(other, own).includes(namespace) && !access.others.some((known) => String(known) === String(other)))
      .map((other) => ({ port: access.name, who: String(other), peer }));
  });
}

/** The ports that go past the proxy: only strangers use them, and the network policy knows where from. @internal */
export function passedOver(settled: Settled, own: string, memberNamespaces: readonly string[]): number[] {
  return portAccess(settled).filter((access) => isPassedOver(settled, access, own, memberNamespaces)).map(({ number }) => number);
}

function isPassedOver(settled: Settled, { number, callers, others }: PortAccess, own: string, memberNamespaces: readonly string[]): boolean {
  const isLimited = limitedPorts(settled).some((port) => port.number === number);
  return callers.length === 0 && others.length > 0 && !isLimited && others.every((peer) => !isIn(peer, own, memberNamespaces));
}

function idOf({ namespace, name }: KnownCaller): string {
  return `${namespace}/${name}`;
}

/** Whether ports that nobody declares are let in to. @internal */
export function isOpenToAnybody(settled: Settled): boolean {
  return everyPortPeers(settled).length > 0;
}

function portOf(access: PortAccess, workload: string, own: string, memberNamespaces: readonly string[], probes: readonly ProbeRequest[]): LinkerdPort {
  const name = `${workload}-${access.name}`;
  const free = access.callers.filter(({ only }) => only.length === 0);
  const limited = access.callers.filter(({ only }) => only.length > 0);
  const namespaces = access.others.filter((peer) => isIn(peer, own, memberNamespaces)).flatMap((peer) => namespacesOf(peer, own));
  const networks = networksOf(access.others, own, memberNamespaces);
  const server: LinkerdAuthorization[] = [
    ...(free.length + namespaces.length > 0 ? [{ name, callers: free, namespaces: [...new Set(namespaces)].sort() }] : []),
    ...(networks.length > 0 ? [{ name: `${name}-network`, networks }] : []),
  ];
  // Without routes of its own a Server has one for all requests, and one for probes by HTTP.
  if (limited.length === 0 && !probes.some(({ isGrpc }) => isGrpc)) return { name, number: access.number, proxyProtocol: proxyProtocolOf(access), authorizations: server, routes: [] };
  const some = requestRoutes(limited).map(({ isExact, callers, matches }) => ({ name: `${name}-${isExact ? 'exact' : 'under'}-${textOf(callers)}`, matches, callers }));
  return {
    name,
    number: access.number,
    proxyProtocol: proxyProtocolOf(access),
    authorizations: [
      ...server,
      ...some.filter(({ callers }) => callers.length > 0).map(({ name: route, callers }) => ({ name: route, route, callers })),
      ...(probes.length > 0 ? [{ name: `${name}-probes`, route: `${name}-probes`, networks: EVERYWHERE }] : []),
    ],
    routes: [
      ...(probes.length > 0 ? [{ name: `${name}-probes`, matches: probes.map(({ method, path }) => routeMatch({ isExact: true, value: path }, method)) }] : []),
      ...some.map(({ name: route, matches }) => ({ name: route, matches })),
      ...(server.length > 0 ? [{ name, matches: [routeMatch({ isExact: false, value: '/' }, undefined)] }] : []),
    ],
  };
}

function networksOf(others: readonly NetworkPeer[], own: string, memberNamespaces: readonly string[]): readonly string[] {
  const strangers = others.filter((peer) => !isIn(peer, own, memberNamespaces));
  const cidrs = strangers.map((peer) => peer._wire?.ipBlock?.cidr as string | undefined);
  // Addresses of pods are not known beforehand: the network policy says which.
  if (cidrs.includes(undefined)) return EVERYWHERE;
  return [...new Set(cidrs as string[])].sort();
}

/** HTTP/2 between proxies is found out in front of HTTP/1, too. Where bytes are not its business, nothing is waited for. */
function proxyProtocolOf({ port }: PortAccess): string {
  switch (port?.protocol) {
    case PortProtocol.HTTP:
    case PortProtocol.GRPC_WEB: return 'HTTP/1';
    case PortProtocol.GRPC: return 'HTTP/2';
    case PortProtocol.HTTPS:
    case PortProtocol.TCP: return 'opaque';
    default: return 'unknown';
  }
}

function textOf(callers: readonly KnownCaller[]): string {
  if (callers.length === 0) return 'nobody';
  const text = callers.map(({ name, namespace }) => `${namespace}-${name}`).join('.');
  return text.length <= LONGEST - 70 ? text : createHash('sha256').update(text).digest('hex').slice(0, 16);
}
