import { Manifest } from '../manifest';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** An object is there once. @internal */
export const DUPLICATE_OBJECT: IRule = {
  ruleId: 'graph/duplicate-object',
  severity: Severity.ERROR,
  reason: 'The last one applied wins in silence, and the next sync may apply them in another order.',
  remedy: 'Keep one of the two, or rename one.',
  check(manifests, report) {
    const first = new Map<string, Manifest>();
    for (const manifest of manifests.all) {
      if (manifest.name === '' || manifest.kind === '' || isForKustomize(manifest)) continue;
      const other = first.get(manifest._identity);
      if (other === undefined) {first.set(manifest._identity, manifest);} else {
        const { construct, file, line } = other.origin;
        const place = construct ?? (file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}`);
        report.add(manifest, 'metadata.name', `the same object is there already${place === '' ? '' : `, in ${place}`}`);
      }
    }
  },
};

/** What kustomize reads for itself goes to no cluster. */
function isForKustomize(manifest: Manifest): boolean {
  return manifest.apiVersion === 'builtin' || manifest.apiGroup === 'kustomize.config.k8s.io';
}
