import { KeyFile } from './key-files';
import { Manifests, Values } from './manifests';
import { FieldFile, FileSource, ProjectedSource, Volume } from './objects';
import { fieldOf, PodIdentity, resourceOf } from './pod-identity';

/** The files of a volume that comes from the API: ConfigMap, Secret, downward API, or a projection of several. */
export function filesOf(volume: Volume, pod: PodIdentity, manifests: Manifests): KeyFile[] {
  const { configMap, secret, downwardAPI, projected } = volume;
  const mode = (configMap ?? secret ?? downwardAPI ?? projected)?.defaultMode ?? 0o644;
  if (projected) return projected.sources.flatMap(source => projection(source, mode));
  if (configMap || secret || downwardAPI) return projection({ configMap, secret, downwardAPI }, mode);
  throw new Error(`${pod.name}: volume "${volume.name}" is of a kind that the pod runner does not know`);

  function projection(source: ProjectedSource, fallback: number): KeyFile[] {
    return [
      ...source.configMap ? keyed(source.configMap, manifests.valuesOf('ConfigMap', pod.namespace, source.configMap), fallback) : [],
      ...source.secret ? keyed(source.secret, manifests.valuesOf('Secret', pod.namespace, source.secret), fallback) : [],
      ...source.downwardAPI ? source.downwardAPI.items.map(item => field(item, fallback)) : [],
      ...source.serviceAccountToken ? [{ path: source.serviceAccountToken.path, content: Buffer.from('not-a-real-token'), mode: 0o600 }] : [],
    ];
  }

  function field(item: FieldFile, fallback: number): KeyFile {
    const container = item.resourceFieldRef?.containerName ?? '';
    const value = item.fieldRef ? fieldOf(pod, item.fieldRef.fieldPath) : resourceOf(pod, container, item.resourceFieldRef!);
    return { path: item.path, content: Buffer.from(value), mode: item.mode ?? fallback };
  }
}

function keyed(source: FileSource, values: Values, mode: number): KeyFile[] {
  const items = source.items ?? Object.keys(values).map(key => ({ key, path: key, mode: undefined }));
  return items.filter(item => values[item.key] || !source.optional).map(item => {
    if (!values[item.key]) throw new Error(`${source.secretName ?? source.name} has no key "${item.key}"`);
    return { path: item.path, content: values[item.key], mode: item.mode ?? mode };
  });
}
