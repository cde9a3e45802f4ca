import { callFlaws } from './call-policy-flaws';
import { KubeObjects, PlannedObject } from '../../kube/kube-objects';
import { CallPlan, callPlans } from '../../kube/mesh/call-plan';
import { callRoutes, callVirtualService } from '../../kube/mesh/call-routes';
import { destinationRule } from '../../kube/mesh/destination-rule';
import { linkerdGrpcRoute, linkerdRouteAnnotations, linkerdServiceAnnotations } from '../../kube/mesh/linkerd-calls';
import { renderedFor } from '../../kube/mesh/rendered-for';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Platform } from '../../platform/platform';
import { PortProtocol } from '../../values/port';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Every annotation of Linkerd's that a Service may have from here. */
const LINKERD_ANNOTATIONS = [
  'timeout.linkerd.io/request', 'retry.linkerd.io/http', 'retry.linkerd.io/limit', 'retry.linkerd.io/timeout',
  ...['', '-consecutive-max-failures', '-consecutive-min-penalty', '-consecutive-max-penalty'].map((word) => `balancer.linkerd.io/failure-accrual${word}`),
];

/**
 * Has the platform's mesh make calls to a workload as they are declared: deadlines, retries, ejection of pods that fail, pools.
 *
 * With Istio it becomes a VirtualService, with a route for callers who are given something of their own, and a
 * DestinationRule; a canary shares the same VirtualService, as two for one host would take turns. With Linkerd it becomes
 * annotations of the Service, and a GRPCRoute for gRPC. What cannot differ by caller there is a problem that names both.
 * Without a mesh on the platform it does nothing: programs then find it in `<NAME>_CALL_POLICY`.
 */
export class CallPolicy extends Trait {
  /** the trait's id */
  public static readonly ID = 'call-policy';
  public readonly traitId = CallPolicy.ID;

  public bind(host: ITraitHost): void {
    const { draft, platform: { mesh } } = host;
    if (mesh === undefined) return;
    const plans = (settled: Settled) => plansOf(settled, host.platform);
    draft._check((s) => callFlaws(plans(s), host.name, mesh));
    if (mesh._kind === 'istio') {
      draft._derive(Facts.CALL_ROUTES, (s) => (s.entries(Facts.SERVED).some(([, port]) => port._isReadable) ? true : undefined), 'the VirtualService of its own');
      new KubeObjects(host.scope, 'Calls', () => istioObjects(host, plans(host._settled())));
      return;
    }
    for (const key of LINKERD_ANNOTATIONS) draft._deriveAt(Facts.SERVICE_ANNOTATION, key, (s) => linkerdServiceAnnotations(plans(s))[key], 'how the mesh makes calls');
    new KubeObjects(host.scope, 'Calls', () => linkerdObjects(host, plans(host._settled())));
  }
}

/** How calls to each port are made, on that platform. @internal */
export function plansOf(settled: Settled, { resilience }: Platform): CallPlan[] {
  return callPlans(settled, resilience);
}

function istioObjects({ name, _identity: identity, _settled: settled, platform: { clusterDomain } }: ITraitHost, plans: readonly CallPlan[]): PlannedObject[] {
  // Flagger makes both of them itself, for each version.
  if (plans.length === 0 || settled().get(Facts.FLAGGER_CANARY)?.provider === 'istio') return [];
  const fullName = identity.hostOf(identity.service, clusterDomain);
  const canary = settled().get(Facts.MESH_SPLIT);
  const object = (kind: string, spec: () => object): PlannedObject => (
    { id: kind, apiVersion: 'networking.istio.io/v1', kind, name, render: () => renderedFor(settled(), identity, spec()) });
  return [
    object('DestinationRule', () => destinationRule(fullName, plans)),
    object('VirtualService', () => callVirtualService([fullName], fullName, callRoutes(plans), canary && identity.hostOf(canary, clusterDomain))),
  ];
}

function linkerdObjects({ name, _identity: identity, _settled: settled }: ITraitHost, plans: readonly CallPlan[]): PlannedObject[] {
  return plans.filter(({ port }) => port.protocol === PortProtocol.GRPC).map((plan) => ({
    id: `GRPCRoute.${plan.port.name}`,
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    name: `${name}-${plan.port.name}-calls`,
    render: () => renderedFor(settled(), identity, linkerdGrpcRoute(identity.service, plan), linkerdRouteAnnotations(plan)),
  }));
}
