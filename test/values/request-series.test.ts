import fc from 'fast-check';
import { RequestSeries, RequestSeriesProps } from '../../src';

const slugsOf = (props: Partial<RequestSeriesProps>) => RequestSeries.of({ counter: 'http_requests_total', ...props })._flaws.map((f) => f.slug);

const ALL = [
  RequestSeries.otelHttp(), RequestSeries.otelGrpc(), RequestSeries.grpcGo(), RequestSeries.grpcPrometheus(), RequestSeries.istio(), RequestSeries.istioGrpc(), RequestSeries.linkerd(),
  RequestSeries.of({ counter: 'http_requests_total' }),
];

test.each(ALL.map((s) => [String(s), s] as const))(
  '%s is in order', (_, series) => {
    expect(series._flaws).toEqual([]);
  });

test('failures are a share of all; before the first there are none, not nothing', () => {
  expect(RequestSeries.of({ counter: 'http_requests_total' })._queries.errorRatio('job="a"', '5m'))
    .toBe('(sum(rate(http_requests_total{job="a",code=~"5.."}[5m])) or vector(0)) / sum(rate(http_requests_total{job="a"}[5m]))');
});

test('a bucket of whole seconds is found as Prometheus 2 and 3 write it', () => {
  expect(RequestSeries.otelHttp()._queries.slowRatio('job="a"', '5m', 1)).toContain('le=~"1|1.0"');
  expect(RequestSeries.otelHttp()._queries.slowRatio('job="a"', '5m', 0.25)).toContain('le="0.25"');
});

test('streams have no latency', () => {
  expect(RequestSeries.grpcPrometheus()._queries.quantile('job="a"', '5m', 0.99)).toContain('grpc_type="unary"');
  expect(RequestSeries.grpcPrometheus()._queries.rate('job="a"', '5m')).not.toContain('grpc_type');
});

test.each<[string, Partial<RequestSeriesProps>, string[]]>([
  ['a hyphen in a name', { counter: 'http-requests' }, ['metric/bad-name']],
  ['no name', { histogram: '' }, ['metric/bad-name']],
  ['one part of a histogram', { histogram: 'http_request_duration_seconds_bucket' }, ['metric/not-the-histogram']],
  ['a label with a dot', { errorLabel: 'http.code' }, ['metric/bad-label']],
  ['half an expression', { errorValues: '(5' }, ['metric/bad-expression']],
  ['an expression that Go does not know', { errorValues: '(?!2)..' }, ['metric/bad-expression']],
  ['no value at all', { errorValues: '' }, ['metric/bad-expression']],
  ['no buckets', { buckets: [] }, ['metric/bad-buckets']],
  ['buckets out of order', { buckets: [1, 0.5] }, ['metric/bad-buckets']],
])('%s is refused', (_, props, slugs) => {
  expect(slugsOf(props)).toEqual(slugs);
});

test('no text breaks out of the query it is put into', () => {
  fc.assert(fc.property(fc.string(), (errorValues) => {
    const series = RequestSeries.of({ counter: 'c', errorValues });
    const literal = /code=~("(?:[^"\\\n]|\\.)*")\}/.exec(series._queries.errorRatio('job="a"', '5m'))![1];
    expect(JSON.parse(literal)).toBe(errorValues);
  }));
});

describe('the proxies of a mesh', () => {
  test('count at the callee, in milliseconds', () => {
    for (const series of [RequestSeries.istio(), RequestSeries.istioGrpc(), RequestSeries.linkerd()]) {
      const of = series._of('shop', ['checkout']);
      const { _queries: queries } = series;
      expect(queries.quantile(of, '5m', 0.99)).toMatch(/ \/ 1000$/);
      expect(queries.slowRatio(of, '5m', 0.5)).toContain('le=~"500|500.0"');
      for (const [selector] of [queries.rate(of, '5m'), queries.errorRatio(of, '5m'), queries.quantile(of, '5m', 0.5)].join().matchAll(/\{[^}]*\}/g)) {
        expect(selector).toMatch(/^\{(reporter="destination"|direction="inbound")[^}]*="shop"[^}]*="checkout"/);
      }
    }
  });

  test('know the copy that Flagger lets serve by its own name, where they go by names', () => {
    expect(RequestSeries.istio()._of('shop', ['checkout', 'checkout-primary'])).toContain('destination_workload=~"checkout|checkout-primary"');
    expect(RequestSeries.linkerd()._of('shop', ['checkout', 'checkout-primary'])).toContain('app_kubernetes_io_instance="checkout"');
  });

  test('do not count the kubelet\'s probes', () => {
    expect(RequestSeries.linkerd()._queries.rate('', '5m')).toContain('route_name!="probe"');
  });
});

test('half a millisecond is a bucket of Envoy, a quarter of a second one of each', () => {
  expect(RequestSeries.istio()._bucketFlaws('x', 0.0005)).toEqual([]);
  for (const series of [RequestSeries.otelHttp(), RequestSeries.grpcGo(), RequestSeries.grpcPrometheus(), RequestSeries.istio()]) expect(series._bucketFlaws('x', 0.25)).toEqual([]);
  expect(RequestSeries.linkerd()._bucketFlaws('x', 0.25).map((f) => f.slug)).toEqual(['slo/no-such-bucket']);
});

test('a histogram of milliseconds is asked in milliseconds, and answers in seconds', () => {
  const { _queries: queries } = RequestSeries.of({ counter: 'c', histogram: 'h', inMilliseconds: true, buckets: [0.1, 0.0005] });
  expect(queries.within('', 0.1)).toBe('h_bucket{le=~"100|100.0"}');
  expect(queries.within('', 0.0005)).toBe('h_bucket{le="0.5"}');
  expect(queries.quantile('', '5m', 0.5)).toBe('histogram_quantile(0.5, sum by (le) (rate(h_bucket{}[5m]))) / 1000');
});
