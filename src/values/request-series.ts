import { Flaw, flaw, quoted } from './flaw';
import { DEF_BUCKETS, REQUEST_FAMILIES, RequestFamily } from './request-family';
import { SeriesQueries } from './series-queries';

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
   * The histogram of how long requests take, without `_bucket`: such as `http_request_duration_seconds`.
   * @default - none; there is nothing about latency then
   */
  readonly histogram?: string;
  /**
   * Whether the histogram counts milliseconds.
   * @default false, Prometheus' base unit is the second (Prometheus: naming)
   */
  readonly inMilliseconds?: boolean;
  /**
   * The upper bounds of its buckets, in seconds whatever it counts, but for infinity.
   * @default - 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 (client_golang's DefBuckets)
   */
  readonly buckets?: number[];
}

/**
 * The series in which requests to a program are counted and timed, by itself or by the proxy of a mesh beside it.
 *
 * @example
 * new Monitoring({ requests: RequestSeries.of({ counter: 'http_requests_total', histogram: 'http_request_duration_seconds' }) });
 */
export class RequestSeries {
  /** As `otelhttp` counts by OpenTelemetry's conventions, read through its Prometheus exporter: `http_server_request_duration_seconds`. */
  public static otelHttp(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.otelHttp);
  }

  /**
   * As `otelgrpc` counts by OpenTelemetry's conventions from v1.40 on, read through its Prometheus exporter:
   * `rpc_server_call_duration_seconds`. Older releases count `rpc.server.duration` in milliseconds: use `of` for those.
   * Streams count for latency, too.
   */
  public static otelGrpc(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.otelGrpc);
  }

  /** As grpc-go counts itself, in `stats/opentelemetry`: `grpc_server_call_duration_seconds`. Streams count for latency, too. */
  public static grpcGo(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.grpcGo);
  }

  /**
   * As the Prometheus interceptors of go-grpc-middleware count: `grpc_server_handled_total`, and
   * `grpc_server_handling_seconds` where the program switches that on. Streams have no latency: they last as long as the client likes.
   */
  public static grpcPrometheus(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.grpcPrometheus);
  }

  /**
   * As the proxy beside the callee counts HTTP in an Istio mesh: `istio_requests_total`. The program need not count anything; what the
   * proxy tells is read by Istio's own monitor. A request that never reaches the pod is not in it.
   */
  public static istio(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.istio);
  }

  /** As the proxy beside the callee counts gRPC in an Istio mesh, which fails by `grpc_response_status` while HTTP says 200. */
  public static istioGrpc(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.istioGrpc);
  }

  /**
   * As the proxy beside the callee counts HTTP and gRPC in a Linkerd mesh: `response_total`, read with the labels that Linkerd's PodMonitor
   * and its viz extension give. The kubelet's probes are left out.
   */
  public static linkerd(): RequestSeries {
    return new RequestSeries(REQUEST_FAMILIES.linkerd);
  }

  /** As the program names them itself. @param props names of metrics and of a label */
  public static of(props: RequestSeriesProps): RequestSeries {
    const { counter, histogram, errorLabel = 'code', errorValues = '5..', buckets = DEF_BUCKETS, inMilliseconds: inMillis } = props;
    return new RequestSeries({ counter, histogram, errorLabel, errorValues, buckets: [...buckets], inMillis, teller: 'program' });
  }

  /** What is asked of them. @internal */
  public readonly _queries: SeriesQueries;

  private constructor(private readonly family: RequestFamily) {
    this._queries = new SeriesQueries(family);
  }

  public toString(): string {
    return this.family.counter;
  }

  /** Whether it tells how long requests take. @internal */
  public get _isTimed(): boolean {
    return this.family.histogram !== undefined;
  }

  /**
   * Labels of the requests to a workload.
   *
   * @param names its own, and that of a copy that serves in its place
   * @internal
   */
  public _of(namespace: string, names: readonly string[]): string {
    switch (this.family.teller) {
      case 'program': return `namespace="${namespace}",job="${names[0]}"`;
      case 'istio': return `destination_workload_namespace="${namespace}",destination_workload${names.length === 1 ? `="${names[0]}"` : `=~"${names.join('|')}"`}`;
      case 'linkerd': return `namespace="${namespace}",app_kubernetes_io_instance="${names[0]}"`;
    }
  }

  /** A duration can be told only where a bucket ends there. @internal */
  public _bucketFlaws(subject: string, seconds: number): Flaw[] {
    const { histogram, buckets } = this.family;
    if (!this._isTimed) return [flaw('monitoring/no-histogram', `${subject} is about latency, and ${this} has no histogram beside it`, 'Name the histogram: RequestSeries.of({ counter, histogram }).')];
    return buckets.includes(seconds) ? [] : [flaw('slo/no-such-bucket',
      `${subject} asks how many requests stay below ${seconds} s, where no bucket of ${histogram} ends; Prometheus cannot tell`,
      `Choose one of ${buckets.join(', ')} s, or give the histogram such a bucket and name all in \`buckets\`.`)];
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { counter, histogram, errorLabel, errorValues, buckets } = this.family;
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
