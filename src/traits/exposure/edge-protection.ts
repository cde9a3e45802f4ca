import { servedPort } from './served-port';
import { capacityOf, renderBackendTrafficPolicy } from '../../kube/backend-traffic-policy';
import { KubeObjects } from '../../kube/kube-objects';
import { Facts } from '../../model/facts';
import { Resilience } from '../../values/calls/resilience';
import { PortProtocol } from '../../values/port';
import { ITraitHost } from '../trait-host';

/** A route of Envoy Gateway's that leads to the workload. @internal */
export interface ProtectedRoute {
  readonly name: string;
  /** the port's name, if it was said */
  readonly port?: string;
  /** other workloads answer some of its requests */
  readonly isShared: boolean;
}

/**
 * Tells Envoy Gateway what callee and platform say of calls, of those from outside, too. Its own defaults stay where nobody does.
 *
 * A limit per pod becomes one for all pods that there may be: each proxy turns back what they could not take together. It
 * knows neither how many pods there are nor what other proxies let through, so programs and meshes keep theirs.
 *
 * @internal
 */
export function protectRoute(host: ITraitHost, { name, port: portName, isShared }: ProtectedRoute): void {
  const { resilience } = host.platform;
  new KubeObjects(host.scope, 'Resilience', () => {
    const settled = host._settled();
    const offered = settled.get(Facts.OFFERED);
    const port = servedPort(settled, portName);
    const rules = (offered ?? resilience) === undefined ? undefined : Resilience._merged([offered, resilience]);
    const requestsPerSecond = isShared ? undefined : capacityOf(settled);
    if (port === undefined || !port._isReadable || (rules === undefined && requestsPerSecond === undefined)) return [];
    const kind = port.protocol === PortProtocol.GRPC ? 'GRPCRoute' : 'HTTPRoute';
    return [{
      id: 'Policy',
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'BackendTrafficPolicy',
      name,
      render: () => renderBackendTrafficPolicy(host._settled(), host._identity, { route: { kind, name }, port, rules, timeout: offered?._timeout, requestsPerSecond }),
    }];
  });
}
