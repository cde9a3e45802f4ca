import { Rank } from './rank';
import type { Settled } from './settled';

/** One settled value: what it is, who set it and why. */
export interface ExplainedValue {
  /** the name of the fact, such as `env/GOMEMLIMIT` */
  readonly fact: string;
  /** how it was settled */
  readonly value: string;
  /** who set it: a trait, a link, the platform or the workload's own props */
  readonly who: string;
  /** the rank of the writer */
  readonly rank: Rank;
  /** the reason given */
  readonly why: string;
  /** who wanted something else and gave way, in words */
  readonly overruled: string[];
}

/**
 * Why a workload is as it is: for every settled value, who set it and why.
 *
 * @example
 * console.log(checkout.explain().toString());
 */
export class Explanation {
  /** @internal */
  public static _of(path: string, settled: Settled): Explanation {
    return new Explanation(path, settled.decisions().map((d) => ({
      fact: d.slot.name,
      value: d.slot.show(d.value),
      who: d.winner.writer.who,
      rank: d.winner.writer.rank,
      why: d.winner.why,
      overruled: d.overruled
        .filter((o) => d.slot.show(o.value) !== d.slot.show(d.value))
        .map((o) => `${d.slot.show(o.value)} from ${o.fact.writer.who}`),
    })));
  }

  private constructor(
    /** the construct that is explained */
    public readonly path: string,
    /** every settled value, sorted by its fact */
    public readonly values: ExplainedValue[],
  ) {}

  /** The value of that name, if it was settled. @param fact such as `env/GOMEMLIMIT` */
  public valueOf(fact: string): ExplainedValue | undefined {
    return this.values.find((v) => v.fact === fact);
  }

  /** A table for people: fact, value, who and why. */
  public toString(): string {
    const rows = this.values.map((v) => [
      v.fact,
      oneLine(v.value, 48),
      v.who,
      oneLine(v.overruled.length === 0 ? v.why : `${v.why}${v.why === '' ? '' : '; '}instead of ${v.overruled.join(', ')}`, 160),
    ]);
    const head = ['FACT', 'VALUE', 'SET BY', 'WHY'];
    const width = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
    const line = (row: string[]) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(width[i]))).join('  ').trimEnd();
    return [`${this.path}`, line(head), ...rows.map(line)].join('\n');
  }
}

function oneLine(text: string, max: number): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
}
