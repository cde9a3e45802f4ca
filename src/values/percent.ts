import { Flaw, flaw } from './flaw';

/**
 * A share of a hundred.
 *
 * @example
 * new Autoscaling({ cpu: Percent.of(70) })
 */
export class Percent {
  /** @param value most uses take a whole number from 0 to 100 */
  public static of(value: number): Percent {
    return new Percent(value);
  }

  private constructor(
    /** the number before the `%` */
    public readonly value: number,
  ) {}

  public toString(): string {
    return `${this.value}%`;
  }

  /** @internal */
  public _flawsWithin(subject: string, min: number, max: number): Flaw[] {
    return Number.isInteger(this.value) && this.value >= min && this.value <= max ? [] : [flaw('percent/out-of-range',
      `${subject} is ${this.value}%; it takes a whole number from ${min} to ${max}`, 'Choose a percentage in that range.')];
  }
}
