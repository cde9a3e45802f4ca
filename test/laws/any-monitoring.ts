import * as fc from 'fast-check';
import { anyDuration, anyNumber, anyText, maybe } from './worlds';
import { CallSeries, Monitoring, Percent, RequestSeries, Slo, WorkloadAlert } from '../../src';

const few = <T>(arb: fc.Arbitrary<T>) => fc.array(arb, { maxLength: 2 });
const anyPercent = anyNumber.map((n) => Percent.of(n));

const anyRequests = fc.oneof(
  fc.constantFrom(
    RequestSeries.otelHttp(), RequestSeries.otelGrpc(), RequestSeries.grpcGo(), RequestSeries.grpcPrometheus(), RequestSeries.istio(), RequestSeries.istioGrpc(), RequestSeries.linkerd(),
  ),
  fc.record({ counter: anyText, errorLabel: maybe(anyText), errorValues: maybe(anyText), histogram: maybe(anyText), inMilliseconds: maybe(fc.boolean()), buckets: maybe(few(anyNumber)) })
    .map((p) => RequestSeries.of(p)),
);
const anySlo = fc.oneof(
  fc.record({ target: maybe(anyPercent), window: maybe(anyDuration) }).map((p) => Slo.availability(p)),
  fc.record({ within: anyDuration, target: maybe(anyPercent), window: maybe(anyDuration) }).map((p) => Slo.latency(p)),
);

/** Monitoring with whatever the types let through. */
export const anyMonitoring = fc.record({
  port: maybe(anyText),
  path: maybe(anyText),
  interval: maybe(anyDuration),
  timeout: maybe(anyDuration),
  sampleLimit: maybe(anyNumber),
  requests: maybe(anyRequests),
  slos: maybe(few(anySlo)),
  errorRatio: maybe(anyPercent),
  latency: maybe(anyDuration),
  calls: maybe(few(fc.constantFrom(CallSeries.otelHttp(), CallSeries.grpcGo(), CallSeries.grpcPrometheus(), CallSeries.istio()))),
  callErrorRatio: maybe(anyPercent),
  dashboard: maybe(fc.boolean()),
  without: maybe(few(fc.constantFrom(...Object.values(WorkloadAlert)))),
}).map((p) => new Monitoring(p));
