import { Provider } from './provider';
import { NetworkPeer } from '../../values/network-peer';
import { EdgeController } from '../edge-controller';
import type { PlatformProps } from '../platform-props';

/**
 * K3s, in production: on the edge, or on a few machines.
 *
 * - Storage: `local-path`, a directory of the node; a pod cannot move away from its data.
 *   https://docs.k3s.io/storage
 * - Network policies: enforced by the controller that comes with it.
 *   https://docs.k3s.io/networking/networking-services
 * - Ingress: Traefik, in kube-system, where its chart is installed with K3s.
 *   https://docs.k3s.io/networking/networking-services and k3s's manifests/traefik.yaml
 * - Load balancers: ServiceLB, on the nodes' own addresses.
 *
 * @internal
 */
export const K3S: PlatformProps = {
  storageClass: 'local-path',
  dns: [NetworkPeer.namespace('kube-system')],
  provider: Provider._of({
    name: 'K3s',
    networkPoliciesEnforced: true,
    networkPolicies: 'enforced by the network policy controller of K3s, unless --disable-network-policy was given',
    ingress: { className: 'traefik', controller: EdgeController.TRAEFIK, callers: [NetworkPeer.pods({ 'app.kubernetes.io/name': 'traefik' }, 'kube-system')] },
  }),
};
