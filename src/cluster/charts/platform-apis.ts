import { Platform } from '../../platform/platform';
import { PolicyEngine } from '../../platform/policy-engine';

/**
 * What the platform says is installed, in the form in which charts ask for it. Without a cluster helm knows
 * Kubernetes' own kinds only, and a chart would leave out its ServiceMonitor.
 *
 * @internal
 */
export function apisOf(platform: Platform): string[] {
  return [
    ...(platform.monitoring === undefined ? [] : kinds('monitoring.coreos.com/v1', 'ServiceMonitor', 'PodMonitor', 'PrometheusRule')),
    ...(platform.edge?.isGateway ? kinds('gateway.networking.k8s.io/v1', 'Gateway', 'HTTPRoute', 'GRPCRoute') : []),
    ...(platform.edge?._ingress?.clusterIssuer === undefined ? [] : kinds('cert-manager.io/v1', 'Certificate', 'Issuer', 'ClusterIssuer')),
    ...(platform.mesh?._kind === 'istio' ? kinds('networking.istio.io/v1', 'VirtualService', 'DestinationRule') : []),
    ...(platform.policyEngine === PolicyEngine.CILIUM ? kinds('cilium.io/v2', 'CiliumNetworkPolicy') : []),
  ];
}

function kinds(apiVersion: string, ...names: string[]): string[] {
  return [apiVersion, ...names.map((name) => `${apiVersion}/${name}`)];
}
