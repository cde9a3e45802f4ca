import { Provider } from './provider';
import { NetworkPeer } from '../../values/network-peer';
import type { PlatformProps } from '../platform-props';

const SPOT = 'kubernetes.azure.com/scalesetpriority';

/**
 * Azure Kubernetes Service.
 *
 * - Storage: `managed-csi`, a standard SSD.
 *   https://learn.microsoft.com/azure/aks/concepts-storage
 * - DNS: CoreDNS, and LocalDNS on the node, which is no pod.
 *   https://learn.microsoft.com/azure/aks/localdns-custom
 * - Network policies: a network policy engine has to be chosen, Cilium or Azure.
 *   https://learn.microsoft.com/azure/aks/use-network-policies
 * - Ingress: none is named; the NGINX of the application routing add-on is supported until November 2026,
 *   and what follows it is a Gateway.
 *   https://learn.microsoft.com/azure/aks/app-routing-gateway-api
 * - Spot: label and taint are there by themselves.
 *   https://learn.microsoft.com/azure/aks/spot-node-pool
 *
 * @internal
 */
export const AKS: PlatformProps = {
  storageClass: 'managed-csi',
  apiServerPort: 443,
  dns: [NetworkPeer.namespace('kube-system'), NetworkPeer.addresses('169.254.10.10/32'), NetworkPeer.addresses('169.254.10.11/32')],
  provider: Provider._of({
    name: 'AKS',
    networkPoliciesEnforced: false,
    networkPolicies: 'enforced where the cluster was made with a network policy engine: --network-policy cilium, or azure',
    spot: {
      term: { key: SPOT, operator: 'In', values: ['spot'] },
      toleration: { key: SPOT, operator: 'Equal', value: 'spot', effect: 'NoSchedule' },
    },
    internalLoadBalancer: { annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' } },
  }),
};
