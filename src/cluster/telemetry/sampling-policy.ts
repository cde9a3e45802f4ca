import { Duration } from 'cdk8s';
import { Flaw, flaw } from '../../values/flaw';
import { Percent } from '../../values/percent';

/**
 * Which traces are worth keeping. A trace is kept if one policy of several keeps it.
 *
 * @example
 * new TelemetryCollector(chart, 'collector', {
 *   exporters: [TelemetryExporter.jaeger('http://jaeger.tracing.svc.cluster.local:4317')],
 *   senders: [NetworkPeer.namespace('shop')],
 *   tailSampling: { keep: [SamplingPolicy.errors(), SamplingPolicy.slowerThan(Duration.millis(500)), SamplingPolicy.share(Percent.of(5))] },
 * });
 */
export class SamplingPolicy {
  /** Traces in which a span has the status ERROR. */
  public static errors(): SamplingPolicy {
    return new SamplingPolicy('errors', { type: 'status_code', status_code: { status_codes: ['ERROR'] } }, []);
  }

  /** Traces that take longer from the first span's start to the last one's end. @param threshold whole milliseconds, at least 1 */
  public static slowerThan(threshold: Duration): SamplingPolicy {
    const ms = threshold.toMilliseconds({ integral: false });
    return new SamplingPolicy(`slower-than-${ms}ms`, { type: 'latency', latency: { threshold_ms: ms } }, Number.isInteger(ms) && ms >= 1 ? [] : [flaw('sampling/bad-threshold',
      `traces are kept that take longer than ${ms} ms`, 'Give whole milliseconds, at least 1.')]);
  }

  /** A share of all traces, chosen by their ids, so that there is something ordinary to compare with. @param share above 0, at most 100; `Percent.of(0.5)` is one of 200 */
  public static share(share: Percent): SamplingPolicy {
    const { value } = share;
    return new SamplingPolicy(`share-${value}`, { type: 'probabilistic', probabilistic: { sampling_percentage: value } }, value > 0 && value <= 100 ? [] : [flaw('sampling/bad-share',
      `a share of ${share} of the traces is kept`, 'Give more than 0 %, and at most 100 %.')]);
  }

  private constructor(
    private readonly name: string,
    private readonly policy: { readonly [field: string]: any },
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}

  public toString(): string {
    return this.name;
  }

  /** As the collector's `tail_sampling` reads it. @internal */
  public get _config(): any {
    return { name: this.name, ...this.policy };
  }
}
