import type { Workload } from './workload';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { flaw } from '../values/flaw';

/*
 * The order in which Argo CD applies: a wave begins when all of the wave before is
 * healthy, and a Job is healthy when it has succeeded.
 */

const WAVE = 'argocd.argoproj.io/sync-wave';
const BEFORE = new WeakMap<Workload, Workload[]>();

/**
 * Puts all objects of a workload into a wave after that of another one.
 *
 * The later one is moved, not the earlier one: what that needs (namespace, secrets, the
 * database itself) then stays where it is, and none of it can be forgotten.
 *
 * @internal
 */
export function applyAfter(later: Workload, earlier: Workload): void {
  const all = BEFORE.get(later) ?? [];
  if (all.includes(earlier)) return;
  BEFORE.set(later, [...all, earlier]);
  const draft = later._draftOf('the order of Argo CD', Rank.TRAIT);
  if (all.length === 0) {
    draft._deriveAt(Facts.ANNOTATION, WAVE, () => String(1 + Math.max(...BEFORE.get(later)!.map(waveOf))), 'it starts when what stands before it has succeeded');
  }
  draft._check(() => (waveOf(later) > waveOf(earlier) ? [] : [flaw('migration/wave-too-early',
    `${later.name} is in the sync wave ${waveOf(later)}, ${earlier.name}, which must run before it, in ${waveOf(earlier)}`,
    `Leave the annotation ${WAVE} to the migration, or give a higher number.`)]));
}

function waveOf(workload: Workload): number {
  return Number(workload._settled().get(Facts.ANNOTATION.at(WAVE)) ?? 0);
}
