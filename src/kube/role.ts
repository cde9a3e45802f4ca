import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Grant, PolicyRule } from '../values/grant';

/** Why a right may be dangerous, for whoever reviews the manifest. */
const REASON = 'cdk8s-gopher.dev/deliberately';

/** A Role or a ClusterRole; rules that differ in their resources only are one. @internal */
export function renderRole(settled: Settled, identity: KubeIdentity, grants: readonly Grant[]): Rendered {
  const reasons = [...new Set(grants.flatMap((grant) => (grant._reason === undefined ? [] : [`${grant}: ${grant._reason}`])))].sort();
  return {
    labels: podLabels(settled, identity),
    annotations: { ...settled.record(Facts.ANNOTATION), ...(reasons.length > 0 ? { [REASON]: reasons.join('\n') } : {}) },
    body: { rules: unitedRules(grants.map((grant) => grant._rule)) },
  };
}

/** Gives a role to a workload's ServiceAccount. @internal */
export function renderRoleBinding(settled: Settled, identity: KubeIdentity, role: { readonly kind: string; readonly name: string }): Rendered {
  const { name, namespace } = identity;
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: role.kind, name: role.name },
      subjects: [{ kind: 'ServiceAccount', name: settled.get(Facts.SERVICE_ACCOUNT) ?? name, ...(namespace === undefined ? {} : { namespace }) }],
    },
  };
}

/** Rules of one role; those that differ in their resources only are one. @internal */
export function unitedRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const byRest = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const { resources, ...rest } = rule;
    const key = JSON.stringify([rest.apiGroups, rest.nonResourceURLs, rest.resourceNames, rest.verbs]);
    const same = byRest.get(key);
    const all = resources && [...new Set([...same?.resources ?? [], ...resources])].sort();
    byRest.set(key, all ? { ...rule, resources: all } : rule);
  }
  return [...byRest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}
