import { readFileSync } from 'fs';
import { join } from 'path';
import { Condition, CONDITIONS } from './conditions';
import { JudgeFinding } from './finding';

/** Findings that are as they should be, and the decision that says so. */
export interface Explanation {
  /** `judge/check` */
  readonly checks: string[];
  /** what the message contains; anything if left out */
  readonly says?: string;
  /** one of the conditions; always if left out */
  readonly when?: string;
  readonly why: string;
  /** a heading of the decision record */
  readonly decision: string;
}

/** The explained findings, and what became of each in this run. */
export class Explanations {
  /** Those that are committed. Throws if one is not complete. */
  public static committed(): Explanations {
    return new Explanations(JSON.parse(readFileSync(join(__dirname, 'explained.json'), 'utf8')));
  }

  private readonly met = new Map<string, number>();

  public constructor(public readonly all: readonly Explanation[], private readonly conditions: { [words: string]: Condition } = CONDITIONS) {
    for (const { checks, when, why, decision } of all) {
      if (checks.length === 0 || !why || !decision) throw new Error(`an explanation of ${checks.join(', ') || 'nothing'} needs checks, why and decision`);
      if (when !== undefined && !(when in conditions)) throw new Error(`"${when}" is no condition; there are: ${Object.keys(conditions).join('; ')}`);
    }
  }

  /** Whether one of them holds for the finding. */
  public covers(finding: JudgeFinding): boolean {
    const holding = this.all.filter((e) => this.holds(e, finding));
    holding.forEach((e) => this.met.set(keyOf(e, idOf(finding)), (this.met.get(keyOf(e, idOf(finding))) ?? 0) + 1));
    return holding.length > 0;
  }

  /** How often each check of each explanation occurred, in the order of the list. */
  public occurrences(): Array<{ readonly check: string; readonly when?: string; readonly times: number }> {
    return this.all.flatMap((e) => e.checks.map((check) => ({ check, when: e.when, times: this.met.get(keyOf(e, check)) ?? 0 })));
  }

  private holds({ checks, says, when }: Explanation, finding: JudgeFinding): boolean {
    return checks.includes(idOf(finding))
      && (says === undefined || finding.message.toLowerCase().includes(says.toLowerCase()))
      && (when === undefined || this.conditions[when](finding.manifest));
  }
}

/** The check as rules of ours name it in `covers`. */
export function idOf({ judge, check }: JudgeFinding): string {
  return `${judge}/${check}`;
}

function keyOf({ when, says }: Explanation, check: string): string {
  return [check, when, says].join('\n');
}
