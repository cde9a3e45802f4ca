import { Complain } from './complaint';
import { checkConfigMap, checkRole, checkRoleBinding, checkSecret } from './configuration';
import { checkMetadata } from './metadata';
import { checkIngress, checkNetworkPolicy, checkService } from './networking';
import { checkAutoscaler, checkDisruptionBudget } from './scaling';
import { checkClaim } from './storage';
import { checkCronJob, checkDaemonSet, checkDeployment, checkJob, checkPod, checkReplicaSet, checkStatefulSet } from './workloads';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { RuleReport } from '../rule-report';
import { Severity } from '../severity';

const CHECKS: { [groupAndKind: string]: (manifest: Manifest, complain: Complain) => void } = {
  '/Pod': checkPod,
  '/Service': checkService,
  '/ConfigMap': checkConfigMap,
  '/Secret': checkSecret,
  '/PersistentVolumeClaim': checkClaim,
  '/ServiceAccount': () => {},
  '/Namespace': () => {},
  'apps/Deployment': checkDeployment,
  'apps/ReplicaSet': checkReplicaSet,
  'apps/DaemonSet': checkDaemonSet,
  'apps/StatefulSet': checkStatefulSet,
  'batch/Job': checkJob,
  'batch/CronJob': checkCronJob,
  'autoscaling/HorizontalPodAutoscaler': checkAutoscaler,
  'policy/PodDisruptionBudget': checkDisruptionBudget,
  'networking.k8s.io/NetworkPolicy': checkNetworkPolicy,
  'networking.k8s.io/Ingress': checkIngress,
  'rbac.authorization.k8s.io/Role': checkRole,
  'rbac.authorization.k8s.io/ClusterRole': checkRole,
  'rbac.authorization.k8s.io/RoleBinding': checkRoleBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': checkRoleBinding,
};

/**
 * What the API server demands beyond the schema: formats, ranges, and fields that
 * must or must not go together.
 *
 * Each finding has an id of its own, `api/what-is-wrong`. They are judged against the
 * API server's own code, see test/conformance.
 *
 * @internal
 */
export class ApiServerValues implements IRule {
  public readonly ruleId = 'api/refused';
  public readonly severity = Severity.ERROR;
  public readonly reason = 'The API server refuses the object.';
  public readonly remedy = 'Write what the API server takes.';

  public check(manifests: Manifests, report: RuleReport): void {
    for (const manifest of manifests.all) {
      const check = CHECKS[`${manifest.apiGroup}/${manifest.kind}`];
      if (check === undefined) continue; // not a kind that we judge; the structure rules say so
      const complain: Complain = (slug, path, what, remedy) => report._say(slug, Severity.ERROR, manifest, path, what, remedy);
      checkMetadata(manifest, complain);
      check(manifest, complain);
    }
  }
}
