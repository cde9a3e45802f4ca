import { External } from './external';
import { Graph } from './graph';
import { isRecord, Json, number, record, records, text, textMap, texts } from './json';
import { LabelSelector } from './label-selector';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

const GROUP = 'gateway.networking.k8s.io';
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** One place where a route attaches to a Gateway. */
interface Attachment {
  readonly route: Manifest;
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** undefined for every listener */
  readonly listener: string | undefined;
  readonly port: number | undefined;
}

function attachmentsIn(manifests: Manifests): Attachment[] {
  return ROUTES.flatMap((kind) => manifests.ofKind(kind)).filter((m) => m.apiGroup === GROUP).flatMap((route) => records(route.object?.spec?.parentRefs).flatMap((ref, i) => (
    (text(ref.kind) || 'Gateway') === 'Gateway' && (ref.group === undefined || ref.group === GROUP)
      ? [{ route, path: `spec.parentRefs[${i}]`, namespace: text(ref.namespace) || route.namespace, name: text(ref.name), listener: text(ref.sectionName) || undefined, port: number(ref.port) }] : [])));
}

/** A route attaches to a Gateway that is there. Where none is here or declared, nobody can tell. @internal */
export function missingGatewayRule(externals: readonly External[]): IRule {
  const declared = externals.filter(({ kind }) => kind === 'Gateway');
  return {
    ruleId: 'graph/missing-gateway',
    severity: Severity.WARNING,
    reason: 'A route without its Gateway or listener is accepted by the API server and serves nothing.',
    remedy: 'Mend the name of the Gateway or listener, or declare that it is there already: External.gateway(\'…\').',
    check(manifests, report) {
      const graph = Graph.of(manifests);
      const isHere = graph.ofKind(GROUP, 'Gateway').length > 0;
      for (const at of manifests._once(attachmentsIn)) {
        const gateway = graph.find(GROUP, 'Gateway', at.namespace, at.name);
        const known = declared.filter((e) => e.name === at.name && (e.namespace ?? at.namespace) === at.namespace);
        if (gateway === undefined && known.length === 0) {
          if (isHere || declared.length > 0) report.add(at.route, at.path, `Gateway "${at.name}" is neither here nor declared${at.namespace === '' ? '' : ` in namespace ${at.namespace}`}`);
          continue;
        }
        const listeners = gateway ? records(gateway.object?.spec?.listeners).map(({ name }) => text(name)) : known.some((e) => e.keys === undefined) ? undefined : known.flatMap((e) => e.keys!);
        if (at.listener === undefined || listeners === undefined || listeners.includes(at.listener)) continue;
        report.add(at.route, `${at.path}.sectionName`, `Gateway "${at.name}" has the listeners ${listeners.join(', ') || 'none'}, but not "${at.listener}"`);
      }
    },
  };
}

/** The Gateway lets the route attach. @internal */
export const GATEWAY_REFUSES_ROUTE: IRule = {
  ruleId: 'graph/gateway-refuses-route',
  severity: Severity.ERROR,
  reason: 'A listener takes routes of its own namespace only, unless it says otherwise, and of hosts that fit its own; a route that it does not take serves nothing.',
  remedy: 'Let allowedRoutes.namespaces of the listener name the route\'s namespace, or give the route a host of the listener.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const at of manifests._once(attachmentsIn)) {
      const gateway = graph.find(GROUP, 'Gateway', at.namespace, at.name);
      const listeners = records(gateway?.object?.spec?.listeners)
        .filter((l) => (at.listener === undefined || l.name === at.listener) && (at.port === undefined || l.port === at.port));
      if (gateway === undefined || listeners.length === 0) continue;
      const open = listeners.filter((listener) => takesNamespace(listener, at.route.namespace, gateway.namespace, graph));
      if (open.length === 0) report.add(at.route, at.path, `${gateway} takes no routes of namespace ${at.route.namespace}`);
      else if (!open.some((listener) => takesHost(listener, texts(at.route.object?.spec?.hostnames)))) report.add(at.route, 'spec.hostnames', `${gateway} has no listener for ${texts(at.route.object?.spec?.hostnames).join(', ')}`);
    }
  },
};

function takesNamespace(listener: Json, namespace: string, own: string, graph: Graph): boolean {
  const { from, selector } = record(record(listener.allowedRoutes).namespaces);
  if (namespace === own || namespace === '' || own === '') return true;
  if (from !== 'Selector') return from === 'All';
  const labels = graph.find('', 'Namespace', '', namespace)?.object?.metadata?.labels;
  const keys = LabelSelector.of(selector).keys;
  // Labels of a namespace that is not here are not known, but for its name.
  if (!isRecord(labels) && keys.some((key) => key !== 'kubernetes.io/metadata.name')) return true;
  return LabelSelector.of(selector).matches(new Map([...textMap(labels), ['kubernetes.io/metadata.name', namespace]]));
}

function takesHost(listener: Json, hosts: readonly string[]): boolean {
  const own = text(listener.hostname);
  return own === '' || hosts.length === 0 || hosts.some((host) => covers(own, host) || covers(host, own));
}

/** Whether a pattern with a leading `*` has that host among its own. */
function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}
