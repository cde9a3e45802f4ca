import { Effect, weightOf } from './effect';

/** What a change does, and why. @internal */
export interface Verdict {
  readonly effect: Effect;
  readonly why: string;
  /** what to do, where something has to be done */
  readonly recipe?: string;
}

/** The worst of some verdicts, the first where they are alike; undefined of none. @internal */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.reduce<Verdict | undefined>((worst, verdict) => (worst === undefined || weightOf(verdict.effect) > weightOf(worst.effect) ? verdict : worst), undefined);
}
