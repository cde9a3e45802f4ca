/* eslint-disable no-bitwise -- the generator is made of them */

/** Chance that is the same every time for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** from 0 up to, but not including, 1 */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  public below(n: number): number {
    return Math.floor(this.next() * n);
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

/** A seed for each case of a run, so that one case can be made again without the others. */
export function caseSeed(seed: number, index: number): number {
  return Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
}
