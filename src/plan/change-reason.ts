import type { ExplainedValue } from '../model/explanation';

/** What is settled in a program, by the construct of each workload. @internal */
export type Explained = ReadonlyMap<string, readonly ExplainedValue[]>;

/**
 * Why values are others than before, as whoever wrote them says.
 */
export class ChangeReason {
  /** The reasons between two programs, the one that touches most workloads first. What comes or goes as a whole has none. @internal */
  public static _between(before: Explained, after: Explained): ChangeReason[] {
    const found = new Map<string, { readonly who: string; readonly why: string; readonly facts: Set<string>; readonly constructs: Set<string> }>();
    const note = (construct: string, { fact, who }: ExplainedValue, why: string) => {
      const key = `${who}\0${why}`;
      const reason = found.get(key) ?? { who, why, facts: new Set(), constructs: new Set() };
      found.set(key, reason);
      reason.facts.add(fact);
      reason.constructs.add(construct);
    };
    for (const [construct, values] of after) {
      const known = before.get(construct);
      if (known === undefined) continue;
      const old = new Map(known.map((value) => [value.fact, value]));
      for (const value of values) {
        const was = old.get(value.fact);
        old.delete(value.fact);
        if (was?.value !== value.value) note(construct, value, newIn(value.why, was?.why));
      }
      for (const gone of old.values()) note(construct, gone, `no longer: ${gone.why}`);
    }
    return [...found.values()].map(({ who, why, facts, constructs }) => new ChangeReason(who, why, [...facts], [...constructs])).sort((a, b) => b.constructs.length - a.constructs.length);
  }

  private constructor(
    /** who says it: a trait, a link, the platform, the workload's own props */
    public readonly who: string,
    /** the reason given, such as `GoldenPath v2: …`; of a reason that was extended, what is new */
    public readonly why: string,
    /** the values that are others, such as `spread/topology.kubernetes.io/zone` */
    public readonly facts: string[],
    /** the workloads they are of, by path */
    public readonly constructs: string[],
  ) {}

  /** `GoldenPath v2: … (availability: spread/…)` */
  public toString(): string {
    return `${this.why} (${this.who}: ${this.facts.join(', ')})`;
  }
}

function newIn(why: string, before: string | undefined): string {
  return before !== undefined && before !== '' && why.startsWith(`${before}. `) ? why.slice(before.length + 2) : why;
}
