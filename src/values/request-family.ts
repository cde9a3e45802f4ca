/** How a kind of instrumentation names what it counts, and whose series they are. @internal */
export interface RequestFamily {
  /** the counter of requests */
  readonly counter: string;
  /** the counter's label that tells how a request ended */
  readonly errorLabel: string;
  /** the values of that label that are errors: a regular expression for the whole value */
  readonly errorValues: string;
  /** without `_bucket` */
  readonly histogram?: string;
  /** upper bounds in seconds, but for infinity */
  readonly buckets: readonly number[];
  /** whether the histogram counts in milliseconds */
  readonly inMillis?: boolean;
  /** what a series must have to count at all */
  readonly only?: string;
  /** what else it must have to count for latency */
  readonly timed?: string;
  /** who tells: the program on its own port, or the proxy of a mesh */
  readonly teller: Teller;
}

/** @internal */
export type Teller = 'program' | 'istio' | 'linkerd';

/** client_golang's `DefBuckets`. @internal */
export const DEF_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const OTEL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** `DefaultLatencyBounds` of grpc-go's stats/opentelemetry, but for 0. */
const GRPC_GO_BUCKETS = [
  0.00001, 0.00005, 0.0001, 0.0003, 0.0006, 0.0008, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.013, 0.016, 0.02, 0.025, 0.03, 0.04, 0.05, 0.065, 0.08,
  0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 2, 5, 10, 20, 50, 100,
];

/** Envoy's own, which Istio leaves as they are. */
const ENVOY_BUCKETS = [0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600, 1800, 3600];

/** linkerd2-proxy's. */
const LINKERD_BUCKETS = [
  0.001, 0.002, 0.003, 0.004, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 1, 2, 3, 4, 5, 10, 20, 30, 40, 50,
];

/* What is the server's fault: a client that asks for what is not there has not found an error of the program. */
const SERVER_FAULTS = 'UNKNOWN|DEADLINE_EXCEEDED|INTERNAL|UNAVAILABLE|DATA_LOSS';
const SERVER_FAULTS_IN_GO = 'Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss';
/** the same, as numbers */
const SERVER_FAULT_NUMBERS = '2|4|13|14|15';

const ISTIO = { counter: 'istio_requests_total', histogram: 'istio_request_duration_milliseconds', inMillis: true, buckets: ENVOY_BUCKETS, teller: 'istio' } as const;

/** The names that are known; the one table of them. @internal */
export const REQUEST_FAMILIES = {
  otelHttp: {
    counter: 'http_server_request_duration_seconds_count',
    errorLabel: 'http_response_status_code',
    errorValues: '5..',
    histogram: 'http_server_request_duration_seconds',
    buckets: OTEL_BUCKETS,
    teller: 'program',
  },
  otelGrpc: {
    counter: 'rpc_server_call_duration_seconds_count',
    errorLabel: 'rpc_response_status_code',
    errorValues: SERVER_FAULTS,
    histogram: 'rpc_server_call_duration_seconds',
    buckets: OTEL_BUCKETS,
    teller: 'program',
  },
  grpcGo: {
    counter: 'grpc_server_call_duration_seconds_count',
    errorLabel: 'grpc_status',
    errorValues: SERVER_FAULTS,
    histogram: 'grpc_server_call_duration_seconds',
    buckets: GRPC_GO_BUCKETS,
    teller: 'program',
  },
  grpcPrometheus: {
    counter: 'grpc_server_handled_total',
    errorLabel: 'grpc_code',
    errorValues: SERVER_FAULTS_IN_GO,
    histogram: 'grpc_server_handling_seconds',
    buckets: DEF_BUCKETS,
    timed: 'grpc_type="unary"',
    teller: 'program',
  },
  istio: { ...ISTIO, errorLabel: 'response_code', errorValues: '5..', only: 'reporter="destination"' },
  istioGrpc: { ...ISTIO, errorLabel: 'grpc_response_status', errorValues: SERVER_FAULT_NUMBERS, only: 'reporter="destination",request_protocol="grpc"' },
  linkerd: {
    counter: 'response_total',
    errorLabel: 'classification',
    errorValues: 'failure',
    histogram: 'response_latency_ms',
    inMillis: true,
    buckets: LINKERD_BUCKETS,
    only: 'direction="inbound",route_name!="probe"',
    teller: 'linkerd',
  },
} as const satisfies { readonly [name: string]: RequestFamily };

/** A family of the caller's, which also says whom it called. @internal */
export interface CallFamily extends RequestFamily {
  /** the label with whom was called */
  readonly callee: string;
  /** what is spoken */
  readonly protocol: string;
}

/** @internal */
export const CALL_FAMILIES = {
  otelHttp: {
    ...REQUEST_FAMILIES.otelHttp,
    counter: 'http_client_request_duration_seconds_count',
    // Where nobody answered there is no status, and no such label.
    errorValues: '5..|',
    histogram: 'http_client_request_duration_seconds',
    callee: 'server_address',
    protocol: 'http',
  },
  grpcGo: {
    ...REQUEST_FAMILIES.grpcGo,
    counter: 'grpc_client_call_duration_seconds_count',
    histogram: 'grpc_client_call_duration_seconds',
    callee: 'grpc_target',
    protocol: 'grpc',
  },
  grpcPrometheus: {
    ...REQUEST_FAMILIES.grpcPrometheus,
    counter: 'grpc_client_handled_total',
    histogram: 'grpc_client_handling_seconds',
    callee: 'grpc_service',
    protocol: 'grpc',
  },
  istio: { ...REQUEST_FAMILIES.istio, only: 'reporter="source"', callee: 'destination_service', protocol: 'any' },
} as const satisfies { readonly [name: string]: CallFamily };
