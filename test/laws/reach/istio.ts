import type { Attempt, Party } from './declared';
import { hasLabels, isWithin, networkLets } from './network';

const REFUSED = Symbol('refused');

/** What NetworkPolicies and an Istio mesh make of an attempt. */
export function istioLets(objects: readonly any[], attempt: Attempt): boolean {
  const { from, to, port, protocol } = attempt;
  if (!networkLets(objects, attempt, port)) return false;
  if (protocol === 'UDP') return true;
  const principal = principalOf(objects, from, to, port);
  return principal !== REFUSED && isLetIn(objects, attempt, principal as string | undefined);
}

/** With whose name the caller's proxy connects; none for plain text. */
function principalOf(objects: readonly any[], from: Party, to: Party, port: number): string | undefined | typeof REFUSED {
  if (from.account === undefined) return undefined;
  const scope = objects.find((o) => o.kind === 'Sidecar' && o.metadata.namespace === from.namespace && hasLabels(o.spec.workloadSelector.labels, from.labels));
  const own = `${objects.find((o) => o.kind === 'AuthorizationPolicy') === undefined ? '' : 'cluster.local'}/ns/${from.namespace}/sa/${from.account}`;
  if (scope === undefined) return own;
  const hosts: string[] = scope.spec.egress.flatMap((egress: any) => egress.hosts);
  if (hosts.some((host) => isInScope(objects, host, from, to, port))) return own;
  return scope.spec.outboundTrafficPolicy.mode === 'ALLOW_ANY' ? undefined : REFUSED;
}

function isInScope(objects: readonly any[], entry: string, from: Party, to: Party, port: number): boolean {
  const [namespace, host] = entry.split('/');
  if (to.host !== undefined) return namespace === '*' && host === to.host && objects.some((o) => o.kind === 'ServiceEntry' && o.spec.hosts.includes(host) && o.spec.ports.some((p: any) => p.number === port));
  if (to.namespace === undefined) return false;
  const isThere = namespace === '*' || namespace === to.namespace || (namespace === '.' && to.namespace === from.namespace);
  return isThere && (host === '*' || host === `${to.name}.${to.namespace}.svc.cluster.local`);
}

function isLetIn(objects: readonly any[], attempt: Attempt, principal: string | undefined): boolean {
  const { to, port } = attempt;
  const of = (kind: string) => objects.filter((o) => o.kind === kind && o.metadata.namespace === to.namespace && to.account !== undefined && hasLabels(o.spec.selector?.matchLabels, to.labels));
  const plain = of('PeerAuthentication').every(({ spec }) => (spec.portLevelMtls?.[String(port)]?.mode ?? spec.mtls.mode) === 'PERMISSIVE');
  if (principal === undefined && !plain) return false;
  const policies = of('AuthorizationPolicy').filter((o) => o.apiVersion.startsWith('security.istio.io'));
  return policies.length === 0 || policies.some(({ spec }) => (spec.rules ?? []).some((rule: any) => (
    rule.from === undefined || rule.from.some(({ source }: any) => isSource(source, attempt.from, principal)))
    && (rule.to === undefined || rule.to.some(({ operation }: any) => isOperation(operation, attempt)))));
}

function isSource(source: any, from: Party, principal: string | undefined): boolean {
  const namespace = /\/ns\/([^/]+)\//.exec(principal ?? '')?.[1];
  return (source.principals === undefined || (principal !== undefined && source.principals.some((p: string) => isText(p, principal))))
    && (source.notPrincipals === undefined || principal === undefined || !source.notPrincipals.some((p: string) => isText(p, principal)))
    && (source.namespaces === undefined || (namespace !== undefined && source.namespaces.includes(namespace)))
    && (source.ipBlocks === undefined || source.ipBlocks.some((cidr: string) => isWithin(cidr, from.address)));
}

function isOperation(operation: any, { port, request }: Attempt): boolean {
  return (operation.ports === undefined || operation.ports.includes(String(port)))
    && (operation.paths === undefined || (request !== undefined && operation.paths.some((p: string) => isText(p, request.path))))
    && (operation.methods === undefined || (request !== undefined && operation.methods.includes(request.method)));
}

/** Istio's own comparison: exact, or open at one end. */
function isText(pattern: string, text: string): boolean {
  if (pattern === '*') return text !== '';
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? text.endsWith(pattern.slice(1)) : pattern === text;
}
