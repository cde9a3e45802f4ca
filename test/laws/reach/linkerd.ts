import type { Attempt, Party, Request } from './declared';
import { hasLabels, isWithin, networkLets } from './network';

const INBOUND = 4143;

/** What NetworkPolicies and a Linkerd mesh make of an attempt. @param onePort whether proxies connect to each other on one port, or on the program's */
export function linkerdLets(objects: readonly any[], attempt: Attempt, onePort: boolean): boolean {
  const { from, to, port, protocol } = attempt;
  const isBetween = from.account !== undefined && to.account !== undefined;
  if (!networkLets(objects, attempt, isBetween && onePort ? INBOUND : port)) return false;
  if (protocol === 'UDP' || to.account === undefined) return true;
  const annotations = podOf(objects.filter((o) => o.metadata.namespace === to.namespace), to)?.metadata.annotations ?? {};
  // What goes past the proxy is the network's affair; through the proxy nobody gets there.
  const isPassedOver = (annotations['config.linkerd.io/skip-inbound-ports'] ?? '').split(',').includes(String(port));
  return isPassedOver ? !(isBetween && onePort) : isLetIn(objects, attempt);
}

function isLetIn(objects: readonly any[], { from, to, port, request }: Attempt): boolean {
  const here = objects.filter((o) => o.metadata.namespace === to.namespace);
  const server = here.find((o) => o.kind === 'Server' && o.spec.port === port && hasLabels(o.spec.podSelector.matchLabels, to.labels));
  // Without a Server the pod's annotation decides, and every pod here says "deny".
  if (server === undefined) return !podOf(here, to)?.metadata.annotations['config.linkerd.io/default-inbound-policy'];
  const authorized = (kind: string, name: string) => here.some((o) => o.kind === 'AuthorizationPolicy' && o.spec.targetRef.kind === kind && o.spec.targetRef.name === name
    && o.spec.requiredAuthenticationRefs.every((ref: any) => isAuthenticated(here.find((a) => a.kind === ref.kind && a.metadata.name === ref.name), from)));
  if (authorized('Server', server.metadata.name) && server.spec.proxyProtocol === 'opaque') return true;
  if (server.spec.proxyProtocol === 'opaque') return false;
  const routes = here.filter((o) => o.kind === 'HTTPRoute' && o.spec.parentRefs.some((ref: any) => ref.kind === 'Server' && ref.name === server.metadata.name));
  if (routes.length === 0 || request === undefined) return authorized('Server', server.metadata.name);
  const route = best(routes, request);
  return route !== undefined && (authorized('HTTPRoute', route.metadata.name) || authorized('Server', server.metadata.name));
}

function podOf(here: readonly any[], { name }: Party): any {
  const owner = here.find((o) => ['Deployment', 'DaemonSet', 'StatefulSet', 'Job'].includes(o.kind) && o.spec.template.metadata.labels['app.kubernetes.io/instance'] === name);
  return owner?.spec.template;
}

function isAuthenticated(authentication: any, from: Party): boolean {
  if (authentication?.kind === 'NetworkAuthentication') return authentication.spec.networks.some(({ cidr }: any) => isWithin(cidr, from.address));
  return (authentication?.spec.identityRefs ?? []).some((ref: any) => from.account !== undefined
    && (ref.kind === 'Namespace' ? ref.name === from.namespace : ref.namespace === from.namespace && ref.name === from.account));
}

/** The most precise match counts: the longest path, then whether the method is named; of equals the first. */
function best(routes: readonly any[], request: Request): any {
  let found: { route: any; rank: readonly [number, number] } | undefined;
  for (const route of routes) {
    for (const match of route.spec.rules.flatMap((rule: any) => rule.matches)) {
      const length = lengthOf(match.path, request.path);
      if (length === undefined || (match.method !== undefined && match.method !== request.method)) continue;
      const rank = [length, match.method === undefined ? 0 : 1] as const;
      if (found === undefined || rank[0] > found.rank[0] || (rank[0] === found.rank[0] && rank[1] > found.rank[1])) found = { route, rank };
    }
  }
  return found?.route;
}

function lengthOf({ type, value }: any, path: string): number | undefined {
  if (type === 'Exact') return value === path ? value.length : undefined;
  if (value === '/') return 1;
  const prefix = value.replace(/\/+$/, '');
  const rest = path.replace(/\/+$/, '');
  return rest.startsWith(prefix) && ['', '/'].includes(rest.slice(prefix.length, prefix.length + 1)) ? prefix.length : undefined;
}
