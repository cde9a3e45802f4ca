import { Provider } from './provider';
import { NetworkPeer } from '../../values/network-peer';
import type { PlatformProps } from '../platform-props';

const SPOT = 'cloud.google.com/gke-spot';

/**
 * Google Kubernetes Engine, Standard or Autopilot.
 *
 * - Storage: `standard-rwo`, a balanced persistent disk.
 *   https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes
 * - DNS: kube-dns, the cache of the node (on by default), or with Cloud DNS the metadata server; the
 *   latter two are no pods, so they are opened by address.
 *   https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache
 *   https://github.com/tektoncd/operator/issues/4000
 * - Network policies: Dataplane V2 enforces them, which Autopilot always has; a Standard cluster
 *   without it has to switch on network policy enforcement.
 *   https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy
 * - Spot: the label is there by itself; Autopilot taints the nodes too.
 *   https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms
 *
 * @internal
 */
export const GKE: PlatformProps = {
  storageClass: 'standard-rwo',
  apiServerPort: 443,
  dns: [NetworkPeer.namespace('kube-system'), NetworkPeer.addresses('169.254.20.10/32'), NetworkPeer.addresses('169.254.169.254/32')],
  provider: Provider._of({
    name: 'GKE',
    networkPoliciesEnforced: false,
    networkPolicies: 'enforced with Dataplane V2, which Autopilot has, or where network policy enforcement is switched on',
    spot: {
      term: { key: SPOT, operator: 'In', values: ['true'] },
      toleration: { key: SPOT, operator: 'Equal', value: 'true', effect: 'NoSchedule' },
    },
    internalLoadBalancer: { annotations: { 'networking.gke.io/load-balancer-type': 'Internal' } },
    externalLoadBalancer: { annotations: { 'cloud.google.com/l4-rbs': 'enabled' } },
  }),
};
