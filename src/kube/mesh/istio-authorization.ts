import { everyPortPeers, isIn, KnownCaller, namespacesOf, PortAccess, portAccess } from './port-access';
import { renderedFor } from './rendered-for';
import { Settled } from '../../model/settled';
import { RequestShape } from '../../values/calls/requests';
import { NetworkPeer } from '../../values/network-peer';
import { KubeIdentity } from '../identity';
import { Rendered } from '../kube-object';

/** Who shows who it is, and by which trust domain. @internal */
export interface IstioMembers {
  readonly trustDomain: string;
  /** those whose pods are members, the workload's own among them */
  readonly namespaces: readonly string[];
}

/**
 * Whom the pods' proxies let in, and to which requests. Nobody else: where no rule is, everybody is refused.
 *
 * Of who was let in by hand it is not known whether it is a member. Then both ways are open, and the network policy
 * says from where: by its namespace, and without any identity, which no member can send.
 *
 * @internal
 */
export function renderIstioAuthorization(settled: Settled, identity: KubeIdentity, members: IstioMembers): Rendered {
  const principalOf = ({ namespace, account }: Pick<KnownCaller, 'namespace' | 'account'>) => `${members.trustDomain}/ns/${namespace}/sa/${account}`;
  const own = identity.namespace ?? 'default';
  const rules = [
    ...portAccess(settled).flatMap((access) => [...known(access, principalOf), ...others(access.others, own, members, limited(access, principalOf), [String(access.number)])]),
    ...others(everyPortPeers(settled), own, members, [], undefined),
  ];
  return renderedFor(settled, identity, { selector: { matchLabels: identity.selector }, action: 'ALLOW', ...(rules.length > 0 ? { rules } : {}) });
}

/** Whether something is let in that may come as plain text. @internal */
export function takesPlainText(peers: readonly NetworkPeer[], own: string, memberNamespaces: readonly string[]): boolean {
  return peers.some((peer) => !isIn(peer, own, memberNamespaces));
}

/** Callers with the same requests share a rule. */
function known({ number, callers }: PortAccess, principalOf: (caller: KnownCaller) => string): any[] {
  const groups = new Map<string, { principals: Set<string>; only: readonly RequestShape[] }>();
  for (const caller of callers) {
    const key = JSON.stringify(caller.only);
    const group = groups.get(key) ?? { principals: new Set<string>(), only: caller.only };
    group.principals.add(principalOf(caller));
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { principals, only }]) => ({
    from: [{ source: { principals: [...principals].sort() } }],
    to: only.length === 0 ? [{ operation: { ports: [String(number)] } }] : only.map((shape) => ({ operation: { ports: [String(number)], ...operationOf(shape) } })),
  }));
}

function operationOf({ exact, prefix, methods }: RequestShape) {
  return { paths: [exact ?? `${prefix}*`], ...(methods.length > 0 ? { methods: [...methods] } : {}) };
}

/** Those who may not send everything; who shares their namespace may. */
function limited({ callers }: PortAccess, principalOf: (caller: KnownCaller) => string): string[] {
  return [...new Set(callers.filter(({ only }) => only.length > 0).map(principalOf))].sort();
}

function others(peers: readonly NetworkPeer[], own: string, members: IstioMembers, except: readonly string[], ports: readonly string[] | undefined): any[] {
  if (peers.length === 0) return [];
  const notPrincipals = except.length > 0 ? { notPrincipals: [...except] } : {};
  const namespaces = new Set<string>();
  const ipBlocks = new Set<string>();
  let anybody = false;
  let plainText = false;
  for (const peer of peers) {
    const found = namespacesOf(peer, own);
    found.forEach((namespace) => namespaces.add(namespace));
    plainText = plainText || (found.length > 0 && !isIn(peer, own, members.namespaces));
    if (found.length > 0) continue;
    if (peer._wire?.ipBlock !== undefined) ipBlocks.add(peer._wire.ipBlock.cidr);
    else anybody = true;
  }
  const to = ports === undefined ? {} : { to: [{ operation: { ports: [...ports] } }] };
  if (anybody) return [except.length === 0 ? to : { from: [{ source: notPrincipals }], ...to }];
  const from = [
    ...(namespaces.size > 0 ? [{ source: { namespaces: [...namespaces].sort(), ...notPrincipals } }] : []),
    ...(ipBlocks.size > 0 ? [{ source: { ipBlocks: [...ipBlocks].sort(), ...notPrincipals } }] : []),
    ...(plainText ? [{ source: { notPrincipals: ['*'] } }] : []),
  ];
  return [{ from, ...to }];
}
