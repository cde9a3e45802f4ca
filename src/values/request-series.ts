import { Flaw, flaw, quoted } from './flaw';

/** How a program's metrics tell of its requests. */
export interface RequestSeriesProps {
  /** The counter of requests, such as `http_requests_total`. */
  readonly counter: string;
  /**
   * The counter's label that tells how a request ended.
   * @default 'code', as a program has it that is measured by `promhttp` (client_golang's promhttp)
   */
  readonly errorLabel?: string;
  /**
   * Which values of that label are errors of the program: a regular expression for the whole value.
   * @default '5..', what is the program's fault and not the client's (RFC 9110: server error)
   */
  readonly errorValues?: string;
  /**
   * The histogram of how long requests take, in seconds, without `_bucket`: such as `http_request_duration_seconds`.
   * @default - none; there is nothing about latency then
   */
  readonly histogram?: string;
  /**
   * The upper bounds of its buckets, in seconds, but for infinity.
   * @default - 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 (client_golang's DefBuckets)
   */
  readonly buckets?: number[];
}

/** What is asked of Prometheus, without what narrows it down to one program. */
interface Series extends RequestSeriesProps {
  readonly errorLabel: string;
  readonly errorValues: string;
  readonly buckets: number[];
  /** what else a series must have to count for latency */
  readonly timed?: string;
}

/** client_golang's `DefBuckets`. */
const DEF_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const OTEL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * The series in which a program counts and times the requests that it answers.
 *
 * @example
 * new Monitoring({ requests: RequestSeries.of({ counter: 'http_requests_total', histogram: 'http_request_duration_seconds' }) });
 */
export class RequestSeries {
  /** As `otelhttp` counts by OpenTelemetry's conventions, read through its Prometheus exporter: `http_server_request_duration_seconds`. */
  public static otelHttp(): RequestSeries {
    return new RequestSeries({
      counter: 'http_server_request_duration_seconds_count',
      errorLabel: 'http_response_status_code',
      errorValues: '5..',
      histogram: 'http_server_request_duration_seconds',
      buckets: OTEL_BUCKETS,
    });
  }

  /**
   * As `otelgrpc` counts by OpenTelemetry's conventions from v1.40 on, read through its Prometheus exporter:
   * `rpc_server_call_duration_seconds`. Older releases count `rpc.server.duration` in milliseconds: use `of` for those.
   * Streams count for latency, too.
   */
  public static otelGrpc(): RequestSeries {
    return new RequestSeries({
      counter: 'rpc_server_call_duration_seconds_count',
      errorLabel: 'rpc_response_status_code',
      errorValues: 'UNKNOWN|DEADLINE_EXCEEDED|INTERNAL|UNAVAILABLE|DATA_LOSS',
      histogram: 'rpc_server_call_duration_seconds',
      buckets: OTEL_BUCKETS,
    });
  }

  /**
   * As the Prometheus interceptors of go-grpc-middleware count: `grpc_server_handled_total`, and
   * `grpc_server_handling_seconds` where the program switches that on. Streams have no latency: they last as long as the client likes.
   */
  public static grpcPrometheus(): RequestSeries {
    return new RequestSeries({
      counter: 'grpc_server_handled_total',
      errorLabel: 'grpc_code',
      errorValues: 'Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss',
      histogram: 'grpc_server_handling_seconds',
      buckets: DEF_BUCKETS,
      timed: 'grpc_type="unary"',
    });
  }

  /** As the program names them itself. @param props names of metrics and of a label */
  public static of(props: RequestSeriesProps): RequestSeries {
    const { errorLabel = 'code', errorValues = '5..', buckets = DEF_BUCKETS } = props;
    return new RequestSeries({ ...props, errorLabel, errorValues, buckets: [...buckets] });
  }

  private constructor(private readonly series: Series) {}

  public toString(): string {
    return this.series.counter;
  }

  /** Whether it tells how long requests take. @internal */
  public get _isTimed(): boolean {
    return this.series.histogram !== undefined;
  }

  /** Requests per second. @internal */
  public _rate(selector: string, window: string): string {
    return `sum(rate(${this.series.counter}{${selector}}[${window}]))`;
  }

