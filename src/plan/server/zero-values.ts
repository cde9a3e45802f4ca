import { Shape } from '../../rules/structure/shape';

/** Texts for which the API server tells the empty one from none at all. */
const TEXTS: ReadonlySet<string> = new Set([
  'apiGroup', 'appProtocol', 'completionMode', 'containerName', 'failurePolicy', 'fsGroupChangePolicy', 'fsGroupPolicy', 'fsType', 'gmsaCredentialSpec', 'gmsaCredentialSpecName', 'hostnameOverride',
  'ingressClassName', 'internalTrafficPolicy', 'ipFamilyPolicy', 'ipMode', 'kind', 'loadBalancerClass', 'localhostProfile', 'managedBy', 'matchPolicy', 'message', 'mountPropagation', 'name',
  'namespace', 'nodeAffinityPolicy', 'nodeName', 'nodeTaintsPolicy', 'parameterNotFoundAction', 'path', 'pathType', 'podReplacementPolicy', 'preemptionPolicy', 'procMount', 'reclaimPolicy',
  'recursiveReadOnly', 'reinvocationPolicy', 'resourceClaimName', 'resourceClaimTemplateName', 'restartPolicy', 'runAsUserName', 'runtimeClassName', 'scope', 'seLinuxChangePolicy', 'selectPolicy',
  'service', 'sideEffects', 'signerName', 'storageClassName', 'succeededIndexes', 'supplementalGroupsPolicy', 'timeZone', 'trafficDistribution', 'type', 'unhealthyPodEvictionPolicy', 'url', 'value',
  'volumeAttributesClassName', 'volumeBindingMode', 'volumeMode',
]);
/** Those among them for which it does not, by type. */
const SAME_AS_NONE: ReadonlySet<string> = new Set(['ObjectMeta.name', 'ObjectMeta.namespace', 'PersistentVolumeSpec.storageClassName', 'PodSpec.restartPolicy', 'Secret.type', 'ServiceSpec.type']);
/** Numbers for which it takes 0 for none. */
const NUMBERS: ReadonlySet<string> = new Set(['failureThreshold', 'healthCheckNodePort', 'hostPort', 'initialDelaySeconds', 'minReadySeconds', 'nodePort', 'periodSeconds', 'successThreshold', 'timeoutSeconds']);

/** Whether the API server takes the value of a field for none: in Go it is the same. @internal */
export function isZero(type: string, field: string, value: unknown, shape: Shape | undefined): boolean {
  if (value === '' && (shape?.form === 's' || shape?.form === '=')) return !TEXTS.has(field) || SAME_AS_NONE.has(`${type}.${field}`);
  return value === 0 && NUMBERS.has(field) && !(field === 'timeoutSeconds' && type !== 'Probe');
}
