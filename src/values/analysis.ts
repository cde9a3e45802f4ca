import { Duration } from 'cdk8s';
import { AnalysisQuery } from './analysis-query';
import { Flaw, flaw } from './flaw';
import { RequestSeries } from './request-series';

/** What is measured while a new version is let in, and when it is taken back. */
export interface AnalysisProps {
  /**
   * The least share of requests that must succeed, in percent, 0 to 100; fractions such as 99.5 are fine.
   * HTTP fails with 5xx, gRPC with Unknown, DeadlineExceeded, Internal, Unavailable and DataLoss.
   * @default 99, more than one failure in a hundred is no noise; not measured if only `queries` are given (Flagger's examples)
   */
  readonly successRate?: number;
  /**
   * How long requests may take, at the percentile; whole milliseconds.
   * @default - not measured
   */
  readonly latency?: Duration;
  /**
   * The percentile of `latency`, between 0 and 100.
   * @default 99, what the slowest of a hundred users sees (Flagger's request-duration)
   */
  readonly latencyPercentile?: number;
  /**
   * Whose metrics tell how requests went.
   * @default - by the first port: RequestSeries.grpcPrometheus() for gRPC, RequestSeries.otelHttp() for HTTP (a choice)
   */
  readonly metrics?: RequestSeries;
  /**
   * What else is measured, in PromQL.
   * @default - nothing
   */
  readonly queries?: AnalysisQuery[];
  /**
   * How often it is measured; whole seconds, at least 10. Each measurement looks back as long, at least two
   * minutes: `rate` needs several scrapes.
   * @default Duration.minutes(1), two scrapes and more; with Flagger the pause of the steps, as it measures once a step (Flagger's default)
   */
  readonly interval?: Duration;
  /**
   * How many bad measurements are forgiven; with the next one the new version is taken back.
   * @default 2, as one bad scrape is no verdict (a choice; Argo Rollouts' default is 0)
   */
  readonly failureLimit?: number;
  /**
   * How many measurements a blue-green release takes; a canary is measured until its last step.
   * @default 5, at a minute each: five minutes under all requests (a choice)
   */
  readonly measurements?: number;
}

/**
 * How a new version is judged while it is let in; a bad one is taken back by itself.
 *
 * Becomes an AnalysisTemplate of Argo Rollouts, or MetricTemplates and the analysis of
 * a Flagger Canary. Prometheus is asked about the pods of the new version only. Nothing
 * can be said of a version that nobody calls: Argo Rollouts then waits for a person,
 * Flagger takes it back.
 *
 * @example
 * Delivery.canary({ analysis: Analysis.of({ successRate: 99.5, latency: Duration.millis(300) }) });
 */
export class Analysis {
  /** @param props what is measured; at least 99 % of the requests must succeed if nothing is said */
  public static of(props: AnalysisProps = {}): Analysis {
    return new Analysis(props);
  }

  private constructor(
    /** @internal */
    public readonly _said: AnalysisProps,
  ) {}

  /** In percent; undefined if it is not measured. @internal */
  public get _successRate(): number | undefined {
    const { successRate, latency, queries = [] } = this._said;
    return successRate ?? (latency === undefined && queries.length > 0 ? undefined : 99);
  }

  /** Whether it asks about requests, which a program must answer and count. @internal */
  public get _asksAboutRequests(): boolean {
    return this._successRate !== undefined || this._said.latency !== undefined;
  }

  /** @internal */
  public get _percentile(): number {
    return this._said.latencyPercentile ?? 99;
  }

  /** In seconds, if it was said. @internal */
  public get _interval(): number | undefined {
    return this._said.interval?.toSeconds({ integral: false });
  }

  /** @internal */
  public get _failureLimit(): number {
    return this._said.failureLimit ?? 2;
  }

  /** @internal */
  public get _measurements(): number {
    return this._said.measurements ?? 5;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { latency, metrics, queries = [] } = this._said;
    const rate = this._successRate ?? 0;
    const millis = latency?.toMilliseconds({ integral: false }) ?? 1;
    const names = queries.map((query) => query.name);
    const whole = (n: number, min: number) => Number.isInteger(n) && n >= min && n <= 10_000;
    const bad = (what: string, remedy: string) => [flaw('analysis/out-of-range', what, remedy)];
    return [
      ...(rate >= 0 && rate <= 100 ? [] : bad(`the success rate is ${rate} %`, 'Give a number from 0 to 100.')),
      ...(Number.isInteger(millis) && millis >= 1 ? [] : bad(`the latency is ${millis} ms`, 'Give whole milliseconds, at least 1.')),
      ...(this._percentile > 0 && this._percentile < 100 ? [] : bad(`the latency's percentile is ${this._percentile}`, 'Give a number between 0 and 100, such as 99.')),
      ...(whole(this._interval ?? 60, 10) ? [] : bad(`the interval is ${this._interval}s`, 'Give whole seconds from 10 on; Prometheus hears nothing new more often.')),
      ...(whole(this._failureLimit, 0) ? [] : bad(`the failure limit is ${this._failureLimit}`, 'Give a whole number from 0 on.')),
      ...(whole(this._measurements, 1) ? [] : bad(`there would be ${this._measurements} measurements`, 'Give a whole number from 1 on.')),
      ...(metrics?._flaws ?? []),
      ...(metrics === undefined || latency === undefined || metrics._isTimed ? [] : [flaw('analysis/no-histogram',
        `latency is to be measured, and ${metrics} has no histogram beside it`, 'Name the histogram: RequestSeries.of({ counter, histogram }).')]),
      ...queries.flatMap((query) => query._flaws),
      ...[...new Set(names.filter((name, i) => names.indexOf(name) !== i || RESERVED.includes(name)))]
        .map((name) => flaw('analysis/name-taken', `two measurements have the name "${name}"`, 'Give each its own name.')),
    ];
  }
}

/** Our own measurements. */
const RESERVED = ['success-rate', 'latency'];
