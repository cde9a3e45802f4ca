import { existsSync } from 'fs';
import { basename, dirname, posix } from 'path';

/**
 * Files that lie next to manifests and are none: what Helm and kustomize read.
 *
 * @internal
 */
export class Bystanders {
  private readonly patches = new Set<string>();
  private readonly charts = new Map<string, boolean>();

  /** Notes what a kustomization builds its output from, so that parts of objects are not taken for objects. */
  public learn(file: string, kustomization: any): void {
    const name = (entry: any) => (typeof entry === 'string' ? entry : entry?.path);
    const listed = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'transformers', 'generators', 'validators', 'configurations']
      .flatMap((field) => (Array.isArray(kustomization?.[field]) ? kustomization[field] : [kustomization?.[field]]))
      .map(name)
      .filter((entry): entry is string => typeof entry === 'string' && !entry.includes('\n'));
    for (const entry of listed) this.patches.add(posix.normalize(posix.join(dirname(file), entry)));
  }

  /** Why a file is not to be read as manifests, going by its place; undefined where it is. */
  public reasonToSkip(file: string): string | undefined {
    const name = basename(file);
    const folder = dirname(file);
    if (this.isChart(folder) && (/^Chart\.(?:yaml|lock)$/.test(name) || /^values.*\.(?:ya?ml|json)$/.test(name))) return 'part of a Helm chart, not a manifest';
    for (let at = folder; at !== dirname(at); at = dirname(at)) {
      if (basename(at) === 'templates' && this.isChart(dirname(at))) return 'a Helm template; check what it renders to: helm template CHART | cdk8s-gopher verify -';
    }
    return this.patches.has(posix.normalize(file)) ? 'a part that a kustomization puts into other objects' : undefined;
  }

  private isChart(folder: string): boolean {
    let known = this.charts.get(folder);
    if (known === undefined) {
      known = existsSync(posix.join(folder, 'Chart.yaml'));
      this.charts.set(folder, known);
    }
    return known;
  }
}

/** Whether a file is a kustomization, by its name. @internal */
export function isKustomization(file: string): boolean {
  return /^kustomization\.ya?ml$/.test(basename(file));
}

/** Why a document is not a manifest; undefined where it is one, or should be. @internal */
export function reasonNotManifest(value: any): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'not a manifest: it is no map of fields';
  const { apiVersion, kind, metadata } = value;
  if (apiVersion === undefined && kind === undefined) return 'not a manifest: it has no apiVersion and no kind';
  if (String(apiVersion).startsWith('kustomize.config.k8s.io/')) return 'a kustomization; check what it builds: kustomize build DIR | cdk8s-gopher verify -';
  if (metadata !== undefined || Array.isArray(value.items)) return undefined;
  if (kind === undefined || apiVersion === undefined) return 'not a manifest: it has no metadata';
  return kind === 'Config' || !isBuiltIn(String(apiVersion)) ? 'the settings of a tool, not an object for the API server: it has no metadata' : undefined;
}

const BUILT_IN = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions', ...[
  'admissionregistration', 'apiextensions', 'apiregistration', 'authentication', 'authorization', 'certificates', 'coordination', 'discovery',
  'events', 'flowcontrol.apiserver', 'internal.apiserver', 'networking', 'node', 'rbac.authorization', 'resource', 'scheduling', 'storage', 'storagemigration',
].map((group) => `${group}.k8s.io`)]);

/** Whether an API comes with Kubernetes itself. @internal */
export function isBuiltIn(apiVersion: string): boolean {
  return BUILT_IN.has(apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');
}
