import { LinkerdAuthorization, LinkerdPort, LinkerdRoute } from './linkerd-access';
import { RateLimit } from '../../values/calls/rate-limit';
import { KubeIdentity } from '../identity';

const GROUP = 'policy.linkerd.io';

/** One port of the pods; what nobody is authorized for is refused. @internal */
export function linkerdServer({ number, proxyProtocol }: LinkerdPort, identity: KubeIdentity): object {
  return { podSelector: { matchLabels: identity.selector }, port: number, proxyProtocol };
}

/** Requests to one port that not everybody may make. It leads nowhere: it only tells them apart. @internal */
export function linkerdRoute({ matches }: LinkerdRoute, server: string): object {
  return { parentRefs: [{ group: GROUP, kind: 'Server', name: server }], rules: [{ matches: matches.map((match) => ({ ...match })) }] };
}

/** @internal */
export function linkerdAuthorization({ name, route, networks }: LinkerdAuthorization, server: string): object {
  return {
    targetRef: route === undefined ? { group: GROUP, kind: 'Server', name: server } : { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: route },
    requiredAuthenticationRefs: [{ group: GROUP, kind: networks === undefined ? 'MeshTLSAuthentication' : 'NetworkAuthentication', name }],
  };
}

/** Who somebody has to be, or where from. @internal */
export function linkerdAuthentication({ callers = [], namespaces = [], networks }: LinkerdAuthorization): object {
  if (networks !== undefined) return { networks: networks.map((cidr) => ({ cidr })) };
  const accounts = new Map(callers.map(({ namespace, account }) => [`${namespace}/${account}`, { kind: 'ServiceAccount', name: account, namespace }]));
  return { identityRefs: [...[...accounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref), ...namespaces.map((name) => ({ kind: 'Namespace', name }))] };
}

/** @internal */
export function linkerdRateLimit({ requestsPerSecond }: RateLimit, server: string): object {
  return { targetRef: { group: GROUP, kind: 'Server', name: server }, total: { requestsPerSecond } };
}
