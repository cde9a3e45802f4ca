import { CallSeries } from '../../src';

const QUERIES: Array<[string, CallSeries, string, string]> = [
  ['otelhttp', CallSeries.otelHttp(), 'http', 'server_address'],
  ['grpc-go', CallSeries.grpcGo(), 'grpc', 'grpc_target'],
  ['go-grpc-middleware', CallSeries.grpcPrometheus(), 'grpc', 'grpc_service'],
  ['Istio', CallSeries.istio(), 'any', 'destination_service'],
];

test.each(QUERIES)('%s counts each callee by itself', (_, calls, protocol, callee) => {
  expect([calls._protocol, calls._callee]).toEqual([protocol, callee]);
  expect(calls._queries.rateBy(callee, calls._of('shop', ['checkout']), '5m')).toContain(`sum by (${callee}) (rate(${calls}{`);
});

test('the proxy of the caller tells, not that of the callee', () => {
  const of = CallSeries.istio()._of('shop', ['checkout', 'checkout-primary']);
  expect(of).toBe('source_workload_namespace="shop",source_workload=~"checkout|checkout-primary"');
  expect(CallSeries.istio()._queries.rateBy('destination_service', of, '5m')).toContain('{reporter="source",source_workload_namespace');
});

test('a callee without a failure has a share of none, and not no share', () => {
  expect(CallSeries.grpcGo()._queries.errorRatioBy('grpc_target', 'job="a"', '5m')).toBe(
    '(sum by (grpc_target) (rate(grpc_client_call_duration_seconds_count{job="a",grpc_status=~"UNKNOWN|DEADLINE_EXCEEDED|INTERNAL|UNAVAILABLE|DATA_LOSS"}[5m]))'
    + ' or 0 * sum by (grpc_target) (rate(grpc_client_call_duration_seconds_count{job="a"}[5m]))) / sum by (grpc_target) (rate(grpc_client_call_duration_seconds_count{job="a"}[5m]))');
});
