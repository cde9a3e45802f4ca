import { KubeObjects, PlannedObject } from '../../kube/kube-objects';
import { IstioMembers, renderIstioAuthorization } from '../../kube/mesh/istio-authorization';
import { renderIstioRateLimit } from '../../kube/mesh/istio-rate-limit';
import { isLimitedByProxy, limitedPorts } from '../../kube/mesh/limited-ports';
import { intrusions, LinkerdPort, linkerdAccess } from '../../kube/mesh/linkerd-access';
import { linkerdAuthentication, linkerdAuthorization, linkerdRateLimit, linkerdRoute, linkerdServer } from '../../kube/mesh/linkerd-policy';
import { renderPeerAuthentication } from '../../kube/mesh/peer-authentication';
import { renderedFor } from '../../kube/mesh/rendered-for';
import { renderSidecarScope } from '../../kube/mesh/sidecar-scope';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { EdgeController } from '../../platform/edge-controller';
import { Mesh } from '../../platform/mesh';
import { Flaw, flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/**
 * Has the platform's mesh let in whoever is declared to call, and nobody else.
 *
 * With Istio it becomes an AuthorizationPolicy, which names the callers' ServiceAccounts and what they may ask for, a
 * PeerAuthentication, which lets in nothing without mutual TLS, and a Sidecar, so that the pods' proxy knows whom the
 * workload calls and no more. With Linkerd it becomes a Server for each port, with an AuthorizationPolicy and what that
 * refers to; with HTTPRoutes where a caller is for some requests only. A workload's rate limit is an EnvoyFilter with Istio,
 * and an HTTPLocalRateLimitPolicy for each port with Linkerd.
 *
 * The edge, the scraper and whoever was let in by hand get in as before: without an identity if they are not known
 * to be members, and then from where the network policy says. Without a mesh on the platform it does nothing.
 */
export class MeshAccess extends Trait {
  /** the trait's id */
  public static readonly ID = 'mesh-access';
  public readonly traitId = MeshAccess.ID;

  public bind(host: ITraitHost): void {
    const { mesh } = host.platform;
    if (mesh === undefined) return;
    new KubeObjects(host.scope, 'Access', () => (mesh._kind === 'istio' ? istioObjects(host, mesh) : linkerdObjects(host, mesh)));
    host.draft._derive(Facts.RATE_LIMIT_KEEPER, (s) => (isLimitedByProxy(s) ? mesh._kind : undefined), 'the proxies refuse what is more');
    if (mesh._kind === 'linkerd') host.draft._check((s) => linkerdFlaws(s, host, mesh));
  }
}

/** The namespaces whose pods show who they are: the workload's own, those that the platform names, and that of an Istio gateway. @internal */
export function memberNamespaces({ namespace, platform: { edge, monitoringNamespace } }: ITraitHost, mesh: Mesh): string[] {
  const gateway = mesh._kind === 'istio' && edge?.controller === EdgeController.ISTIO ? edge._gateway?.namespace : undefined;
  // Prometheus scrapes pods by their addresses, and to those Istio connects in plain text.
  const shown = mesh._members.filter((member) => mesh._kind !== 'istio' || member !== monitoringNamespace);
  return [namespace ?? 'default', ...shown, ...(gateway === undefined ? [] : [gateway])];
}

function istioObjects(host: ITraitHost, mesh: Mesh): PlannedObject[] {
  const members: IstioMembers = { trustDomain: mesh._trustDomain, namespaces: memberNamespaces(host, mesh) };
  const object = (apiVersion: string, kind: string, render: PlannedObject['render']): PlannedObject => ({ id: kind, apiVersion, kind, name: host.name, render });
  return [
    object('security.istio.io/v1', 'PeerAuthentication', () => renderPeerAuthentication(host._settled(), host._identity, members)),
    object('security.istio.io/v1', 'AuthorizationPolicy', () => renderIstioAuthorization(host._settled(), host._identity, members)),
    object('networking.istio.io/v1', 'Sidecar', () => renderSidecarScope(host._settled(), host._identity, mesh._namespace)),
    ...(limitedPorts(host._settled()).length === 0 ? [] : [object('networking.istio.io/v1alpha3', 'EnvoyFilter', () => renderIstioRateLimit(host._settled(), host._identity))]),
  ];
}

function linkerdObjects(host: ITraitHost, mesh: Mesh): PlannedObject[] {
  const settled = host._settled();
  const object = (apiVersion: string, kind: string, name: string, spec: () => object): PlannedObject => (
    { id: `${kind}.${name}`, apiVersion, kind, name, render: () => renderedFor(host._settled(), host._identity, spec()) });
  const policy = (version: string) => `policy.linkerd.io/${version}`;
  const of = (port: LinkerdPort): PlannedObject[] => [
    object(policy('v1beta3'), 'Server', port.name, () => linkerdServer(port, host._identity)),
    ...port.routes.map((route) => object(GATEWAY_API, 'HTTPRoute', route.name, () => linkerdRoute(route, port.name))),
    ...port.authorizations.flatMap((authorization) => [
      object(policy('v1alpha1'), authorization.networks === undefined ? 'MeshTLSAuthentication' : 'NetworkAuthentication', authorization.name, () => linkerdAuthentication(authorization)),
      object(policy('v1alpha1'), 'AuthorizationPolicy', authorization.name, () => linkerdAuthorization(authorization, port.name)),
    ]),
  ];
  return [
    ...linkerdAccess(settled, host.name, host.namespace ?? 'default', memberNamespaces(host, mesh)).flatMap(of),
    ...limitedPorts(settled).map((port) => object(policy('v1alpha1'), 'HTTPLocalRateLimitPolicy', `${host.name}-${port.name}`,
      () => linkerdRateLimit(host._settled().get(Facts.RATE_LIMIT)!, `${host.name}-${port.name}`))),
  ];
}

function linkerdFlaws(settled: Settled, host: ITraitHost, mesh: Mesh): Flaw[] {
  const limited = new Set(limitedPorts(settled).map(({ name }) => name));
  return intrusions(settled, host.namespace ?? 'default', memberNamespaces(host, mesh)).map(({ port, who, peer }) => flaw('mesh/cannot-tell-apart',
    `${peer} may call port ${port} of ${host.name} without showing who exactly it is, and Linkerd would let in ${who} as well, which may not, or not for all requests`,
    `If ${peer} is in the mesh, say so, Mesh.linkerd({ memberNamespaces: […] }), and let in its whole namespace. Else give it a port that no member calls${limited.has(port) ? ', and leave out the rate limit, for which it would go through the proxy all the same' : ''}.`));
}
