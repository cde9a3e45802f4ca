import { checkAdmissionBinding, checkAdmissionPolicy } from './admission-policy';
import { checkAutoscaler } from './autoscaler';
import { checkClaim } from './claims';
import { checkNamespace, checkPriorityClass, checkStorageClass } from './cluster-wide';
import { Complain } from './complaint';
import { checkConfigMap, checkSecret } from './configuration';
import { checkCronJob } from './cron-job';
import { checkDefinition } from './definition';
import { checkDisruptionBudget } from './disruption-budget';
import { checkIngress, checkIngressClass } from './ingress';
import { checkJob } from './job';
import { checkLimitRange } from './limit-range';
import { checkMetadata } from './metadata';
import { checkNetworkPolicy } from './network-policy';
import { checkPersistentVolume } from './persistent-volume';
import { checkResourceQuota } from './quotas';
import { checkRole, checkRoleBinding } from './rbac';
import { checkService } from './service';
import { checkWebhookConfiguration } from './webhooks';
import { checkDaemonSet, checkDeployment, checkPod, checkReplicaSet, checkStatefulSet } from './workloads';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { RuleReport } from '../rule-report';
import { Severity } from '../severity';

type Check = (manifest: Manifest, complain: Complain) => void;

const metadataIsAll: Check = () => {};

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['/Pod', checkPod],
  ['/Service', checkService],
  ['/ConfigMap', checkConfigMap],
  ['/Secret', checkSecret],
  ['/PersistentVolumeClaim', checkClaim],
  ['/ServiceAccount', metadataIsAll],
  ['/ResourceQuota', checkResourceQuota],
  ['/LimitRange', checkLimitRange],
  ['apps/Deployment', checkDeployment],
  ['apps/ReplicaSet', checkReplicaSet],
  ['apps/DaemonSet', checkDaemonSet],
  ['apps/StatefulSet', checkStatefulSet],
  ['batch/Job', checkJob],
  ['batch/CronJob', checkCronJob],
  ['autoscaling/HorizontalPodAutoscaler', checkAutoscaler],
  ['policy/PodDisruptionBudget', checkDisruptionBudget],
  ['networking.k8s.io/NetworkPolicy', checkNetworkPolicy],
  ['networking.k8s.io/Ingress', checkIngress],
  ['rbac.authorization.k8s.io/Role', checkRole],
  ['rbac.authorization.k8s.io/RoleBinding', checkRoleBinding],
]);

/** The kinds that are in no namespace. */
const CLUSTER_WIDE: ReadonlyMap<string, Check> = new Map([
  ['/Namespace', checkNamespace],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', checkWebhookConfiguration],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', checkWebhookConfiguration],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicy', checkAdmissionPolicy],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', checkAdmissionBinding],
  ['apiextensions.k8s.io/CustomResourceDefinition', checkDefinition],
  ['/PersistentVolume', checkPersistentVolume],
  ['networking.k8s.io/IngressClass', checkIngressClass],
  ['rbac.authorization.k8s.io/ClusterRole', checkRole],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', checkRoleBinding],
  ['scheduling.k8s.io/PriorityClass', checkPriorityClass],
  ['storage.k8s.io/StorageClass', checkStorageClass],
]);

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
      const groupAndKind = `${manifest.apiGroup}/${manifest.kind}`;
      const check = CHECKS.get(groupAndKind) ?? CLUSTER_WIDE.get(groupAndKind);
      if (check === undefined) continue; // not a kind that we judge; the structure rules say so
      const complain: Complain = (slug, path, what, remedy) => report._say(slug, Severity.ERROR, manifest, path, what, remedy);
      checkMetadata(manifest, CHECKS.has(groupAndKind), complain);
      check(manifest, complain);
    }
  }
}
