import { isRecord, Json, list, record, records, text } from './json';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** What a route claims: whoever claims the same is in its way. */
interface Claim { readonly manifest: Manifest; readonly path: string; readonly id: string; readonly what: string }

/** One host and path leads to one place. @internal */
export const ROUTE_CLASH: IRule = {
  ruleId: 'graph/same-route-twice',
  severity: Severity.ERROR,
  reason: 'Which of the two gets the requests depends on the controller, and may change with an update of either.',
  remedy: 'Keep one of the two; a canary needs weights in one route, or the controller\'s own annotation.',
  covers: ['kyverno/unique-ingress-host-and-path'],
  check(manifests, report) {
    const owners = new Map<string, Claim>();
    for (const claim of claimsIn(manifests)) {
      const owner = owners.get(claim.id);
      if (owner === undefined) owners.set(claim.id, claim);
      else report.add(claim.manifest, claim.path, `${claim.what} is led elsewhere by ${owner.manifest} already, at ${owner.path}`);
    }
    for (const [one, other] of ofTwoKinds(routesIn(manifests))) {
      report.add(other.manifest, 'spec.hostnames', `${other.what} is the host of the ${one.manifest.kind} "${one.manifest.name}" at the same gateway, which accepts one kind of route per host`);
    }
  },
};

/** A gateway accepts either the HTTPRoutes or the GRPCRoutes of a host, whichever it has seen first. */
function ofTwoKinds(routes: Manifest[]): Array<[Claim, Claim]> {
  const first = new Map<string, Claim>();
  const clashes: Array<[Claim, Claim]> = [];
  for (const manifest of routes) {
    for (const { door, host } of doorsOf(manifest)) {
      const claim = { manifest, path: 'spec.hostnames', id: `${door}\0${host}`, what: host };
      const one = first.get(claim.id);
      if (one === undefined) first.set(claim.id, claim);
      else if (one.manifest.kind !== manifest.kind) clashes.push([one, claim]);
    }
  }
  return clashes;
}

function claimsIn(manifests: Manifests): Claim[] {
  return [
    ...manifests.ofKind('Ingress').filter((m) => m.apiGroup === 'networking.k8s.io').flatMap(ingressClaims),
    ...routesIn(manifests).flatMap(routeClaims),
  ];
}

function routesIn(manifests: Manifests): Manifest[] {
  return ['HTTPRoute', 'GRPCRoute'].flatMap((kind) => manifests.ofKind(kind)).filter((m) => m.apiGroup === 'gateway.networking.k8s.io');
}

function ingressClaims(manifest: Manifest): Claim[] {
  const annotations = record(manifest.object?.metadata?.annotations);
  if (annotations['nginx.ingress.kubernetes.io/canary'] === 'true') return [];
  const spec = record(manifest.object?.spec);
  // Two load balancers of one class may well serve the same host, inside and outside.
  const door = [text(spec.ingressClassName) || text(annotations['kubernetes.io/ingress.class']), text(annotations['alb.ingress.kubernetes.io/scheme']),
    text(annotations['alb.ingress.kubernetes.io/group.name'])].join('|');
  return records(spec.rules).flatMap((rule, i) => records(record(rule.http).paths).map((p, j) => {
    const what = `${text(rule.host) || '*'}${text(p.path) || '/'}`;
    return { manifest, path: `spec.rules[${i}].http.paths[${j}]`, id: `Ingress\0${door}\0${what}\0${text(p.pathType)}`, what };
  }));
}

function routeClaims(manifest: Manifest): Claim[] {
  return doorsOf(manifest).flatMap(({ door, host }) => records(manifest.object?.spec?.rules).flatMap((rule, i) => {
    const matches: readonly Json[] = Array.isArray(rule.matches) && rule.matches.length > 0 ? records(rule.matches) : [{}];
    return matches.map((match, j) => ({
      manifest,
      path: `spec.rules[${i}]${rule.matches === undefined ? '' : `.matches[${j}]`}`,
      id: `${manifest.kind}\0${door}\0${host}\0${canonical(match)}`,
      what: `${host} ${canonical(match)}`,
    }));
  }));
}

/** Where a route listens, and for which host. */
function doorsOf(manifest: Manifest): Array<{ readonly door: string; readonly host: string }> {
  const spec = record(manifest.object?.spec);
  const hosts = list(spec.hostnames).length > 0 ? list(spec.hostnames).map(text) : ['*'];
  return records(spec.parentRefs)
    .map((ref) => [text(ref.namespace) || manifest.namespace, ref.kind ?? 'Gateway', ref.name, ref.sectionName ?? '', ref.port ?? ''].join('/'))
    .flatMap((door) => hosts.map((host) => ({ door, host })));
}

/** One text for equal JSON, whatever the order of fields; defaults of a path are written out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? '';
  return `{${Object.keys(value).sort().map((key) => `${key}:${canonical(value[key])}`).join(',')}}`;
}
