import { Effect, weightOf, worstOf } from './effect';
import { PlannedChange } from './planned-change';

/**
 * What becomes of all objects of one construct.
 */
export class ConstructChange {
  /** @internal */
  public static _of(changes: readonly PlannedChange[]): ConstructChange[] {
    const byConstruct = new Map<string, PlannedChange[]>();
    for (const change of changes) {
      const own = byConstruct.get(change.construct);
      if (own !== undefined) own.push(change);
      else if (change.construct !== '') byConstruct.set(change.construct, [change]);
    }
    return [...byConstruct].map(([construct, own]) => new ConstructChange(construct, own)).sort((a, b) => weightOf(b.effect) - weightOf(a.effect));
  }

  /** the worst that any of its changes does */
  public readonly effect: Effect;

  private constructor(
    /** its path, such as `shop/checkout` */
    public readonly construct: string,
    /** the changes of its objects, the worst first */
    public readonly changes: PlannedChange[],
  ) {
    this.effect = worstOf(changes.map((change) => change.effect));
  }

  /** `shop/checkout: rolling-restart (Deployment, ConfigMap)` */
  public toString(): string {
    return `${this.construct}: ${this.effect} (${[...new Set(this.changes.map(({ kind }) => kind))].join(', ')})`;
  }
}
