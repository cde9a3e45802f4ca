import { RequestFamily } from './request-family';

/** Questions to Prometheus about requests, in PromQL; each takes labels that narrow them down to one program. @internal */
export class SeriesQueries {
  constructor(private readonly family: RequestFamily) {}

  /** Requests per second. */
  public rate(labels: string, window: string): string {
    return `sum(rate(${this.counted(labels)}[${window}]))`;
  }

  /** Requests per second, by how they ended. */
  public rateByEnd(labels: string, window: string): string {
    return `sum by (${this.endLabel}) (rate(${this.counted(labels)}[${window}]))`;
  }

  /** The label that tells how a request ended. */
  public get endLabel(): string {
    return this.family.errorLabel;
  }

  /** Failures per second. Before the first there is no such series, and there are none all the same. */
  public errors(labels: string, window: string): string {
    return `sum(rate(${this.failed(labels)}[${window}])) or vector(0)`;
  }

  /** The share of requests that failed; without requests there is no answer. */
  public errorRatio(labels: string, window: string): string {
    return `(${this.errors(labels, window)}) / ${this.rate(labels, window)}`;
  }

  /** The share of requests that took longer. @param seconds one of the buckets */
  public slowRatio(labels: string, window: string, seconds: number): string {
    return `1 - sum(rate(${this.within(labels, seconds)}[${window}])) / ${this.timedRate(labels, window)}`;
  }

  /** Requests per second, of those that are timed. */
  public timedRate(labels: string, window: string): string {
    return `sum(rate(${this.timed(labels)}[${window}]))`;
  }

  /** Per second, those that took longer. @param seconds one of the buckets */
  public slow(labels: string, window: string, seconds: number): string {
    return `${this.timedRate(labels, window)} - sum(rate(${this.within(labels, seconds)}[${window}]))`;
  }

  /** What so many of a hundred requests stay below, in seconds. @param quantile 0 to 1 @param by a label to tell them apart by */
  public quantile(labels: string, window: string, quantile: number, by?: string): string {
    const { histogram, inMillis, timed } = this.family;
    const buckets = `${histogram}_bucket{${this.selecting(labels, timed)}}`;
    return `histogram_quantile(${quantile}, sum by (${by === undefined ? 'le' : `le, ${by}`}) (rate(${buckets}[${window}])))${inMillis ? ' / 1000' : ''}`;
  }

  /** Per second, by a label. */
  public rateBy(by: string, labels: string, window: string): string {
    return `sum by (${by}) (rate(${this.counted(labels)}[${window}]))`;
  }

  /** The share that failed, by a label; none where there are only others. */
  public errorRatioBy(by: string, labels: string, window: string): string {
    const all = this.rateBy(by, labels, window);
    return `(sum by (${by}) (rate(${this.failed(labels)}[${window}])) or 0 * ${all}) / ${all}`;
  }

  /** The series of all requests. */
  public counted(labels: string): string {
    return `${this.family.counter}{${this.selecting(labels)}}`;
  }

  /** The series of failed requests. */
  public failed(labels: string): string {
    const { counter, errorLabel, errorValues } = this.family;
    return `${counter}{${this.selecting(labels, `${errorLabel}=~${JSON.stringify(errorValues)}`)}}`;
  }

  /** The series of requests that are timed. */
  public timed(labels: string): string {
    return `${this.family.histogram}_count{${this.selecting(labels, this.family.timed)}}`;
  }

  /** The series of requests that took at most so long. @param seconds one of the buckets */
  public within(labels: string, seconds: number): string {
    return `${this.family.histogram}_bucket{${this.selecting(labels, this.family.timed, le(this.boundOf(seconds)))}}`;
  }

  /** Whether that bucket is written in one way only. @param seconds one of the buckets */
  public isPlainBound(seconds: number): boolean {
    return !Number.isInteger(this.boundOf(seconds));
  }

  private boundOf(seconds: number): number {
    return this.family.inMillis ? Number((seconds * 1000).toPrecision(10)) : seconds;
  }

  private selecting(...labels: Array<string | undefined>): string {
    return [this.family.only, ...labels].filter((label) => label !== undefined && label !== '').join(',');
  }
}

/** A whole number is `1` as client_golang writes it, and `1.0` from Prometheus 3 on. */
function le(bound: number): string {
  return Number.isInteger(bound) ? `le=~"${bound}|${bound}.0"` : `le="${bound}"`;
}
