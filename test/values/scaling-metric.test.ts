import * as fc from 'fast-check';
import { Percent, ScalingMetric } from '../../src';

const slugs = (metric: ScalingMetric) => metric._flaws.map((f) => f.slug);
const onIngress = (over: object = {}) => ScalingMetric.ofObject({ metric: 'requests', apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop', perPod: 100, ...over });

describe('a metric', () => {
  test.each([
    [ScalingMetric.cpu(Percent.of(70)), '70% of the cpu request'],
    [ScalingMetric.perPod('http_requests_per_second', 200), '200 http_requests_per_second per pod'],
    [ScalingMetric.external('sqs_visible', 0.5, { queue: 'orders' }), '0.5 sqs_visible per pod'],
    [onIngress(), '100 requests per pod'],
  ])('reads as what it aims at: %s', (metric, text) => {
    expect([String(metric), slugs(metric)]).toEqual([text, []]);
  });

  test.each([
    ['no share', ScalingMetric.cpu(Percent.of(0)), 'percent/out-of-range'],
    ['too large a share', ScalingMetric.memory(Percent.of(1001)), 'percent/out-of-range'],
    ['nothing per pod', ScalingMetric.perPod('x', 0), 'metric/bad-target'],
    ['less than nothing', ScalingMetric.external('x', -1), 'metric/bad-target'],
    ['no number', ScalingMetric.perPod('x', Number.NaN), 'metric/bad-target'],
    ['no name', ScalingMetric.perPod('', 1), 'metric/bad-name'],
    ['a name with a slash', ScalingMetric.external('a/b', 1), 'metric/bad-name'],
    ['an object without a name', onIngress({ name: '' }), 'metric/bad-name'],
    ['an API version that is none', onIngress({ apiVersion: 'networking' }), 'metric/bad-api-version'],
    ['a label that is none', ScalingMetric.external('x', 1, { 'a b': 'c' }), 'label/bad-key'],
  ])('refuses %s', (_, metric, slug) => {
    expect(slugs(metric)).toEqual([slug]);
  });

  test('whatever is said, never throws', () => {
    fc.assert(fc.property(fc.string(), fc.double(), fc.dictionary(fc.string(), fc.string()), (name, amount, labels) => {
      const metrics = [ScalingMetric.perPod(name, amount), ScalingMetric.external(name, amount, labels), onIngress({ metric: name, name, kind: name, apiVersion: name, perPod: amount })];
      return metrics.every((metric) => Array.isArray(metric._flaws) && typeof metric._key === 'string' && typeof String(metric) === 'string');
    }));
  });
});
