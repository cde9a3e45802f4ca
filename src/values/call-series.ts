import { CALL_FAMILIES, CallFamily } from './request-family';
import { SeriesQueries } from './series-queries';

/**
 * The series in which a program, or the proxy of a mesh beside it, counts and times the calls that it makes, by whom it calls.
 *
 * Only what names the callee as it was dialled is here. `otelgrpc` is not: it writes the address of one pod where the
 * dialled name is not known to it. Neither is Linkerd, whose outgoing series differ from release to release.
 *
 * @example
 * new Monitoring({ calls: [CallSeries.otelHttp(), CallSeries.grpcGo()] });
 */
export class CallSeries {
  /** As the transport of `otelhttp` counts: `http_client_request_duration_seconds` by `server_address`. A call that nobody answered has failed. */
  public static otelHttp(): CallSeries {
    return new CallSeries(CALL_FAMILIES.otelHttp);
  }

  /** As grpc-go counts itself, in `stats/opentelemetry`: `grpc_client_call_duration_seconds` by `grpc_target`. */
  public static grpcGo(): CallSeries {
    return new CallSeries(CALL_FAMILIES.grpcGo);
  }

  /**
   * As the Prometheus interceptors of go-grpc-middleware count: `grpc_client_handled_total` by `grpc_service`, and
   * `grpc_client_handling_seconds` where the program switches that on.
   */
  public static grpcPrometheus(): CallSeries {
    return new CallSeries(CALL_FAMILIES.grpcPrometheus);
  }

  /** As the proxy beside the caller counts in an Istio mesh: `istio_requests_total` by `destination_service`. HTTP fails with 5xx; gRPC's own errors are not seen. */
  public static istio(): CallSeries {
    return new CallSeries(CALL_FAMILIES.istio);
  }

  /** What is asked of them. @internal */
  public readonly _queries: SeriesQueries;

  private constructor(private readonly family: CallFamily) {
    this._queries = new SeriesQueries(family);
  }

  public toString(): string {
    return this.family.counter;
  }

  /** The label with whom was called. @internal */
  public get _callee(): string {
    return this.family.callee;
  }

  /** What is spoken. @internal */
  public get _protocol(): string {
    return this.family.protocol;
  }

  /** Labels of the calls that a workload makes. @param names its own, and that of a copy that serves in its place @internal */
  public _of(namespace: string, names: readonly string[]): string {
    if (this.family.teller === 'program') return `namespace="${namespace}",job="${names[0]}"`;
    return `source_workload_namespace="${namespace}",source_workload${names.length === 1 ? `="${names[0]}"` : `=~"${names.join('|')}"`}`;
  }
}
