import { KubeIdentity } from '../kube/identity';
import { NetworkPeer } from '../values/network-peer';

/** Workloads as peers of network policies. @internal */
export class NetworkPeers {
  /** The namespace is named only where it differs: a policy then works wherever it is copied to. */
  public static of(identity: KubeIdentity, from?: string): NetworkPeer {
    return NetworkPeer.pods(identity.selector, identity.namespace === from ? undefined : identity.namespace);
  }
}
