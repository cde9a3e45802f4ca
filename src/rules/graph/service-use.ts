import { External } from './external';
import { Graph } from './graph';
import { at, isRecord, Json, number, record, records, text } from './json';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** One place where an object sends requests to a Service. */
interface ServiceUse {
  readonly manifest: Manifest;
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** a number or a name; undefined where nothing is said about it */
  readonly port: number | string | undefined;
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];
const WEBHOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];

function usesIn(manifests: Manifests): ServiceUse[] {
  return [
    ...manifests.ofKind('Ingress').filter((m) => m.apiGroup === 'networking.k8s.io').flatMap(ingressUses),
    ...ROUTES.flatMap((kind) => manifests.ofKind(kind)).filter((m) => m.apiGroup === 'gateway.networking.k8s.io').flatMap(routeUses),
    ...WEBHOOKS.flatMap((kind) => manifests.ofKind(kind)).flatMap((m) => records(m.object?.webhooks)
      .flatMap((hook, i) => clientUse(m, record(at(hook, 'clientConfig')).service, `webhooks[${i}].clientConfig.service`))),
    ...manifests.ofKind('CustomResourceDefinition').flatMap((m) => clientUse(m, at(m.object, 'spec', 'conversion', 'webhook', 'clientConfig', 'service'),
      'spec.conversion.webhook.clientConfig.service')),
    ...manifests.ofKind('APIService').flatMap((m) => clientUse(m, m.object?.spec?.service, 'spec.service')),
  ].filter((use) => use.name !== '');
}

function ingressUses(manifest: Manifest): ServiceUse[] {
  const use = (backend: unknown, path: string): ServiceUse[] => {
    const service = at(backend, 'service');
    if (!isRecord(service)) return [];
    const port = record(service.port);
    return [{ manifest, path: `${path}.service`, namespace: manifest.namespace, name: text(service.name), port: number(port.number) ?? (text(port.name) || undefined) }];
  };
  const spec = record(manifest.object?.spec);
  return [
    ...use(spec.defaultBackend, 'spec.defaultBackend'),
    ...records(spec.rules).flatMap((rule, i) => records(at(rule, 'http', 'paths')).flatMap((p, j) => use(p.backend, `spec.rules[${i}].http.paths[${j}].backend`))),
  ];
}

function routeUses(manifest: Manifest): ServiceUse[] {
  const uses = (refs: unknown, path: string) => records(refs).flatMap((ref, i) => backendUse(manifest, ref, `${path}[${i}]`));
  return records(manifest.object?.spec?.rules).flatMap((rule, i) => [
    ...uses(rule.backendRefs, `spec.rules[${i}].backendRefs`),
    ...records(rule.filters).flatMap((filter, j) => {
      const mirror = at(filter, 'requestMirror', 'backendRef');
      return isRecord(mirror) ? backendUse(manifest, mirror, `spec.rules[${i}].filters[${j}].requestMirror.backendRef`) : [];
    }),
  ]);
}

function backendUse(manifest: Manifest, ref: Json, path: string): ServiceUse[] {
  if (text(ref.group) !== '' || (text(ref.kind) || 'Service') !== 'Service') return [];
  return [{ manifest, path, namespace: text(ref.namespace) || manifest.namespace, name: text(ref.name), port: number(ref.port) }];
}

function clientUse(manifest: Manifest, service: unknown, path: string): ServiceUse[] {
  if (!isRecord(service)) return [];
  return [{ manifest, path, namespace: text(service.namespace), name: text(service.name), port: number(service.port) ?? 443 }];
}

/** Requests go to a Service that is there, on a port that it has. @internal */
export function serviceUseRules(externals: readonly External[]): IRule[] {
  const declared = new Map<string, External[]>();
  for (const e of externals.filter(({ kind }) => kind === 'Service')) declared.set(e.name, [...declared.get(e.name) ?? [], e]);
  const declaredAs = (use: ServiceUse) => (declared.get(use.name) ?? []).filter((e) => e.namespace === undefined || e.namespace === use.namespace);

  return [{
    ruleId: 'graph/missing-service',
    severity: Severity.WARNING,
    reason: 'Requests to a Service that is not there are answered with an error: 503 from a gateway, a refused write from a webhook.',
    remedy: 'Add the Service, mend the name, or declare that it is there already: External.service(\'…\').',
    covers: ['kube-linter/dangling-ingress', 'kube-score/ingress-targets-service'],
    check(manifests, report) {
      const graph = Graph.of(manifests);
      for (const use of manifests._once(usesIn)) {
        if (use.name === 'kubernetes' && use.namespace === 'default') continue;
        if (graph.service(use.namespace, use.name) || declaredAs(use).length > 0) continue;
        report.add(use.manifest, use.path, `Service "${use.name}" is neither here nor declared${use.namespace === '' ? '' : ` in namespace ${use.namespace}`}`);
      }
    },
  }, {
    ruleId: 'graph/missing-service-port',
    severity: Severity.ERROR,
    reason: 'Requests to a port that the Service does not have reach nothing.',
    remedy: 'Name a port of the Service: its own `port`, not the container\'s.',
    covers: ['kube-linter/dangling-ingress', 'kube-score/ingress-targets-service'],
    check(manifests, report) {
      const graph = Graph.of(manifests);
      for (const use of manifests._once(usesIn)) {
        if (use.port === undefined) continue;
        const service = graph.service(use.namespace, use.name);
        const known = service?.ports.map((p) => ({ name: p.name, number: p.port }))
          ?? declaredAs(use).map((e) => e.ports?.map((n) => ({ name: '', number: n }))).find((ports) => ports !== undefined);
        if (known === undefined || known.some((p) => p.name === use.port || p.number === use.port)) continue;
        const has = known.map((p) => (p.name === '' ? p.number : `${p.number} (${p.name})`)).join(', ') || 'none';
        report.add(use.manifest, use.path, `Service "${use.name}" has no port ${use.port}; its ports are: ${has}`);
      }
    },
  }];
}
