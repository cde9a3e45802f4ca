import { Manifests } from './manifests';
import { KubeObject, PodSpec, PodTemplate } from './objects';

/** A Secret that the manifests refer to and don't contain, with the keys that are known of it. */
export interface NeededSecret { readonly namespace: string; readonly name: string; readonly keys: string[] }

interface ExternalSecret extends KubeObject {
  readonly spec: { target?: { name?: string }; data?: Array<{ secretKey: string }> };
}

/** The Secrets that somebody has to supply: those a pod refers to and those an ExternalSecret would create. */
export function neededSecrets(manifests: Manifests): NeededSecret[] {
  const needed = new Map<string, NeededSecret>();
  const need = (namespace: string, name: string, keys: string[]) => {
    if (manifests.secret(namespace, name)) return;
    const known = needed.get(`${namespace}/${name}`)?.keys ?? [];
    needed.set(`${namespace}/${name}`, { namespace, name, keys: [...new Set([...known, ...keys])] });
  };
  for (const { metadata, spec } of manifests.all<ExternalSecret>('ExternalSecret')) {
    need(metadata.namespace ?? 'default', spec.target?.name ?? metadata.name, (spec.data ?? []).map(d => d.secretKey));
  }
  for (const kind of ['Deployment', 'StatefulSet']) {
    for (const { metadata, spec } of manifests.all<KubeObject & { spec: { template: PodTemplate } }>(kind)) {
      for (const [name, keys] of references(spec.template.spec)) need(metadata.namespace ?? 'default', name, keys);
    }
  }
  return [...needed.values()];
}

function references(spec: PodSpec): Array<[string, string[]]> {
  const containers = [...spec.containers, ...spec.initContainers ?? []];
  const sources = (spec.volumes ?? []).flatMap(v => [v.secret, ...(v.projected?.sources ?? []).map(s => s.secret)]);
  return [
    ...sources.flatMap((s): Array<[string, string[]]> => s && !s.optional ? [[s.secretName ?? s.name!, (s.items ?? []).map(i => i.key)]] : []),
    ...containers.flatMap(c => c.env ?? []).flatMap((e): Array<[string, string[]]> => {
      const ref = e.valueFrom?.secretKeyRef;
      return ref && !ref.optional ? [[ref.name, [ref.key]]] : [];
    }),
    ...containers.flatMap(c => c.envFrom ?? []).flatMap((e): Array<[string, string[]]> =>
      e.secretRef && !e.secretRef.optional ? [[e.secretRef.name, []]] : []),
  ];
}
