/** In which headers a program passes on the trace that a request belongs to. */
export enum Propagator {
  /** W3C Trace Context, the header `traceparent`: what every OpenTelemetry SDK and most proxies speak */
  TRACE_CONTEXT = 'tracecontext',
  /** W3C Baggage: values that travel with the request */
  BAGGAGE = 'baggage',
  /** B3 in the one header `b3`, for services with Zipkin's newer libraries and for Envoy */
  B3 = 'b3',
  /** B3 in several headers, `X-B3-TraceId` and so on, for services with Zipkin's, Brave's or OpenTracing's older libraries */
  B3_MULTI = 'b3multi',
  /** `uber-trace-id`, for services with Jaeger's own old clients */
  JAEGER = 'jaeger',
  /** `ot-tracer-*`, for services with OpenTracing's basic tracer */
  OT_TRACE = 'ottrace',
  /** `X-Amzn-Trace-Id`, for AWS X-Ray and load balancers of AWS */
  XRAY = 'xray',
}
