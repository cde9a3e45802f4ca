import { Flaw, flaw } from './flaw';

/**
 * How many pods of a workload: a number, or a share of them all.
 *
 * @example
 * new Rollout({ maxSurge: PodAmount.percent(50) })
 */
export class PodAmount {
  /** So many pods, whatever the size of the workload. @param count 0 or more */
  public static count(count: number): PodAmount {
    return new PodAmount(count, false);
  }

  /** That share of the workload's pods. @param percent 0 to 100 */
  public static percent(percent: number): PodAmount {
    return new PodAmount(percent, true);
  }

  private constructor(private readonly amount: number, private readonly isPercent: boolean) {}

  public toString(): string {
    return this.isPercent ? `${this.amount}%` : `${this.amount}`;
  }

  /** As Kubernetes writes it: an int or a string. @internal */
  public get _wire(): number | string {
    return this.isPercent ? `${this.amount}%` : this.amount;
  }

  /** How many pods that is, of so many. @internal */
  public _of(total: number, rounding: 'up' | 'down'): number {
    if (!this.isPercent) return this.amount;
    const exact = (this.amount * total) / 100;
    return rounding === 'up' ? Math.ceil(exact) : Math.floor(exact);
  }

  /** @internal */
  public _flaws(subject: string): Flaw[] {
    const good = Number.isInteger(this.amount) && this.amount >= 0 && this.amount <= (this.isPercent ? 100 : 2 ** 31 - 1);
    return good ? [] : [flaw('amount/out-of-range', `${subject} is ${this}; it takes a whole number of pods, 0 or more, or 0% to 100%`,
      'Choose an amount in that range.')];
  }
}
