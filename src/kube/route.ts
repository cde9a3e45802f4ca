import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** Which requests, and what becomes of them: one word of a route, before it is known which kind says it. @internal */
export interface RouteRule {
  readonly path?: { readonly exact: boolean; readonly value: string };
  readonly grpc?: { readonly service: string; readonly method?: string };
  readonly methods: readonly string[];
  readonly headers: { readonly [name: string]: string };
  readonly setRequest: { readonly [name: string]: string };
  readonly removeRequest: readonly string[];
  readonly setResponse: { readonly [name: string]: string };
  readonly removeResponse: readonly string[];
  readonly replacePrefix?: string;
  /** answers with a redirect to this host instead of sending requests on */
  readonly redirectTo?: string;
  /** milliseconds */
  readonly timeout?: number;
  /** milliseconds */
  readonly tryTimeout?: number;
}

/** A Service that gets a share of the requests. @internal */
export interface RouteBackend { readonly name: string; readonly port: number; readonly weight: number }

/** @internal */
export interface RouteParent { readonly name: string; readonly namespace: string; readonly listener?: string }

/** @internal */
export interface RouteSpec {
  readonly parent: RouteParent;
  readonly host: string;
  readonly annotations: { [key: string]: string };
  readonly rules: any[];
}

/** An HTTPRoute or a GRPCRoute: they differ in their rules only. @internal */
export function renderRoute(settled: Settled, identity: KubeIdentity, spec: RouteSpec): Rendered {
  const { name, namespace, listener } = spec.parent;
  return {
    labels: podLabels(settled, identity),
    annotations: { ...settled.record(Facts.ANNOTATION), ...spec.annotations },
    body: {
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace, name, ...(listener === undefined ? {} : { sectionName: listener }) }],
        hostnames: [spec.host],
        rules: spec.rules,
      },
    },
  };
}

/** The rules of an HTTPRoute. A rewritten prefix takes a rule of its own for each match: the API allows no more. @internal */
export function httpRules(rule: RouteRule, backends: readonly RouteBackend[]): any[] {
  const filters = [
    ...headerFilters(rule),
    ...(rule.replacePrefix === undefined ? [] : [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: rule.replacePrefix } } }]),
    ...(rule.redirectTo === undefined ? [] : [redirect({ hostname: rule.redirectTo })]),
  ];
  const timeouts = {
    ...(rule.timeout === undefined ? {} : { request: gatewayDuration(rule.timeout) }),
    ...(rule.tryTimeout === undefined ? {} : { backendRequest: gatewayDuration(rule.tryTimeout) }),
  };
  const matches = httpMatches(rule);
  return (rule.replacePrefix === undefined ? [matches] : matches.map((match) => [match])).map((some) => ({
    matches: some,
    ...(filters.length > 0 ? { filters } : {}),
    ...(rule.redirectTo === undefined ? { backendRefs: backendRefs(backends) } : {}),
    ...(Object.keys(timeouts).length > 0 ? { timeouts } : {}),
  }));
}

/** The rule that sends whatever matches to the same place over TLS. @internal */
export function toHttpsRule(rule: RouteRule): any {
  return { matches: httpMatches(rule), filters: [redirect({})] };
}

/** @internal */
export function grpcRules(rule: RouteRule, backends: readonly RouteBackend[]): any[] {
  const headers = headerMatches(rule);
  const method = rule.grpc === undefined ? {} : { method: { type: 'Exact', ...rule.grpc } };
  const match = { ...method, ...headers };
  const filters = headerFilters(rule);
  return [{
    ...(Object.keys(match).length > 0 ? { matches: [match] } : {}),
    ...(filters.length > 0 ? { filters } : {}),
    backendRefs: backendRefs(backends),
  }];
}

/** gRPC calls are requests to `/package.Service/Method`. @internal */
export function httpPathOf({ path, grpc }: RouteRule): { readonly exact: boolean; readonly value: string } {
  if (grpc === undefined) return path ?? { exact: false, value: '/' };
  return { exact: grpc.method !== undefined, value: `/${grpc.service}${grpc.method === undefined ? '' : `/${grpc.method}`}` };
}

function httpMatches(rule: RouteRule): any[] {
  const { exact, value } = httpPathOf(rule);
  const match = { path: { type: exact ? 'Exact' : 'PathPrefix', value }, ...headerMatches(rule) };
  return rule.methods.length === 0 ? [match] : rule.methods.map((method) => ({ ...match, method }));
}

function headerMatches(rule: RouteRule) {
  const headers = Object.entries(rule.headers).map(([name, value]) => ({ type: 'Exact', name, value }));
  return headers.length > 0 ? { headers } : {};
}

function headerFilters(rule: RouteRule): any[] {
  return [
    ...headerFilter('RequestHeaderModifier', 'requestHeaderModifier', rule.setRequest, rule.removeRequest),
    ...headerFilter('ResponseHeaderModifier', 'responseHeaderModifier', rule.setResponse, rule.removeResponse),
  ];
}

function headerFilter(type: string, field: string, set: { readonly [name: string]: string }, remove: readonly string[]): any[] {
  const pairs = Object.entries(set).map(([name, value]) => ({ name, value }));
  if (pairs.length === 0 && remove.length === 0) return [];
  return [{ type, [field]: { ...(pairs.length > 0 ? { set: pairs } : {}), ...(remove.length > 0 ? { remove: [...remove] } : {}) } }];
}

function redirect(to: { hostname?: string }) {
  return { type: 'RequestRedirect', requestRedirect: { scheme: 'https', ...to, statusCode: 301 } };
}

function backendRefs(backends: readonly RouteBackend[]): any[] {
  return backends.map(({ name, port, weight }) => ({ group: '', kind: 'Service', name, port, weight }));
}

/** As the Gateway API writes it: GEP-2257. */
function gatewayDuration(millis: number): string {
  return millis % 1000 === 0 ? `${millis / 1000}s` : `${millis}ms`;
}
