import { Duration } from 'cdk8s';
import { Analysis, AnalysisQuery, RequestSeries } from '../../src';
import { measurementsOf } from '../../src/kube/analysis-query';

const ASKED = { namespace: 'shop', pods: 'checkout-.*', window: '120s' };
const queriesOf = (metrics: RequestSeries) => measurementsOf(Analysis.of({ successRate: 99, latency: Duration.millis(250) }), metrics, ASKED).map((m) => m.query);

test('HTTP fails with 5xx', () => {
  expect(queriesOf(RequestSeries.otelHttp())).toEqual([
    '100 - 100 * (sum(rate(http_server_request_duration_seconds_count{namespace="shop",pod=~"checkout-.*",http_response_status_code=~"5.."}[120s])) or vector(0))'
      + ' / sum(rate(http_server_request_duration_seconds_count{namespace="shop",pod=~"checkout-.*"}[120s]))',
    'histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{namespace="shop",pod=~"checkout-.*"}[120s])))',
  ]);
});

test('gRPC fails with what is the server\'s fault, and streams take as long as they like', () => {
  const [rate, latency] = queriesOf(RequestSeries.grpcPrometheus());
  expect(rate).toContain('grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"');
  expect(latency).toContain('grpc_type="unary"');
});

test('Istio counts at the callee, in milliseconds', () => {
  const [rate, latency] = queriesOf(RequestSeries.istio());
  expect(rate.match(/reporter="destination"/g)).toHaveLength(2);
  expect(latency).toMatch(/ \/ 1000$/);
});

test('names in a query are filled in as they are, whatever signs they have', () => {
  const analysis = Analysis.of({ queries: [AnalysisQuery.atMost('a', 'x{namespace="$namespace",pod=~"$pods"}[$window] $podsy', 1)] });
  expect(measurementsOf(analysis, RequestSeries.otelHttp(), { ...ASKED, pods: '$&$1' })[0].query).toBe('x{namespace="shop",pod=~"$&$1"}[120s] $podsy');
});
