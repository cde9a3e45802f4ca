import { SINCE } from '../../rules/api-server/features';
import { isRecord, listOf } from '../../rules/pods';

/** From which minor on a field counts; before, and where no minor has switched it on yet, the API server drops it without a word. */
const FIELDS: { readonly [typeAndField: string]: number } = {
  'Container.restartPolicyRules': SINCE.restartRules,
  'EnvVarSource.fileKeyRef': SINCE.envFiles,
  'Lifecycle.stopSignal': Infinity,
  'PersistentVolumeSpec.volumeAttributesClassName': SINCE.volumeAttributesClass,
  'PodSpec.hostnameOverride': SINCE.hostnameOverride,
  'PodSpec.resourceClaims': SINCE.resourceClaims,
  'PodSpec.resources': SINCE.podLevelResources,
  'PodSpec.schedulingGroup': Infinity,
  'PodSpec.workloadRef': Infinity,
  'ResourceRequirements.claims': SINCE.resourceClaims,
};

const NAMES: ReadonlySet<string> = new Set(['volumeAttributesClassName', ...Object.keys(FIELDS).map((name) => name.split('.')[1])]);

/** Whether the API server of a minor drops a field, as its feature is off. @internal */
export function isDropped(type: string, field: string, minor: number, kind: string): boolean {
  if (!NAMES.has(field)) return false;
  // A StatefulSet keeps it for the claims that it will make.
  if (type === 'PersistentVolumeClaimSpec' && field === 'volumeAttributesClassName') return kind === 'PersistentVolumeClaim' && minor < SINCE.volumeAttributesClass;
  return minor < (FIELDS[`${type}.${field}`] ?? 0);
}

/** The spec of a pod where volumes out of images are off: without them, and without their mounts. @internal */
export function withoutImageVolumes(spec: any, minor: number): any {
  const dropped = new Set(minor < SINCE.imageVolumes ? listOf(spec.volumes).filter((volume) => isRecord(volume?.image)).map((volume) => volume.name) : []);
  if (dropped.size === 0) return spec;
  const kept = { ...spec, volumes: spec.volumes.filter((volume: any) => !isRecord(volume?.image)) };
  for (const field of ['containers', 'initContainers', 'ephemeralContainers'].filter((name) => Array.isArray(spec[name]))) {
    kept[field] = spec[field].map((container: any) => (Array.isArray(container?.volumeMounts)
      ? { ...container, volumeMounts: container.volumeMounts.filter((mount: any) => !dropped.has(mount?.name)) } : container));
  }
  return kept;
}
