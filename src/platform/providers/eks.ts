import { Provider, SpotNodes } from './provider';
import { NetworkPeer } from '../../values/network-peer';
import { EdgeController } from '../edge-controller';
import type { PlatformProps } from '../platform-props';

/** Who makes the nodes of an EKS cluster. It decides labels of spot nodes, load balancers and where DNS answers. */
export enum EksNodes {
  /** managed node groups: nodes carry `eks.amazonaws.com/capacityType` */
  NODE_GROUPS = 'node-groups',
  /** Karpenter: nodes carry `karpenter.sh/capacity-type` */
  KARPENTER = 'karpenter',
  /** EKS Auto Mode: Karpenter, load balancing and DNS are run by AWS, DNS on the node itself */
  AUTO_MODE = 'auto-mode',
}

/** What differs from an EKS cluster as it is most often. */
export interface EksProps extends PlatformProps {
  /**
   * Who makes the nodes.
   * @default EksNodes.NODE_GROUPS, what every EKS cluster may have; the others are add-ons or modes (EKS user guide)
   */
  readonly nodes?: EksNodes;
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer';

/**
 * Amazon EKS.
 *
 * - Storage: from Kubernetes 1.30 on a new cluster has no default class, and `gp2` is the
 *   driver of old; so `gp3` is named, which you make from the EBS CSI driver.
 *   https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-standard.html
 * - Network policies: the VPC CNI enforces them once `enableNetworkPolicy` is set; in Auto Mode a
 *   ConfigMap and the NodeClass switch them on.
 *   https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 *   https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 * - Load balancers: the AWS Load Balancer Controller, pods as targets.
 *   https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/
 * - Ingress: `alb`, as the chart of that controller names its class, and the guide of Auto Mode the one that you make there.
 *   https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 * - DNS in Auto Mode answers on the node, behind the Service's address, which no selector of pods
 *   matches: one of the two addresses that EKS gives it is the cluster's.
 *   https://github.com/aws/containers-roadmap/issues/2552
 *
 * @internal
 */
export function eks(nodes: EksNodes): PlatformProps {
  const auto = nodes === EksNodes.AUTO_MODE;
  const loadBalancer = (scheme: string) => ({
    className: auto ? 'eks.amazonaws.com/nlb' : 'service.k8s.aws/nlb',
    annotations: { [`${AWS}-scheme`]: scheme, [`${AWS}-nlb-target-type`]: 'ip' },
  });
  return {
    storageClass: 'gp3',
    apiServerPort: 443,
    ...(auto ? { dns: [NetworkPeer.namespace('kube-system'), NetworkPeer.addresses('172.20.0.10/32'), NetworkPeer.addresses('10.100.0.10/32')] } : {}),
    provider: Provider._of({
      name: 'EKS',
      networkPoliciesEnforced: false,
      networkPolicies: auto
        ? 'enforced once the ConfigMap amazon-vpc-cni has enable-network-policy-controller: "true" and the NodeClass has networkPolicy'
        : 'enforced once the VPC CNI add-on has enableNetworkPolicy: "true"',
      ingress: { className: 'alb', controller: EdgeController.AWS },
      spot: spotOf(nodes),
      internalLoadBalancer: loadBalancer('internal'),
      externalLoadBalancer: loadBalancer('internet-facing'),
    }),
  };
}

/** https://karpenter.sh/docs/concepts/scheduling/ and https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html */
function spotOf(nodes: EksNodes): SpotNodes {
  return nodes === EksNodes.NODE_GROUPS
    ? { term: { key: 'eks.amazonaws.com/capacityType', operator: 'In', values: ['SPOT'] } }
    : { term: { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] } };
}
