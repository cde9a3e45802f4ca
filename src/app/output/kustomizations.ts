import { YamlWriter } from '../yaml-writer';
import { OutputText } from './output-folder';

/** What kustomize reads in a folder. @internal */
export const KUSTOMIZATION = 'kustomization.yaml';

/**
 * A kustomization for each folder: the files in it, and the folders below.
 *
 * @param paths of all files of manifests
 * @internal
 */
export function kustomizationsOf(paths: readonly string[]): OutputText[] {
  const members = new Map<string, Set<string>>();
  for (const path of paths) {
    const parts = path.split('/');
    parts.forEach((part, depth) => {
      const folder = parts.slice(0, depth).join('/');
      const there = members.get(folder);
      if (there === undefined) members.set(folder, new Set([part]));
      else there.add(part);
    });
  }
  const yaml = new YamlWriter();
  return [...members].map(([folder, names]) => ({
    path: folder === '' ? KUSTOMIZATION : `${folder}/${KUSTOMIZATION}`,
    text: yaml.stringify([{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [...names].sort() }]),
  }));
}
