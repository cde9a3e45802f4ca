import { eachUpdate, Update } from './updates';
import { pairOf } from '../../../src/plan/judgement';
import { Manifest } from '../../../src/rules/manifest';

/** How the plan sees a change otherwise than the API server. */
export enum Otherwise {
  /** refused by the server only */
  MISSED = 'missed',
  /** refused by the plan only */
  TOO_STRICT = 'too strict',
  /** taken for another spelling, though the server stores a change */
  OVERLOOKED = 'overlooked',
  /** taken for a change, though the server stores none */
  OVERCAUTIOUS = 'overcautious',
}

export interface Disagreement { readonly otherwise: Otherwise; readonly update: Update; readonly plan: string }

export interface Agreement { readonly compared: number; readonly refused: number; readonly unchanged: number; readonly disagreements: readonly Disagreement[] }

/** Whether the plan sees a change as the API server does. */
export function disagreementOn(update: Update): Disagreement | undefined {
  const { before, after, minor } = update;
  const pair = pairOf(Manifest.of(before, { kubernetesMinor: minor }), Manifest.of(after, { kubernetesMinor: minor }));
  const isRefused = pair.refused.length > 0;
  if (isRefused !== update.isRefused) return { otherwise: isRefused ? Otherwise.TOO_STRICT : Otherwise.MISSED, update, plan: `refuses ${pair.refused.join(', ') || 'nothing'}` };
  const differing = pair.differences.map(({ path }) => path).filter((path) => !path.startsWith('metadata.'));
  if (isRefused || (differing.length === 0) === update.isUnchanged) return undefined;
  return { otherwise: differing.length === 0 ? Otherwise.OVERLOOKED : Otherwise.OVERCAUTIOUS, update, plan: `differs in ${differing.join(', ') || 'nothing'}` };
}

/** Asks both about many changes. */
export async function agreementOf(minor: number, seed: number, count: number): Promise<Agreement> {
  const disagreements: Disagreement[] = [];
  let [compared, refused, unchanged] = [0, 0, 0];
  await eachUpdate(minor, seed, count, (update) => {
    compared++;
    if (update.isRefused) refused++;
    if (update.isUnchanged) unchanged++;
    const found = disagreementOn(update);
    if (found !== undefined) disagreements.push(found);
  });
  return { compared, refused, unchanged, disagreements };
}
