import { ApiObject } from 'cdk8s';

/** In which order objects stand in a file. */
export enum ObjectOrder {
  /** as they were made, dependencies first: the stock App's order, byte for byte */
  DECLARED = 'declared',
  /**
   * what others need comes first (namespaces, then accounts, configuration, services, workloads …);
   * within a kind by namespace and name. Adding a trait then never shuffles a file.
   */
  BY_KIND = 'by-kind',
}

const RANKS = [
  'Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'ResourceQuota', 'LimitRange',
  'ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding',
  'NetworkPolicy', 'CiliumNetworkPolicy', 'PeerAuthentication', 'AuthorizationPolicy', 'MeshTLSAuthentication', 'NetworkAuthentication', 'Server', 'HTTPLocalRateLimitPolicy', 'EnvoyFilter',
  'Sidecar', 'ServiceEntry', 'Password', 'ExternalSecret', 'SealedSecret', 'SecretProviderClass', 'Issuer', 'Certificate',
  'Secret', 'ConfigMap', 'PersistentVolume', 'PersistentVolumeClaim',
  'AnalysisTemplate', 'MetricTemplate', 'TriggerAuthentication',
  'Service', 'StatefulSet', 'DaemonSet', 'Deployment', 'Rollout', 'Canary', 'Job', 'CronJob',
  'HorizontalPodAutoscaler', 'ScaledObject', 'VerticalPodAutoscaler', 'PodDisruptionBudget', 'ServiceMonitor', 'PodMonitor', 'PrometheusRule',
  'PrometheusServiceLevel', 'ServiceLevelObjective', 'GrafanaDashboard',
  'DestinationRule', 'VirtualService', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'SecurityPolicy', 'BackendTrafficPolicy',
  // their pods must answer first
  'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration',
];
const RANK_OF = new Map(RANKS.map((kind, rank) => [kind, rank]));

/** @internal */
export function inOrder(objects: ApiObject[], order: ObjectOrder): ApiObject[] {
  if (order === ObjectOrder.DECLARED) return objects;
  const keyed = objects.map((object) => ({ object, key: sortKey(object) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ object }) => object);
}

/** Unknown kinds come last, by their own name. */
function sortKey(object: ApiObject): string {
  const rank = RANK_OF.get(object.kind) ?? RANKS.length;
  return [String(rank).padStart(3, '0'), object.kind, object.metadata.namespace ?? '', object.name].join('\0');
}
