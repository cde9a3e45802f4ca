import { NetworkPeer } from '../values/network-peer';

/** Who answers at a URL, as a network policy sees it. @internal */
export interface Way { readonly peer: NetworkPeer; readonly port: number }

/**
 * The way to a URL: the namespace of a Service, or anybody on that port. Of a node's
 * address a policy can name nothing but the port: only the kubelet knows the address,
 * and whether a policy sees it or the pod behind it is up to the cluster's network.
 *
 * @internal
 */
export function wayTo(url: string): Way | undefined {
  const match = /^https?:\/\/([^/:]+)(?::([0-9]+))?/.exec(url);
  if (match === null) return undefined;
  const port = Number(match[2] ?? (url.startsWith('https') ? 443 : 80));
  const [, namespace, svc] = match[1].split('.');
  const inCluster = svc === 'svc' || (svc === undefined && namespace !== undefined);
  return { peer: inCluster ? NetworkPeer.namespace(namespace) : NetworkPeer.anywhere(), port };
}
