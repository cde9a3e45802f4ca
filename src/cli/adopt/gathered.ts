import { cleaned } from './cleaned';
import { identityOf, placeOf } from '../../plan/sides';
import { Manifest } from '../../rules/manifest';
import { isRecord, listOf } from '../../rules/pods';
import { CannotRead, readManifests } from '../../rules/reading/read-manifests';
import { Severity } from '../../rules/severity';
import { namespaceFlaws, UNWRITABLE } from '../../values/names';
import { CannotRun } from '../cannot-run';

/** An object that stays with whoever made it, and why. @internal */
export interface LeftOut {
  readonly manifest: Manifest;
  readonly why: string;
}

/** All that was read, without what servers and controllers wrote. @internal */
export interface Gathered {
  readonly objects: readonly Manifest[];
  readonly leftOut: readonly LeftOut[];
  /** the fields that were dropped, each once */
  readonly dropped: readonly string[];
}

/** Kinds of which a controller makes every object, or which hold no wish of anybody's. */
const MADE = ['ReplicaSet', 'ControllerRevision', 'EndpointSlice', 'Endpoints', 'Event', 'Lease', 'Node'];

/** Reads what runs. Throws what is wrong with it, with file and line. @internal */
export function gathered(paths: readonly string[], kubernetesMinor: number): Gathered {
  const read = readAll(paths, kubernetesMinor);
  const dropped = new Set<string>();
  const leftOut: LeftOut[] = [];
  const objects: Manifest[] = [];
  const templates = read.filter(({ kind }) => kind === 'StatefulSet').flatMap(claimsOf);
  for (const manifest of read) {
    const why = whyLeftOut(manifest, templates);
    if (why !== undefined) {
      leftOut.push({ manifest, why });
      continue;
    }
    const clean = cleaned(manifest.object);
    clean.dropped.forEach((path) => dropped.add(path));
    objects.push(Manifest.of(clean.object, manifest.origin));
  }
  return { objects, leftOut, dropped: [...dropped].sort() };
}

function readAll(paths: readonly string[], kubernetesMinor: number): Manifest[] {
  const problems: string[] = [];
  const reading = (() => {
    try {
      return readManifests(paths, { kubernetesMinor });
    } catch (e) {
      throw e instanceof CannotRead ? new CannotRun(`${e.message}.`) : e;
    }
  })();
  for (const { severity, rule, message, fix, manifest } of reading.findings) {
    if (severity === Severity.ERROR) problems.push(`[${placeOf(manifest)}] ${rule}: ${/[.!?]$/.test(message) ? message : `${message}.`} ${fix}`);
  }
  const known = new Map<string, Manifest>();
  for (const manifest of reading.manifests) {
    if (manifest.name === '') problems.push(`[${placeOf(manifest)}] adopt/no-name: this ${manifest.kind} has no name, so that nobody can tell which object it is. Give it metadata.name.`);
    for (const { slug, what, remedy } of manifest.namespace === '' ? [] : namespaceFlaws(manifest.namespace)) problems.push(`[${placeOf(manifest)}] ${slug}: ${what}. ${remedy}`);
    const other = known.get(identityOf(manifest));
    if (other !== undefined) problems.push(`[${placeOf(manifest)}] adopt/duplicate-object: ${manifest} stands here and in ${placeOf(other)}; only one of them is what runs. Give the one that runs.`);
    known.set(identityOf(manifest), manifest);
  }
  if (problems.length > 0) throw new CannotRun(`what runs could not be read:\n${[...new Set(problems)].map((problem) => `  ${problem}`).join('\n')}`);
  return [...known.values()];
}

function whyLeftOut({ kind, name, namespace, object, apiGroup }: Manifest, claims: readonly RegExp[]): string | undefined {
  const [owner] = listOf(object.metadata?.ownerReferences);
  const key = unwritableIn(object);
  if (key !== undefined) return `cdk8s cannot write its field "${key}"`;
  if (object.metadata?.annotations?.['helm.sh/hook'] !== undefined) return 'Helm runs it as a hook';
  if (isRecord(owner)) return `${owner.kind} ${owner.name} makes it`;
  if (MADE.includes(kind)) return 'a controller makes it';
  if (kind === 'Pod') return 'nobody replaces it when its node goes; a workload would';
  if (kind === 'Secret' && apiGroup === '') return 'its values do not belong into a program or into Git; it stays in the cluster as it is';
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return 'the cluster makes it';
  if (kind === 'ServiceAccount' && name === 'default') return 'the cluster makes it';
  if (kind === 'Service' && name === 'kubernetes' && ['', 'default'].includes(namespace)) return 'the cluster makes it';
  if (kind === 'PersistentVolumeClaim' && claims.some((claim) => claim.test(`${namespace}/${name}`))) return 'its StatefulSet makes it, and finds it by its name';
  return undefined;
}

/** A field that would be lost, or would stop the synthesis, such as `data.constructor`. */
function unwritableIn(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const below = UNWRITABLE.includes(key) ? '' : unwritableIn(inner);
    if (below !== undefined) return below === '' ? key : `${key}.${below}`;
  }
  return undefined;
}

/** The names that the claims of a StatefulSet's pods have. */
function claimsOf({ namespace, name, object }: Manifest): RegExp[] {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return listOf(object.spec?.volumeClaimTemplates).map((template) => new RegExp(`^${escaped(`${namespace}/${template?.metadata?.name}-${name}`)}-\\d+$`));
}
