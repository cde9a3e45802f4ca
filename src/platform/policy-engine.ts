/** What enforces who may talk to whom. */
export enum PolicyEngine {
  /** the cluster's network, by NetworkPolicies: peers and ports */
  KUBERNETES = 'kubernetes',
  /** Cilium, by its own policies: requests, and hosts outside by their names, too */
  CILIUM = 'cilium',
}
