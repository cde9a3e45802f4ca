import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { renderCiliumPolicy } from '../kube/cilium-policy';
import { KubeObject } from '../kube/kube-object';
import { renderNetworkPolicy } from '../kube/network-policy';
import { Facts } from '../model/facts';
import { PolicyEngine } from '../platform/policy-engine';

/**
 * Cuts a workload off from everything that nobody has declared.
 *
 * Becomes a NetworkPolicy that closes both directions but for what links and other
 * traits open, and DNS, without which no name could be looked up. It takes effect
 * where the cluster's network enforces policies. Where the platform says that Cilium
 * does, it becomes a CiliumNetworkPolicy, which reads requests and names of hosts, too.
 */
export class Isolation extends Trait {
  /** the trait's id */
  public static readonly ID = 'isolation';
  public readonly traitId = Isolation.ID;

  public bind(host: ITraitHost): void {
    for (const peer of host.platform.dns) {
      host.draft._open(Facts.EGRESS, peer, host.platform.dnsPort, ['UDP', 'TCP'], 'names are looked up there');
    }
    const { provider } = host.platform;
    if (provider !== undefined) host.draft._put(Facts.ENFORCEMENT, provider.networkPolicies, `the network of ${provider}`);
    const isCilium = host.platform.policyEngine === PolicyEngine.CILIUM;
    new KubeObject(host.scope, 'Policy', {
      apiVersion: isCilium ? 'cilium.io/v2' : 'networking.k8s.io/v1',
      kind: isCilium ? 'CiliumNetworkPolicy' : 'NetworkPolicy',
      name: host.name,
      render: () => (isCilium ? renderCiliumPolicy(host._settled(), host._identity, host.platform.mesh === undefined) : renderNetworkPolicy(host._settled(), host._identity)),
    });
  }
}
