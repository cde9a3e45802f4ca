import { Effect } from './effect';

/** What the change of a field does, where nothing else decides. @internal */
export interface EffectRow {
  /** the kinds it is about; none for all */
  readonly kinds?: readonly string[];
  /** the fields, as they begin */
  readonly fields: readonly string[];
  readonly effect: Effect;
  readonly why: string;
}

/** What answers calls, or decides who may call whom. @internal */
export const TRAFFIC_KINDS: readonly string[] = [
  'Service', 'Ingress', 'IngressClass', 'NetworkPolicy', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'BackendTLSPolicy', 'BackendTrafficPolicy',
  'VirtualService', 'DestinationRule', 'ServiceEntry', 'AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication', 'Sidecar', 'EndpointSlice', 'Endpoints', 'Route',
  'CiliumNetworkPolicy', 'Server', 'MeshTLSAuthentication', 'NetworkAuthentication', 'HTTPLocalRateLimitPolicy', 'EnvoyFilter', 'ServerAuthorization', 'IngressRoute', 'TrafficSplit', 'ServiceProfile',
];

/**
 * The effects by kind and field: the first row that fits counts.
 *
 * @internal
 */
export const EFFECTS: readonly EffectRow[] = [
  { fields: ['metadata'], effect: Effect.METADATA, why: 'labels or annotations of the object itself' },
  { fields: ['apiVersion'], effect: Effect.IN_PLACE, why: 'the same object by another version of its API' },
  { kinds: ['Service'], fields: ['spec'], effect: Effect.TRAFFIC, why: 'it decides which pods answer, and where' },
  { kinds: TRAFFIC_KINDS, fields: ['spec'], effect: Effect.TRAFFIC, why: 'it decides who reaches whom' },
  { kinds: ['Deployment', 'StatefulSet', 'DaemonSet'], fields: ['spec.replicas'], effect: Effect.IN_PLACE, why: 'pods are added or removed, none restarts' },
  { kinds: ['CronJob'], fields: ['spec'], effect: Effect.IN_PLACE, why: 'it counts from the next run on' },
  { kinds: ['Job'], fields: ['spec'], effect: Effect.IN_PLACE, why: 'the Job goes on with it' },
  { kinds: ['HorizontalPodAutoscaler', 'ScaledObject', 'VerticalPodAutoscaler'], fields: ['spec'], effect: Effect.IN_PLACE, why: 'the number or the size of the pods may follow' },
  { kinds: ['PodDisruptionBudget'], fields: ['spec'], effect: Effect.IN_PLACE, why: 'it counts from the next eviction on' },
  { kinds: ['PersistentVolumeClaim'], fields: ['spec'], effect: Effect.IN_PLACE, why: 'the volume grows or moves to another class where it is' },
  { kinds: ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'], fields: ['rules', 'subjects', 'aggregationRule'], effect: Effect.IN_PLACE, why: 'rights change at once' },
  { kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'], fields: [''], effect: Effect.IN_PLACE, why: 'it counts from the next object on that is applied' },
  { fields: [''], effect: Effect.IN_PLACE, why: 'its controller acts on it' },
];

/** The row that a change falls under. @internal */
export function rowOf(kind: string, path: string): EffectRow {
  return EFFECTS.find(({ kinds, fields }) => (kinds === undefined || kinds.includes(kind)) && fields.some((field) => begins(path, field)))!;
}

function begins(path: string, field: string): boolean {
  return field === '' || path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
