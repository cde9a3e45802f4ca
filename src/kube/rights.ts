import { Construct } from 'constructs';
import { KubeIdentity } from './identity';
import { KubeObject } from './kube-object';
import { renderRole, renderRoleBinding } from './role';
import { Settled } from '../model/settled';
import { Grant } from '../values/grant';

/** Where a role stands: in a namespace, in the workload's own (''), or in none. @internal */
export type RolePlace = { readonly namespace: string } | 'cluster';

/** The places that grants need a role in. @param own the workload's own namespace, if it is known @internal */
export function placesOf(grants: readonly Grant[], own: string | undefined): RolePlace[] {
  const namespaces = new Set(grants.filter((grant) => !grant._scope.clusterWide).flatMap((grant) => namespacesOf(grant, own)));
  return [
    ...[...namespaces].sort().map((namespace) => ({ namespace })),
    ...(grants.some((grant) => grant._scope.clusterWide) ? ['cluster' as const] : []),
  ];
}

/** The namespaces of a grant; '' for the workload's own. */
function namespacesOf(grant: Grant, own: string | undefined): string[] {
  return grant._scope.namespaces.length === 0 ? [''] : grant._scope.namespaces.map((namespace) => (namespace === own ? '' : namespace));
}

/**
 * The name of an object that is in no namespace: two workloads of one name, in two
 * namespaces, must not share it. Neither part can hold a ".", so it is unambiguous.
 *
 * @internal
 */
export function clusterWideName(identity: KubeIdentity, name: string = identity.name): string {
  return identity.namespace === undefined ? name : `${name}.${identity.namespace}`;
}

/**
 * A role and its binding at a place, unless they are there already. What they hold
 * is asked for when they are rendered. A role that is not bound waits for somebody else to use it.
 *
 * @internal
 */
export function makeRole(scope: Construct, identity: KubeIdentity, name: string, place: RolePlace, settled: () => Settled,
  grants: () => readonly Grant[], isBound: boolean = true): void {
  const clusterWide = place === 'cluster';
  const namespace = clusterWide || place.namespace === '' ? undefined : place.namespace;
  const id = `${name}.${clusterWide ? 'ClusterRole' : `Role${namespace === undefined ? '' : `.${namespace}`}`}`;
  if (scope.node.tryFindChild(id)) return;
  const role = { kind: clusterWide ? 'ClusterRole' : 'Role', name: clusterWide ? clusterWideName(identity, name) : namespace === undefined ? name : clusterWideName(identity, name) };
  const here = () => grants().filter((grant) => grant._scope.clusterWide === clusterWide && (clusterWide || namespacesOf(grant, identity.namespace).includes(namespace ?? '')));
  const common = { apiVersion: 'rbac.authorization.k8s.io/v1', name: role.name, clusterWide, namespace };
  new KubeObject(scope, id, { ...common, kind: role.kind, render: () => renderRole(settled(), identity, here()) });
  if (isBound) new KubeObject(scope, `${id}Binding`, { ...common, kind: `${role.kind}Binding`, render: () => renderRoleBinding(settled(), identity, role) });
}
