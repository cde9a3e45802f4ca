import { Provider } from './provider';
import { NetworkPeer } from '../../values/network-peer';
import type { PlatformProps } from '../platform-props';

/**
 * K3s, in production: on the edge, or on a few machines.
 *
 * - Storage: `local-path`, a directory of the node; a pod cannot move away from its data.
 *   https://docs.k3s.io/storage
 * - Network policies: enforced by the controller that comes with it.
 *   https://docs.k3s.io/networking/networking-services
 * - Ingress: Traefik; load balancers: ServiceLB, on the nodes' own addresses.
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
    ingressClass: 'traefik',
  }),
};
