import { movedData } from './data-folder';
import { Difference, differences, sharing } from './difference';
import { Effect } from './effect';
import { rowOf } from './effect-table';
import { refusedPaths, Versions } from './immutability';
import { normalForm, shapeOf } from './normal-form';
import { ChangedConfig, configOf, seenBy } from './readers';
import { DATA_MOVED, recipeFor } from './recipes';
import { restartOf } from './restart';
import { refusedTogether } from './server/invalid';
import { Result, resultOf } from './server/result';
import { Verdict, worstVerdict } from './verdict';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';

/** All objects as they are committed, and as they shall be. @internal */
export interface Surroundings {
  readonly committed: Manifests;
  readonly next: Manifests;
  /** the objects of `next` whose pods the same commit replaces */
  readonly restarted: ReadonlySet<Manifest>;
  /** by workload the ports of Services that lead to it no longer, though the Services are as they were */
  readonly unreached: ReadonlyMap<string, readonly string[]>;
}

/** An object in two versions, and where they differ. @internal */
export interface Pair {
  readonly before: Manifest;
  readonly after: Manifest;
  /** `after` in normal form */
  readonly normal: any;
  readonly differences: readonly Difference[];
  /** what the API server refuses */
  readonly refused: readonly string[];
  /** nothing differs, down to the spelling */
  readonly isIdentical: boolean;
}

const POD_OWNERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'];
const CONTENT = /^(?:data|binaryData|stringData|spec)\b/;

/** Compares two versions of an object. @internal */
export function pairOf(before: Manifest, after: Manifest): Pair {
  const minor = after.kubernetesMinor;
  const old = written(before);
  const now = sharing(old, written(after));
  if (now === old) return { before, after, normal: now, differences: [], refused: [], isIdentical: true };
  // Nothing else follows from metadata: the rest, which is most, need not be looked at.
  const result = differsInMetadataOnly(old, now) ? resultOf(headOf(old), headOf(now), minor) : resultOf(old, now, minor);
  const [normalOld, normal] = [normalForm(result.before, minor), normalForm(result.after, minor)];
  const found = differences(normalOld, normal, shapeOf(now, minor)).filter(({ path }) => path !== 'apiVersion' || before.apiVersion !== after.apiVersion);
  return {
    before,
    after,
    normal,
    differences: found.filter((difference) => !isKept(after.kind, difference)),
    refused: refusalsOf({ before: normalOld, after: normal, differences: found, minor }, result, now),
    isIdentical: false,
  };
}

function differsInMetadataOnly(old: any, now: any): boolean {
  return Object.keys({ ...old, ...now }).every((key) => key === 'metadata' || old[key] === now[key]);
}

function headOf({ apiVersion, kind, metadata }: any): any {
  return { apiVersion, kind, metadata };
}

/** What cannot be changed, and what does not go with what stays. */
function refusalsOf(versions: Versions, result: Result, now: any): string[] {
  if (versions.differences.every(({ path }) => path.startsWith('metadata.'))) return [];
  const fixed = refusedPaths(versions);
  return [...new Set(fixed.length > 0 ? fixed : refusedTogether(result.after, now, versions.minor))];
}

/** Whether the pods of a workload get another template. @internal */
export function changesPods({ after, differences: found }: Pair): boolean {
  return POD_OWNERS.includes(after.kind) && found.some(({ path }) => path.startsWith('spec.template.') || path === 'spec.template');
}

/** What the change of an object does. @internal */
export function judge(pair: Pair, around: Surroundings): Verdict {
  const { after, differences: found, refused } = pair;
  if (found.length === 0) return pair.isIdentical ? { effect: Effect.NONE, why: '' } : { effect: Effect.COSMETIC, why: 'other words for the same: the API server stores no change' };
  const verdicts: Verdict[] = [];
  if (refused.length > 0) {
    verdicts.push({
      effect: Effect.RECREATE_BLOCKED,
      why: `the API server refuses to change ${refused.slice(0, 3).join(', ')}${refused.length > 3 ? ` and ${refused.length - 3} more` : ''}`,
      recipe: recipeFor(after.kind, after.namespace, after.name, refused),
    });
  }
  if (losesClaims(pair)) {
    verdicts.push({ effect: Effect.DATA_RISK, why: 'fewer pods, and whenScaled: Delete deletes the claims of those that go', recipe: 'Set whenScaled to Retain first, or save their data.' });
  }
  const moved = after.kind === 'StatefulSet' ? movedData(pair.before.object, after.object) : undefined;
  if (moved !== undefined) verdicts.push({ effect: Effect.DATA_RISK, why: `its data are in ${moved.before}, and it looks for them ${moved.after === undefined ? 'nowhere' : `in ${moved.after}`}`, recipe: DATA_MOVED });
  const unreached = around.unreached.get(String(after));
  if (unreached !== undefined) verdicts.push({ effect: Effect.TRAFFIC, why: `${unreached[0]} leads to it no longer` });
  else if (stops(pair)) verdicts.push({ effect: Effect.TRAFFIC, why: 'no pod is left' });
  const isRestart = changesPods(pair);
  if (isRestart) verdicts.push(restartOf({ ...pair, ...around }));
  const config = configOf(after);
  if (config !== undefined && found.some(({ path }) => CONTENT.test(path))) verdicts.push(seen(config, around));
  for (const { path } of found) {
    if ((isRestart && path.startsWith('spec.template')) || (config !== undefined && CONTENT.test(path))) continue;
    verdicts.push(byTable(after.kind, path));
  }
  return worstVerdict(verdicts)!;
}

function byTable(kind: string, path: string): Verdict {
  if (kind === 'Namespace' && path.startsWith('metadata.labels')) return { effect: Effect.IN_PLACE, why: 'admission and network policies go by the labels of a namespace' };
  const { effect, why } = rowOf(kind, path);
  return { effect, why };
}

function seen(config: ChangedConfig, { next, restarted }: Surroundings): Verdict {
  return seenBy(config, next, (workload) => restarted.has(workload));
}

function losesClaims({ before, after }: Pair): boolean {
  if (after.kind !== 'StatefulSet' || after.object.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  return Number(after.object.spec.replicas ?? 1) < Number(before.object.spec?.replicas ?? 1);
}

function stops({ before, after }: Pair): boolean {
  return POD_OWNERS.includes(after.kind) && after.object.spec?.replicas === 0 && before.object.spec?.replicas !== 0;
}

/** An encrypted Secret is compared as it is written: its values are known to nobody here. */
function written(manifest: Manifest): any {
  if (manifest._written === manifest.object) return manifest.object;
  const { sops: _, ...ciphertext } = manifest._written;
  return ciphertext;
}

/** What the server has chosen stays where a manifest no longer says it. */
const KEPT: { readonly [kind: string]: readonly string[] } = {
  Service: ['spec.clusterIP', 'spec.clusterIPs', 'spec.ipFamilies', 'spec.ipFamilyPolicy', 'spec.healthCheckNodePort'],
};

function isKept(kind: string, { path, after }: Difference): boolean {
  return (after === undefined || after === '') && KEPT[kind]?.includes(path) === true;
}
