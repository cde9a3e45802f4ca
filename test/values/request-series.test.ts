import fc from 'fast-check';
import { RequestSeries, RequestSeriesProps } from '../../src';

const slugsOf = (props: Partial<RequestSeriesProps>) => RequestSeries.of({ counter: 'http_requests_total', ...props })._flaws.map((f) => f.slug);

test.each([RequestSeries.otelHttp(), RequestSeries.otelGrpc(), RequestSeries.grpcPrometheus(), RequestSeries.of({ counter: 'http_requests_total' })].map((s) => [String(s), s] as const))(
  '%s is in order', (_, series) => {
    expect(series._flaws).toEqual([]);
  });

test('failures are a share of all; before the first there are none, not nothing', () => {
  expect(RequestSeries.of({ counter: 'http_requests_total' })._errorRatio('job="a"', '5m'))
    .toBe('(sum(rate(http_requests_total{job="a",code=~"5.."}[5m])) or vector(0)) / sum(rate(http_requests_total{job="a"}[5m]))');
});

test('a bucket of whole seconds is found as Prometheus 2 and 3 write it', () => {
  expect(RequestSeries.otelHttp()._slowRatio('job="a"', '5m', 1)).toContain('le=~"1|1.0"');
  expect(RequestSeries.otelHttp()._slowRatio('job="a"', '5m', 0.25)).toContain('le="0.25"');
});

test('streams have no latency', () => {
  expect(RequestSeries.grpcPrometheus()._quantile('job="a"', '5m', 0.99)).toContain('grpc_type="unary"');
  expect(RequestSeries.grpcPrometheus()._rate('job="a"', '5m')).not.toContain('grpc_type');
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
    const literal = /code=~("(?:[^"\\\n]|\\.)*")\}/.exec(series._errorRatio('job="a"', '5m'))![1];
    expect(JSON.parse(literal)).toBe(errorValues);
  }));
});
