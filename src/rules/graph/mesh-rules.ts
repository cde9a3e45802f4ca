import { External } from './external';
import { Graph } from './graph';
import { Json, record, records, text, texts } from './json';
import { Provisions } from './provisions';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

const ISTIO_NETWORKING = 'networking.istio.io';
const PRINCIPAL = /^[^/*]+\/ns\/([^/*]+)\/sa\/([^/*]+)$/;

/** What a mesh is told about a host or a caller is about something that is there. @internal */
export function meshRules(externals: readonly External[]): IRule[] {
  return [MESH_HOST_TWICE, hostWithoutServiceRule(externals), callerWithoutAccountRule(externals)];
}

/** One VirtualService and one DestinationRule speak for a host. @internal */
const MESH_HOST_TWICE: IRule = {
  ruleId: 'graph/mesh-host-twice',
  severity: Severity.ERROR,
  reason: 'Istio merges neither inside of the mesh: the older one counts, and what the other says is lost in silence.',
  remedy: 'Say all in one object; a canary shares the VirtualService that is there.',
  check(manifests, report) {
    const owners = new Map<string, Manifest>();
    for (const { manifest, host, path } of hostsIn(manifests)) {
      // For some callers only, or seen in some namespaces only: others may have one of their own.
      if (manifest.object?.spec?.workloadSelector !== undefined || manifest.object?.spec?.exportTo !== undefined || manifest.object?.spec?.hosts?.length === 0) continue;
      const id = `${manifest.kind}\0${host}`;
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, manifest);
      else if (owner !== manifest) report.add(manifest, path, `${owner} speaks for ${host} already`);
    }
  },
};

/** What is said about a Service inside of the mesh is about one that is there. */
function hostWithoutServiceRule(externals: readonly External[]): IRule {
  return {
    ruleId: 'graph/mesh-host-without-service',
    severity: Severity.WARNING,
    reason: 'What is said about a host that the mesh does not know changes nothing, and requests that are led there fail.',
    remedy: 'Mend the name, add the Service, or declare that it is there already: External.service(\'…\').',
    check(manifests, report) {
      const graph = Graph.of(manifests);
      const told = new Set(graph.ofKind(ISTIO_NETWORKING, 'ServiceEntry').flatMap((entry) => texts(record(entry.object?.spec).hosts)));
      const declared = (namespace: string, name: string) => externals.some((e) => e.kind === 'Service' && e.name === name && (e.namespace ?? namespace) === namespace);
      for (const { manifest, host, path } of [...hostsIn(manifests), ...destinationsIn(manifests)]) {
        const [namespace, name] = host.split('/');
        if (name === undefined || told.has(host) || !graph.knows(namespace) || graph.service(namespace, name) !== undefined || declared(namespace, name)) continue;
        report.add(manifest, path, `there is no Service "${name}" in namespace ${namespace} here`);
      }
    },
  };
}

/** Who is let in by name has that name. */
function callerWithoutAccountRule(externals: readonly External[]): IRule {
  return {
    ruleId: 'graph/mesh-caller-without-account',
    severity: Severity.WARNING,
    reason: 'Members of a mesh are known by their ServiceAccount: whoever was meant is refused at every request.',
    remedy: 'Name the ServiceAccount that the caller runs as, and its namespace.',
    check(manifests, report) {
      const graph = Graph.of(manifests);
      const provisions = Provisions.of(manifests, externals);
      for (const { manifest, path, namespace, name } of accountsIn(graph)) {
        if (name === 'default' || !graph.knows(namespace) || provisions.find('ServiceAccount', namespace, name)) continue;
        report.add(manifest, path, `there is no ServiceAccount "${name}" in namespace ${namespace} here`);
      }
    },
  };
}

interface Host { readonly manifest: Manifest; /** `namespace/name` of a Service, or a host outside */ readonly host: string; readonly path: string }

/** Whom VirtualServices and DestinationRules speak for, as callers in the mesh see it. */
function hostsIn(manifests: Manifests): Host[] {
  const graph = Graph.of(manifests);
  return [
    ...graph.ofKind(ISTIO_NETWORKING, 'VirtualService').filter(isInMesh).flatMap((manifest) => texts(record(manifest.object?.spec).hosts)
      .map((host, i) => ({ manifest, host: fullName(host, manifest.namespace), path: `spec.hosts[${i}]` }))),
    ...graph.ofKind(ISTIO_NETWORKING, 'DestinationRule').map((manifest) => ({ manifest, host: fullName(text(record(manifest.object?.spec).host), manifest.namespace), path: 'spec.host' })),
  ];
}

/** A VirtualService of gateways only is about requests from outside. */
function isInMesh(manifest: Manifest): boolean {
  const gateways = texts(record(manifest.object?.spec).gateways);
  return gateways.length === 0 || gateways.includes('mesh');
}

/** Where VirtualServices lead requests. */
function destinationsIn(manifests: Manifests): Host[] {
  return Graph.of(manifests).ofKind(ISTIO_NETWORKING, 'VirtualService').flatMap((manifest) => ['http', 'tcp', 'tls'].flatMap((protocol) => (
    records(record(manifest.object?.spec)[protocol]).flatMap((rule, i) => records(rule.route).map((route, j) => (
      { manifest, host: fullName(text(record(route.destination).host), manifest.namespace), path: `spec.${protocol}[${i}].route[${j}].destination.host` }))))));
}

/** Names of Services are the shorter the nearer they are; all others are left as they are. */
function fullName(host: string, namespace: string): string {
  const [name, of, svc] = host.split('.');
  if (of === undefined && name !== '*' && name !== '') return `${namespace}/${name}`;
  return svc === 'svc' ? `${of}/${name}` : host;
}

function accountsIn(graph: Graph): Array<{ manifest: Manifest; path: string; namespace: string; name: string }> {
  const istio = graph.ofKind('security.istio.io', 'AuthorizationPolicy').flatMap((manifest) => records(record(manifest.object?.spec).rules).flatMap((rule, i) => (
    records(rule.from).flatMap((from, j) => texts(record(from.source).principals).flatMap((principal) => {
      const [, namespace, name] = PRINCIPAL.exec(principal) ?? [];
      return name === undefined ? [] : [{ manifest, path: `spec.rules[${i}].from[${j}].source.principals`, namespace, name }];
    })))));
  const linkerd = graph.ofKind('policy.linkerd.io', 'MeshTLSAuthentication').flatMap((manifest) => records(record(manifest.object?.spec).identityRefs)
    .flatMap((ref: Json, i) => (ref.kind === 'ServiceAccount' ? [{ manifest, path: `spec.identityRefs[${i}]`, namespace: text(ref.namespace) || manifest.namespace, name: text(ref.name) }] : [])));
  return [...istio, ...linkerd];
}