  /** The share of requests that failed. Before the first failure there is no such series; without requests there is no answer. @internal */
  public _errorRatio(selector: string, window: string): string {
    const { counter, errorLabel, errorValues } = this.series;
    return `(sum(rate(${counter}{${selector},${errorLabel}=~${JSON.stringify(errorValues)}}[${window}])) or vector(0)) / ${this._rate(selector, window)}`;
  }

  /** The share of requests that took longer. @param seconds one of the buckets @internal */
  public _slowRatio(selector: string, window: string, seconds: number): string {
    const timed = this.timed(selector);
    return `1 - sum(rate(${this.series.histogram}_bucket{${timed},${le(seconds)}}[${window}])) / sum(rate(${this.series.histogram}_count{${timed}}[${window}]))`;
  }

  /** What so many of a hundred requests stay below, in seconds. @param quantile 0 to 1 @internal */
  public _quantile(selector: string, window: string, quantile: number): string {
    return `histogram_quantile(${quantile}, sum by (le) (rate(${this.series.histogram}_bucket{${this.timed(selector)}}[${window}])))`;
  }

  /** A duration can be told only where a bucket ends there. @internal */
  public _bucketFlaws(subject: string, seconds: number): Flaw[] {
    if (!this._isTimed) return [flaw('monitoring/no-histogram', `${subject} is about latency, and ${this} has no histogram beside it`, 'Name the histogram: RequestSeries.of({ counter, histogram }).')];
    return this.series.buckets.includes(seconds) ? [] : [flaw('slo/no-such-bucket',
      `${subject} asks how many requests stay below ${seconds} s, where no bucket of ${this.series.histogram} ends; Prometheus cannot tell`,
      `Choose one of ${this.series.buckets.join(', ')} s, or give the histogram such a bucket and name all in \`buckets\`.`)];
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { counter, histogram, errorLabel, errorValues, buckets } = this.series;
    const metrics = histogram === undefined ? [counter] : [counter, histogram];
    return [
      ...metrics.filter((name) => !/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)).map((name) => flaw('metric/bad-name',
        `${quoted(name)} cannot be the name of a metric`, 'Write the name as the program\'s /metrics has it: letters, digits, "_" and ":".')),
      ...(histogram !== undefined && /_(bucket|count|sum)$/.test(histogram) ? [flaw('metric/not-the-histogram',
        `${quoted(histogram)} is one part of a histogram; "_bucket" and "_count" are put behind its name`, `Write ${quoted(histogram.replace(/_(bucket|count|sum)$/, ''))}.`)] : []),
      ...(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(errorLabel) ? [] : [flaw('metric/bad-label', `${quoted(errorLabel)} cannot be a label of a metric`, 'Use letters, digits and "_", not starting with a digit.')]),
      ...(isExpression(errorValues) ? [] : [flaw('metric/bad-expression', `${quoted(errorValues)} is not a regular expression that some value matches`, 'Write one such as "5.." or "Internal|Unavailable".')]),
      ...(buckets.length > 0 && buckets.every((b, i) => Number.isFinite(b) && b > (buckets[i - 1] ?? 0)) ? [] : [flaw('metric/bad-buckets',
        `the buckets of ${counter} are ${buckets.join(', ') || 'none'}`, 'Give seconds above 0, each more than the one before.')]),
    ];
  }

  private timed(selector: string): string {
    return this.series.timed === undefined ? selector : `${selector},${this.series.timed}`;
  }
}

/** A whole number is `1` as client_golang writes it, and `1.0` from Prometheus 3 on. */
function le(seconds: number): string {
  return Number.isInteger(seconds) ? `le=~"${seconds}|${seconds}.0"` : `le="${seconds}"`;
}

function isExpression(text: string): boolean {
  if (text === '' || /[\n\r]/.test(text)) return false;
  // Prometheus has no look-around and no back references.
  if (/\(\?[=!<]|\\[1-9]/.test(text)) return false;
  try {
    new RegExp(`^(?:${text})$`);
    return true;
  } catch {
    return false;
  }
}
