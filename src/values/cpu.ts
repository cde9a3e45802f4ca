import { millisQuantity } from './canonical-quantity';

/**
 * An amount of CPU: a share of a core, or several cores.
 *
 * @example
 * new Platform({ cpu: Cpu.millis(250) })
 */
export class Cpu {
  /** @param amount thousandths of a core, whole, from 1 on */
  public static millis(amount: number): Cpu {
    return new Cpu(amount);
  }

  /** @param amount cores; 0.25 of one are 250 thousandths */
  public static units(amount: number): Cpu {
    // Rounded far below a thousandth of a core: 1.001 * 1000 is 1000.9999999999999.
    return new Cpu(Math.round(amount * 1e6) / 1e3);
  }

  private constructor(
    /** the amount in thousandths of a core */
    public readonly millicores: number,
  ) {}

  /** As Kubernetes writes it: `250m`, `2`. */
  public toString(): string {
    return Number.isFinite(this.millicores) ? millisQuantity(this.millicores) : `${this.millicores}`;
  }
}
