import { namespacesOf } from './port-access';
import { renderedFor } from './rendered-for';
import { Call } from '../../model/call';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { KubeIdentity } from '../identity';
import { Rendered } from '../kube-object';

/**
 * What the pods' proxy knows of the mesh: whom the workload calls, and no more. A proxy that knows thousands of
 * services takes memory for each.
 *
 * What it does not know it refuses, unless the workload is let out to addresses, which no registry has.
 *
 * @internal
 */
export function renderSidecarScope(settled: Settled, identity: KubeIdentity, controlPlane: string): Rendered {
  const own = identity.namespace ?? 'default';
  const hosts = new Set([`${controlPlane}/*`, ...settled.entries(Facts.CALL).map(([, call]) => hostOf(call))]);
  let anywhere = false;
  for (const [, { peer, protocols, of }] of settled.entries(Facts.EGRESS)) {
    if (of !== undefined) continue;
    const namespaces = namespacesOf(peer, own);
    for (const namespace of namespaces) hosts.add(`${namespace === own ? '.' : namespace}/*`);
    // DNS goes over UDP, which proxies leave alone.
    anywhere = anywhere || (namespaces.length === 0 && !protocols.includes('UDP'));
  }
  return renderedFor(settled, identity, {
    workloadSelector: { labels: identity.selector },
    egress: [{ hosts: [...hosts].sort() }],
    outboundTrafficPolicy: { mode: anywhere ? 'ALLOW_ANY' : 'REGISTRY_ONLY' },
  });
}

/** Whoever declares something outside: its ServiceEntry may be in any namespace. */
function hostOf({ to, kind, host }: Call): string {
  return `${kind === 'external' || kind === 'other' ? '*' : to.namespace ?? '.'}/${host}`;
}
