import { External } from './external';
import { Graph } from './graph';
import { record, records, text } from './json';
import { Provisions } from './provisions';
import { IRule } from '../rule';
import { Severity } from '../severity';

const GROUP = 'rbac.authorization.k8s.io';
const GIVEN_ROLES = /^(cluster-admin|admin|edit|view|system:.+|extension-apiserver-authentication-reader)$/;

/** A binding grants something to somebody. @internal */
export function roleBindingRules(externals: readonly External[]): IRule[] {
  return [{
    ruleId: 'graph/missing-role',
    severity: Severity.WARNING,
    reason: 'A binding to a role that is not there grants nothing: the program is refused at its first request.',
    remedy: 'Add the role, or mend kind and name of the roleRef.',
    check(manifests, report) {
      const graph = Graph.of(manifests);
      for (const binding of [...graph.ofKind(GROUP, 'RoleBinding'), ...graph.ofKind(GROUP, 'ClusterRoleBinding')]) {
        const ref = record(binding.object?.roleRef);
        const [kind, name] = [text(ref.kind), text(ref.name)];
        if (name === '' || GIVEN_ROLES.test(name)) continue;
        if (kind !== 'Role' && kind !== 'ClusterRole') continue;
        if (!graph.find(GROUP, kind, kind === 'Role' ? binding.namespace : '', name)) report.add(binding, 'roleRef', `there is no ${kind} "${name}" here`);
      }
    },
  }, {
    ruleId: 'graph/missing-subject',
    severity: Severity.WARNING,
    reason: 'A binding to a ServiceAccount that is not there grants nothing to the program it was meant for.',
    remedy: 'Mend name and namespace of the subject, or declare that it is there already: External.serviceAccount(\'…\').',
    check(manifests, report) {
      const graph = Graph.of(manifests);
      const provisions = Provisions.of(manifests, externals);
      for (const binding of [...graph.ofKind(GROUP, 'RoleBinding'), ...graph.ofKind(GROUP, 'ClusterRoleBinding')]) {
        records(binding.object?.subjects).forEach((subject, i) => {
          const [name, namespace] = [text(subject.name), text(subject.namespace) || binding.namespace];
          if (subject.kind !== 'ServiceAccount' || name === '' || !graph.knows(namespace)) return;
          if (!provisions.find('ServiceAccount', namespace, name)) {
            report.add(binding, `subjects[${i}]`, `there is no ServiceAccount "${name}"${namespace === '' ? '' : ` in namespace ${namespace}`} here`);
          }
        });
      }
    },
  }];
}
