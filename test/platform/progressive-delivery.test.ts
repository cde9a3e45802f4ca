import { Platform, ProgressiveDelivery, TrafficRouter } from '../../src';
import { newChart, refusalOf } from '../kit';

test('names who carries releases out', () => {
  expect([`${ProgressiveDelivery.argoRollouts()}`, `${ProgressiveDelivery.flagger()}`]).toEqual(['Argo Rollouts', 'Flagger']);
  expect([`${TrafficRouter.istio()}`, `${TrafficRouter.gatewayApi()}`]).toEqual(['Istio', 'the Gateway']);
});

test.each(['http://prometheus.monitoring:9090', 'https://mimir.example.com/prometheus'])('asks %s', (prometheus) => {
  expect(new Platform({ progressiveDelivery: ProgressiveDelivery.flagger({ prometheus }) })._flaws()).toEqual([]);
});

test.each(['prometheus:9090', '', 'http://a b'])('refuses "%s" as a Prometheus', (prometheus) => {
  expect(refusalOf(newChart(new Platform({ progressiveDelivery: ProgressiveDelivery.argoRollouts({ prometheus }) })))).toContain('platform/bad-prometheus: ');
});
