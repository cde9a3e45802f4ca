import { Vicinity } from '../../src';
import { chartIn, serviceIn, shop } from '../kit';

const HOST = 'kubernetes.io/hostname';
const instance = (name: string) => ({ matchLabels: { 'app.kubernetes.io/instance': name } });

test('pods are rather kept apart than left Pending', () => {
  const it = shop();
  it.checkout.keepApartFrom(it.service('batch'));
  expect(it.problems).toEqual([]);
  expect(it.pod().affinity.podAntiAffinity).toEqual({
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 50, podAffinityTerm: { topologyKey: HOST, labelSelector: instance('batch') } },
      { weight: 100, podAffinityTerm: { topologyKey: HOST, labelSelector: instance('checkout') } },
    ],
  });
});

test('pods are kept near by zone, and must be if that is said', () => {
  const it = shop();
  it.checkout.keepNear(it.service('cache'), { within: Vicinity.ZONE, hard: true });
  expect(it.pod().affinity.podAffinity).toEqual({ requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'topology.kubernetes.io/zone', labelSelector: instance('cache') }] });
});

test('the namespace is named where it is another', () => {
  const it = shop();
  it.checkout.keepNear(serviceIn(chartIn(it.chart.node.root as any, 'infra', 'infra'), 'cache'));
  expect(it.pod().affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm).toEqual({ topologyKey: HOST, labelSelector: instance('cache'), namespaces: ['infra'] });
});

test('who is said to be near and apart at once is near to some and apart from others', () => {
  const it = shop();
  const [cache, batch] = [it.service('cache'), it.service('batch')];
  it.checkout.keepNear(cache);
  it.checkout.keepApartFrom(batch);
  expect(Object.keys(it.pod().affinity).sort()).toEqual(['podAffinity', 'podAntiAffinity']);
});

test('said twice is said once, said otherwise is a problem', () => {
  const it = shop();
  const batch = it.service('batch');
  it.checkout.keepApartFrom(batch);
  it.checkout.keepApartFrom(batch);
  expect(it.problems).toEqual([]);
  it.checkout.keepApartFrom(batch, { hard: true });
  expect(it.problems).toEqual(['draft/conflict']);
});
