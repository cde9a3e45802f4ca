import { EdgeController } from './edge-controller';
import { NetworkPeer } from '../values/network-peer';

/**
 * Who connects to the pods, where a controller is installed as its own documentation does.
 *
 * Envoy Gateway runs its proxies in a namespace of its own and labels them with the Gateway; Istio
 * runs them in the Gateway's namespace. Google's proxies and health checks have published addresses.
 * AWS connects from the addresses of the load balancer's subnets, which nobody here can know.
 *
 * @internal
 */
export function defaultCallers(controller: EdgeController, gateway?: { readonly name: string; readonly namespace: string }): NetworkPeer[] {
  switch (controller) {
    case EdgeController.ENVOY_GATEWAY:
      return gateway === undefined ? [] : [NetworkPeer.pods({
        'app.kubernetes.io/component': 'proxy',
        'app.kubernetes.io/name': 'envoy',
        'gateway.envoyproxy.io/owning-gateway-name': gateway.name,
        'gateway.envoyproxy.io/owning-gateway-namespace': gateway.namespace,
      }, 'envoy-gateway-system')];
    case EdgeController.ISTIO:
      return gateway === undefined ? [] : [NetworkPeer.pods({ 'gateway.networking.k8s.io/gateway-name': gateway.name }, gateway.namespace)];
    case EdgeController.TRAEFIK:
      return [NetworkPeer.pods({ 'app.kubernetes.io/name': 'traefik' }, 'traefik')];
    case EdgeController.HAPROXY:
      return [NetworkPeer.pods({ 'app.kubernetes.io/name': 'kubernetes-ingress' }, 'haproxy-controller')];
    case EdgeController.GKE:
      return [NetworkPeer.addresses('35.191.0.0/16'), NetworkPeer.addresses('130.211.0.0/22')];
    case EdgeController.AWS:
      return [];
    default:
      return gateway === undefined ? [] : [NetworkPeer.namespace(gateway.namespace)];
  }
}
