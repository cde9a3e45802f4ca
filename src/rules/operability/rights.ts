import { Graph } from '../graph/graph';
import { at, text } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A program that never speaks to the API server holds no key to it. @internal */
export const TOKEN_MOUNTED: IRule = {
  ruleId: 'operability/token-mounted',
  severity: Severity.INFO,
  reason: 'Whoever breaks into the program finds a token for the API server, with all that its ServiceAccount may do.',
  remedy: 'Set automountServiceAccountToken to false, or bind a role to the ServiceAccount if the program needs it.',
  covers: ['polaris/automountServiceAccountToken', 'checkov/CKV_K8S_38', 'trivy/KSV-0036', 'kubescape/C-0034', 'kubescape/C-0261'],
  check(manifests, report) {
    const granted = subjectsIn(manifests);
    for (const pods of Graph.of(manifests).pods) {
      const account = accountOf(pods);
      const said = pods.spec.automountServiceAccountToken ?? at(manifests.find('ServiceAccount', pods.namespace, account)?.object, 'automountServiceAccountToken');
      if (said === false || granted.has(`${pods.namespace}/${account}`)) continue;
      report.add(pods.manifest, `${pods.path}.automountServiceAccountToken`, `the token of the ServiceAccount ${account} is mounted, and no role here is bound to it`);
    }
  },
};

/** Rights are given to one program. @internal */
export const DEFAULT_SERVICE_ACCOUNT: IRule = {
  ruleId: 'operability/default-service-account',
  severity: Severity.INFO,
  reason: 'What is granted to one program of the namespace is granted to all that share its ServiceAccount.',
  remedy: 'Give the workload a ServiceAccount of its own.',
  covers: ['kube-linter/default-service-account', 'checkov/CKV_K8S_41', 'kubescape/C-0307'],
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      if (accountOf(pods) === 'default') report.add(pods.manifest, `${pods.path}.serviceAccountName`, 'the pods run as the ServiceAccount default');
    }
  },
};

function accountOf(pods: PodSet): string {
  return text(pods.spec.serviceAccountName) || text(pods.spec.serviceAccount) || 'default';
}

/** `namespace/name` of every ServiceAccount that a role is bound to. */
function subjectsIn(manifests: Manifests): Set<string> {
  const bindings = [...manifests.ofKind('RoleBinding'), ...manifests.ofKind('ClusterRoleBinding')];
  return new Set(bindings.flatMap(({ object, namespace }) => {
    const subjects: unknown = at(object, 'subjects');
    return Array.isArray(subjects) ? subjects.filter((s) => at(s, 'kind') === 'ServiceAccount').map((s) => `${at(s, 'namespace') ?? namespace}/${at(s, 'name')}`) : [];
  }));
}
