import { Fact, Notebook } from './notebook';
import { MapSlot, Slot } from './slot';
import { Flaw, flaw } from '../values/flaw';

/** What was decided about one fact, and about whom it prevailed. @internal */
export interface Decision<T = unknown> {
  readonly slot: Slot<T>;
  readonly value: T;
  readonly winner: Fact<T>;
  readonly overruled: ReadonlyArray<{ readonly fact: Fact<T>; readonly value: T }>;
}

/**
 * The frozen decision about one workload: computed purely from its notebook,
 * fact by fact, each at most once.
 *
 * @internal
 */
export class Settled {
  private readonly decided = new Map<string, Decision<any> | undefined>();
  private readonly underway = new Set<string>();
  private readonly conflicts: Flaw[] = [];

  constructor(private readonly notebook: Notebook) {}

  public get<T>(slot: Slot<T>): T | undefined {
    return this.decision(slot)?.value;
  }

  /** All facts of one kind, by key. */
  public entries<T>(map: MapSlot<T>): Array<[string, T]> {
    const found: Array<[string, T]> = [];
    for (const key of this.notebook.keysOf(map)) {
      const value = this.get(map.at(key));
      if (value !== undefined) found.push([key, value]);
    }
    return found;
  }

  public record<T>(map: MapSlot<T>): { [key: string]: T } {
    return Object.fromEntries(this.entries(map));
  }

  public decision<T>(slot: Slot<T>): Decision<T> | undefined {
    const known = this.decided.get(slot.name);
    if (known !== undefined || this.decided.has(slot.name)) return known;
    if (this.underway.has(slot.name)) {
      this.conflicts.push(flaw('draft/circular', `${slot.name} is derived from itself: ${[...this.underway, slot.name].join(' -> ')}`,
        'Give one of these values yourself.'));
      return undefined;
    }
    this.underway.add(slot.name);
    const decision = this.decide(slot);
    this.underway.delete(slot.name);
    this.decided.set(slot.name, decision);
    return decision;
  }

  /** Every decision that has a value, in the order of their names. */
  public decisions(): Decision[] {
    return this.notebook.slots()
      .map((slot) => this.decision(slot))
      .filter((d): d is Decision => d !== undefined)
      .sort((a, b) => (a.slot.name < b.slot.name ? -1 : 1));
  }

  /** What contradicts itself, and what the checks of all writers found. */
  public flaws(): Flaw[] {
    for (const slot of this.notebook.slots()) this.decision(slot);
    const found = this.notebook.allChecks().flatMap((check) => check.run(this));
    const seen = new Set<string>();
    return [...this.conflicts, ...found].filter((f) => {
      const key = `${f.slug}\n${f.what}`;
      return seen.has(key) ? false : seen.add(key);
    });
  }

  private decide<T>(slot: Slot<T>): Decision<T> | undefined {
    const facts = this.notebook.entriesFor(slot);
    if (facts.length === 1) { // as most are
      const [winner] = facts;
      const value = winner.derive ? winner.derive(this) : winner.value;
      return value === undefined ? undefined : { slot, value, winner, overruled: [] };
    }
    const candidates = facts
      .map((fact) => ({ fact, value: fact.derive ? fact.derive(this) : fact.value }))
      .filter((c): c is { fact: Fact<T>; value: T } => c.value !== undefined)
      .sort((a, b) => b.fact.writer.rank - a.fact.writer.rank || compare(a.fact.writer.who, b.fact.writer.who));
    if (candidates.length === 0) return undefined;
    const [winner, ...others] = candidates;
    const rival = others.find((c) => c.fact.writer.rank === winner.fact.writer.rank && slot.show(c.value) !== slot.show(winner.value));
    if (rival) {
      this.conflicts.push(flaw('draft/conflict',
        `${slot.name} is ${slot.show(winner.value)} for ${winner.fact.writer.who} (${winner.fact.why}) and ${slot.show(rival.value)} for ${rival.fact.writer.who} (${rival.fact.why})`,
        winner.fact.writer.remedy ?? rival.fact.writer.remedy ?? 'Remove one of the two, or decide in the workload\'s own props.'));
    }
    return { slot, value: winner.value, winner: winner.fact, overruled: others };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
