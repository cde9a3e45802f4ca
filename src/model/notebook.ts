import { Rank } from './rank';
import { Revision } from './revision';
import type { Settled } from './settled';
import { MapSlot, Slot } from './slot';
import { Flaw } from '../values/flaw';

/** Who writes, and with what weight. One object per writer: it is also the writer's identity. @internal */
export interface Writer {
  readonly who: string;
  readonly rank: Rank;
  /** whether what it wrote still counts; always, if undefined */
  readonly isThere?: () => boolean;
  /** what to do where it contradicts somebody of its rank, if there is something better than to remove one of the two */
  readonly remedy?: string;
}

/** The workload that a notebook is about. @internal */
export interface Subject {
  readonly name: string;
  readonly namespace?: string;
}

/** One entry: a value, or how to compute it from other settled facts. @internal */
export interface Fact<T = unknown> {
  readonly writer: Writer;
  readonly why: string;
  readonly value?: T;
  readonly derive?: (settled: Settled) => T | undefined;
}

/** Something to be checked once all facts are settled. @internal */
export interface Check {
  readonly writer: Writer;
  readonly run: (settled: Settled) => Flaw[];
}

/**
 * All that anybody has written about one workload, in no order that matters.
 *
 * @internal
 */
export class Notebook {
  /** whom it is about */
  public subject: Subject = { name: 'a workload' };
  private readonly facts = new Map<string, { slot: Slot<any>; entries: Fact<any>[] }>();
  private readonly keys = new Map<string, Set<string>>();
  /** the same in order; thrown away with the next new key */
  private readonly sorted = new Map<string, readonly string[]>();
  private checks: Check[] = [];

  public put<T>(slot: Slot<T>, fact: Fact<T>): void {
    const page = this.facts.get(slot.name);
    if (page) page.entries.push(fact);
    else this.facts.set(slot.name, { slot, entries: [fact] });
    Revision.advance();
  }

  public putAt<T>(map: MapSlot<T>, key: string, fact: Fact<T>): void {
    const keys = this.keys.get(map.name);
    if (keys) keys.add(key);
    else this.keys.set(map.name, new Set([key]));
    this.sorted.delete(map.name);
    this.put(map.at(key), fact);
  }

  public check(check: Check): void {
    this.checks.push(check);
    Revision.advance();
  }

  /** Forgets all that this writer has written: it was replaced or removed. */
  public forget(writer: Writer): void {
    for (const page of this.facts.values()) {
      page.entries = page.entries.filter((fact) => fact.writer !== writer);
    }
    this.checks = this.checks.filter((check) => check.writer !== writer);
    Revision.advance();
  }

  public entriesFor<T>(slot: Slot<T>): ReadonlyArray<Fact<T>> {
    const entries: ReadonlyArray<Fact<T>> = this.facts.get(slot.name)?.entries ?? [];
    return entries.some(isGone) ? entries.filter((fact) => !isGone(fact)) : entries;
  }

  public keysOf(map: MapSlot<any>): readonly string[] {
    let keys = this.sorted.get(map.name);
    if (keys === undefined) this.sorted.set(map.name, keys = [...(this.keys.get(map.name) ?? [])].sort());
    return keys;
  }

  public slots(): Slot<any>[] {
    return [...this.facts.values()].map((page) => page.slot);
  }

  public allChecks(): ReadonlyArray<Check> {
    return this.checks.some(isGone) ? this.checks.filter((check) => !isGone(check)) : this.checks;
  }
}

function isGone({ writer: { isThere } }: { readonly writer: Writer }): boolean {
  return isThere !== undefined && !isThere();
}
