/*
 * What the API server fills in where a field is left out, by type. A field that is
 * written with its default is no change.
 */

/** The constant defaults, by type and field. */
const CONSTANT: { readonly [type: string]: { readonly [field: string]: unknown } } = {
  Container: { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', stdin: false, stdinOnce: false, tty: false },
  ContainerPort: { protocol: 'TCP' },
  ServicePort: { protocol: 'TCP' },
  NetworkPolicyPort: { protocol: 'TCP' },
  Probe: { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  HTTPGetAction: { path: '/', scheme: 'HTTP' },
  GRPCAction: { service: '' },
  PodSpec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', schedulerName: 'default-scheduler', securityContext: {}, hostNetwork: false, hostPID: false, hostIPC: false },
  VolumeMount: { readOnly: false },
  PersistentVolumeClaimVolumeSource: { readOnly: false },
  DeploymentSpec: { minReadySeconds: 0, paused: false, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  DeploymentStrategy: { type: 'RollingUpdate' },
  RollingUpdateDeployment: { maxUnavailable: '25%', maxSurge: '25%' },
  DaemonSetSpec: { minReadySeconds: 0, revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } },
  StatefulSetSpec: {
    minReadySeconds: 0,
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  },
  PersistentVolumeClaimSpec: { volumeMode: 'Filesystem' },
  PersistentVolumeSpec: { volumeMode: 'Filesystem', persistentVolumeReclaimPolicy: 'Retain' },
  CSIPersistentVolumeSource: { readOnly: false },
  HostPathVolumeSource: { type: '' },
  JobSpec: { backoffLimit: 6, completionMode: 'NonIndexed', suspend: false, manualSelector: false },
  CronJobSpec: { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 },
  ConfigMapVolumeSource: { defaultMode: 420 },
  SecretVolumeSource: { defaultMode: 420 },
  ProjectedVolumeSource: { defaultMode: 420 },
  DownwardAPIVolumeSource: { defaultMode: 420 },
  ObjectFieldSelector: { apiVersion: 'v1' },
  ServiceAccountTokenProjection: { expirationSeconds: 3600 },
  ServiceSpec: { type: 'ClusterIP', sessionAffinity: 'None', publishNotReadyAddresses: false },
  HorizontalPodAutoscalerSpec: { minReplicas: 1 },
  Secret: { type: 'Opaque' },
  StorageClass: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  PriorityClass: { preemptionPolicy: 'PreemptLowerPriority', globalDefault: false },
  MutatingWebhook: { failurePolicy: 'Fail', matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {}, reinvocationPolicy: 'Never', timeoutSeconds: 10 },
  ValidatingWebhook: { failurePolicy: 'Fail', matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {}, timeoutSeconds: 10 },
  RuleWithOperations: { scope: '*' },
  NamedRuleWithOperations: { scope: '*' },
  MatchResources: { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} },
  ValidatingAdmissionPolicySpec: { failurePolicy: 'Fail' },
};

/** For a type without any. */
const NONE: { readonly [field: string]: unknown } = {};

/** The defaults of an object of some type, inside of an object of some kind: constants, and those that follow from its other fields. @internal */
export function defaultsOf(type: string, value: any, kind: string): { readonly [field: string]: unknown } {
  if (type === 'JobSpec' && kind !== 'Job') return NONE; // what a CronJob makes is filled in when it is made
  const [constant, other] = [CONSTANT[type] ?? NONE, dependent(type, value)];
  if (other === NONE) return constant;
  return constant === NONE ? other : { ...constant, ...other };
}

function dependent(type: string, value: any): { readonly [field: string]: unknown } {
  switch (type) {
    case 'Container': return { imagePullPolicy: pullPolicy(value.image) };
    case 'PodSpec': return accountOf(value);
    case 'ServicePort': return { targetPort: value.port };
    case 'ServiceSpec': return value.type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster', ...outside(value) };
    case 'DeploymentSpec': return value.strategy === undefined ? { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } } } : {};
    case 'DeploymentStrategy': return value.type === 'Recreate' ? {} : { rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } };
    case 'JobSpec': return { podReplacementPolicy: value.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed', parallelism: 1, ...value.completions === undefined && value.parallelism === undefined ? { completions: 1 } : {} };
    case 'NetworkPolicySpec': return { podSelector: {}, policyTypes: Array.isArray(value.egress) && value.egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'] };
    case 'EnvVar': return value.valueFrom === undefined ? { value: '' } : {};
    case 'Subject': return value.kind === 'ServiceAccount' ? { apiGroup: '' } : { apiGroup: 'rbac.authorization.k8s.io' };
    default: return NONE;
  }
}

/** The old name of a field and the new one hold the same. */
function accountOf({ serviceAccountName, serviceAccount }: any): { readonly [field: string]: unknown } {
  const name = serviceAccountName ?? serviceAccount;
  return name === undefined ? {} : { serviceAccountName: name, serviceAccount: name };
}

function outside({ type }: any): { readonly [field: string]: unknown } {
  if (type === 'LoadBalancer') return { externalTrafficPolicy: 'Cluster', allocateLoadBalancerNodePorts: true };
  return type === 'NodePort' ? { externalTrafficPolicy: 'Cluster' } : {};
}

/** `Always` for an image that may move: `latest`, or no tag and no digest. */
function pullPolicy(image: unknown): string {
  const name = typeof image === 'string' ? image : '';
  if (name.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}
