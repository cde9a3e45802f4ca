import { Duration } from 'cdk8s';
import { Flaw, flaw } from './flaw';
import { Percent } from './percent';

/** How many requests are to succeed. */
export interface AvailabilitySloProps {
  /**
   * The share of requests that is to succeed: from 90 % to below 100 %, at most three decimals.
   * @default Percent.of(99.9), 43 minutes a month: what one cluster in one region can keep (a choice)
   */
  readonly target?: Percent;
  /**
   * Over how long it is to hold; 28 to 90 whole days.
   * @default Duration.days(30), the window whose burn rates these are (the SRE workbook: alerting on SLOs)
   */
  readonly window?: Duration;
}

/** How many requests are to be fast. */
export interface LatencySloProps {
  /** What counts as fast; a bucket of the histogram must end there. */
  readonly within: Duration;
  /**
   * The share of requests that is to be fast: from 90 % to below 100 %, at most three decimals.
   * @default Percent.of(99), one request of a hundred may meet a cold cache (a choice)
   */
  readonly target?: Percent;
  /**
   * Over how long it is to hold; 28 to 90 whole days.
   * @default Duration.days(30), the window whose burn rates these are (the SRE workbook: alerting on SLOs)
   */
  readonly window?: Duration;
}

/** How fast the budget is used up, and for how long, before somebody is told. @internal */
export interface BurnRate {
  /** a share of the budget of the whole window */
  readonly share: number;
  readonly hours: number;
  readonly long: string;
  /** tells that it still goes on */
  readonly short: string;
  readonly severity: 'critical' | 'warning';
}

/** https://sre.google/workbook/alerting-on-slos/#recommended_parameters_for_an_slo_based_a @internal */
export const BURN_RATES: readonly BurnRate[] = [
  { share: 0.02, hours: 1, long: '1h', short: '5m', severity: 'critical' },
  { share: 0.05, hours: 6, long: '6h', short: '30m', severity: 'critical' },
  { share: 0.1, hours: 24, long: '1d', short: '2h', severity: 'warning' },
  { share: 0.1, hours: 72, long: '3d', short: '6h', severity: 'warning' },
];

/**
 * What users may expect of a service: a service level objective.
 *
 * What is missing to 100 % is the error budget. Alerts tell of it being used up too fast,
 * over two windows each, as Google's workbook recommends.
 *
 * @example
 * new Monitoring({
 *   requests: RequestSeries.otelHttp(),
 *   slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })],
 * });
 */
export class Slo {
  /** Requests succeed. @param props what differs from 99.9 % over 30 days */
  public static availability(props: AvailabilitySloProps = {}): Slo {
    return new Slo(props.target ?? Percent.of(99.9), props.window ?? Duration.days(30), undefined);
  }

  /** Requests are fast. @param props what is fast */
  public static latency(props: LatencySloProps): Slo {
    return new Slo(props.target ?? Percent.of(99), props.window ?? Duration.days(30), props.within);
  }

  private constructor(private readonly target: Percent, private readonly window: Duration, private readonly within: Duration | undefined) {}

  public toString(): string {
    return this.within === undefined ? `${this.target} of requests succeed` : `${this.target} of requests take at most ${this._seconds} s`;
  }

  /** The value of the label `slo`. @internal */
  public get _name(): string {
    return this.within === undefined ? 'availability' : `latency-${this.within.toMilliseconds({ integral: false })}ms`;
  }

  /** What counts as fast, if it is about that. @internal */
  public get _seconds(): number | undefined {
    return this.within === undefined ? undefined : this.within.toMilliseconds({ integral: false }) / 1000;
  }

  /** The share of requests that may be bad. @internal */
  public get _budget(): number {
    return rounded((100 - this.target.value) / 100);
  }

  /** How many times faster than the window allows the budget goes. @internal */
  public _burn({ share, hours }: BurnRate): number {
    return rounded(share * this._days * 24 / hours);
  }

  /** @internal */
  public get _days(): number {
    return this.window.toMilliseconds({ integral: false }) / 86_400_000;
  }

  /** In percent. @internal */
  public get _target(): number {
    return this.target.value;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { value } = this.target;
    const flaws: Flaw[] = [];
    if (!(value >= 90 && value < 100) || rounded(value * 1000) % 1 !== 0) {
      flaws.push(flaw('slo/bad-target', `the target of ${this._name} is ${value}%; it takes 90 to below 100, with at most three decimals`,
        'Choose a target that users notice when it is missed, such as Percent.of(99.9).'));
    }
    if (!Number.isInteger(this._days) || this._days < 28 || this._days > 90) {
      flaws.push(flaw('slo/bad-window', `the window of ${this._name} is ${this._days} days; it takes whole days from 28 to 90`, 'Give Duration.days(30).'));
    }
    if (flaws.length > 0) return flaws;
    const fastest = Math.max(...BURN_RATES.map((rate) => this._burn(rate)));
    const least = 100 - Math.ceil(100 / fastest * 1000) / 1000;
    return fastest * this._budget < 1 ? [] : [flaw('slo/never-pages',
      `with a target of ${value}% over ${this._days} days, the budget cannot go ${fastest} times too fast even if every request fails: nobody would be called`,
      `Raise the target above ${Number(least.toFixed(2))}%, or take a shorter window.`)];
  }
}

/** Without the dust of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
