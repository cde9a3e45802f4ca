import { Duration } from 'cdk8s';
import { findingsIn, flagger, GATEWAY, refusalsOf } from './kit';
import { Analysis, AnalysisQuery, CanaryStep, Delivery, EventScaling, Exposure, GoWorker, Metadata, Port, Rollout, ScalingTrigger, ServiceAccess, TrafficRouter } from '../../../src';
import { isJudgeBuilt } from '../../conformance/third-party/judge';
import { IMAGE, newChart, problemsOf, shop } from '../../kit';

const ISTIO = flagger({ router: TrafficRouter.istio() });
const THROUGH_GATEWAY = flagger({ router: TrafficRouter.gatewayApi() }, { edge: GATEWAY });
const ANALYSIS = Analysis.of({ successRate: 99.5, latency: Duration.millis(300) });
const steps = (...pairs: Array<[number, number]>) => pairs.flatMap(([weight, minutes]) => [CanaryStep.weight(weight), CanaryStep.pause(Duration.minutes(minutes))]);

describe('a workload with a canary', () => {
  const it = shop({ traits: [Delivery.canary({ analysis: ANALYSIS })] }, ISTIO);
  const { spec } = it.find('Canary');

  test('keeps its Deployment, which Flagger copies', () => {
    expect(spec.targetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' });
    expect(it.deployment().template.spec).toEqual(shop().deployment().template.spec);
  });

  test('leaves its Service to Flagger, and keeps its place in the file for the Canary', () => {
    expect(it.all('Service')).toEqual([]);
    const kinds = it.objects.map((o) => o.kind).filter((kind) => kind !== 'MetricTemplate');
    expect(kinds).toEqual(shop().objects.map((o) => (o.kind === 'Service' ? 'Canary' : o.kind)));
    expect(spec.service).toEqual({ port: 8080, portName: 'http', targetPort: 'http', appProtocol: 'http', portDiscovery: false });
  });

  test('is told apart from its copy by the label that Flagger changes; the identity stays on both, so policies and budgets hold for both', () => {
    const { selector, template } = it.deployment();
    expect(selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'checkout' } });
    expect(template.metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'checkout', 'app.kubernetes.io/instance': 'checkout' });
    expect(it.find('NetworkPolicy').spec.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } });
    expect(it.find('PodDisruptionBudget').spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } });
  });

  test('has the label also without the trait that writes it', () => {
    expect(shop({ without: [Metadata.ID], traits: [Delivery.canary()] }, ISTIO).deployment().template.metadata.labels).toHaveProperty(['app.kubernetes.io/name'], 'checkout');
  });

  test('hands over its autoscaler', () => {
    expect(spec.autoscalerRef).toEqual({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'checkout' });
    expect(it.find('HorizontalPodAutoscaler').spec.scaleTargetRef.kind).toBe('Deployment');
  });

  test('hands over KEDA as well', () => {
    const triggers = [ScalingTrigger.prometheus({ server: 'http://prometheus:9090', query: 'sum(queue)', perPod: 10 })];
    const scaled = shop({ traits: [new EventScaling({ triggers }), Delivery.canary()] }, ISTIO);
    expect([scaled.find('Canary').spec.autoscalerRef, scaled.problems]).toEqual([{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 'checkout' }, []]);
  });

  test('gets its shares step by step, and is taken back at the third bad check', () => {
    expect(spec.analysis).toMatchObject({ interval: '300s', stepWeights: [5, 20, 50], threshold: 3 });
    expect([spec.provider, spec.progressDeadlineSeconds]).toEqual(['istio', 300]);
  });

  test('has its configuration used as it is: its name follows from its content', () => {
    expect(it.all('ConfigMap')[0].metadata.annotations).toHaveProperty(['flagger.app/config-tracking'], 'disabled');
  });

  test('is measured by MetricTemplates, over the pods of the new version only', () => {
    expect(spec.analysis.metrics).toEqual([
      { name: 'success-rate', templateRef: { name: 'checkout-success-rate' }, thresholdRange: { min: 99.5 }, interval: '300s' },
      { name: 'latency', templateRef: { name: 'checkout-latency' }, thresholdRange: { max: 0.3 }, interval: '300s' },
    ]);
    const { provider, query } = it.find('MetricTemplate', 'checkout-success-rate').spec;
    expect(provider).toEqual({ type: 'prometheus', address: 'http://prometheus-operated.monitoring.svc.cluster.local:9090' });
    const pods = new RegExp(`^${/pod=~"([^"]*)"/.exec(query)![1]}$`);
    expect([pods.test('checkout-7bf84f9696-x2x4z'), pods.test('checkout-primary-7bf84f9696-x2x4z')]).toEqual([true, false]);
  });

  test('is a Deployment with a Service again when the trait goes', () => {
    const again = shop({ traits: [Delivery.canary({ analysis: ANALYSIS })] }, ISTIO);
    again.checkout.addTraits(new Rollout());
    expect(again.objects).toEqual(shop({}, ISTIO).objects);
  });

  test('is refused where clients choose pods by themselves', () => {
    const grpc = shop({ ports: [Port.grpc(9090)], traits: [Delivery.canary()] }, ISTIO);
    grpc.service('frontend').calls(grpc.checkout);
    expect(grpc.problems).toEqual(['delivery/clients-choose-pods']);
  });
});

describe('what Flagger cannot do', () => {
  test.each([
    ['a canary with nobody to share requests', flagger(), {}, 'delivery/flagger-no-router'],
    ['pauses of two lengths', ISTIO, { steps: steps([10, 5], [50, 10]) }, 'delivery/flagger-steps'],
    ['a wait for a person', ISTIO, { steps: [CanaryStep.weight(10), CanaryStep.untilPromoted()] }, 'delivery/flagger-steps'],
    ['measuring twice a step', ISTIO, { analysis: Analysis.of({ interval: Duration.minutes(1) }) }, 'delivery/flagger-interval'],
    ['a route for no host', THROUGH_GATEWAY, {}, 'delivery/no-hosts'],
    ['a route for a host that is none', THROUGH_GATEWAY, { hosts: ['https://shop'] }, 'host/bad-name'],
    ['hosts without a Gateway', ISTIO, { hosts: ['shop.example.com'] }, 'delivery/hosts-by-exposure'],
    ['a Gateway that the platform has not', flagger({ router: TrafficRouter.gatewayApi() }), { hosts: ['shop.example.com'] }, 'delivery/no-gateway'],
  ])('%s is refused', (_, platform, props, slug) => {
    expect(shop({ traits: [Delivery.canary(props)] }, platform).problems).toEqual([slug]);
  });

  test.each([
    ['a number of pods that is fixed', { replicas: 3 }, 'delivery/flagger-fixed-replicas'],
    ['two ports', { ports: [Port.http(8080), Port.grpc(9090)] }, 'delivery/flagger-several-ports'],
    ['no port', { ports: [] }, 'delivery/no-service'],
  ])('%s is refused', (_, props, slug) => {
    expect(shop({ ...props, traits: [Delivery.canary()] }, ISTIO).problems).toEqual([slug]);
  });

  test('a worker, which nobody calls, is refused', () => {
    expect(problemsOf(new GoWorker(newChart(ISTIO), 'mailer', { image: IMAGE, traits: [Delivery.canary()] }))).toEqual(['delivery/no-service']);
  });

  test('a Service that Flagger would not make so is refused', () => {
    expect(shop({ traits: [Delivery.canary(), ServiceAccess.loadBalancer()] }, ISTIO).problems).toEqual(['delivery/flagger-service']);
  });

  test('annotations of the Service are handed on', () => {
    const it = shop({ traits: [Delivery.canary(), ServiceAccess.withinCluster({ annotations: { 'example.com/a': 'b' } })] }, ISTIO);
    expect(it.find('Canary').spec.service.apex).toEqual({ annotations: { 'example.com/a': 'b' } });
  });

  test('a name label of your own is refused, as versions are told apart by it', () => {
    const it = shop({ traits: [Delivery.canary()] }, ISTIO);
    it.checkout.draft.addLabel('app.kubernetes.io/name', 'basket');
    expect(it.problems).toEqual(['delivery/flagger-label']);
  });

  test('a switch that a person decides, or whose old pods stay, is refused', () => {
    expect(shop({ traits: [Delivery.blueGreen({ autoPromote: false, scaleDownDelay: Duration.minutes(5) })] }, flagger()).problems.sort())
      .toEqual(['delivery/flagger-promotion', 'delivery/flagger-scale-down']);
  });

  test('requests that nobody has sent yet cannot be measured before the switch; something else can', () => {
    const measured = (analysis: Analysis) => shop({ traits: [Delivery.blueGreen({ analysis })] }, flagger()).problems;
    expect(measured(Analysis.of())).toEqual(['delivery/flagger-no-requests-yet']);
    expect(measured(Analysis.of({ queries: [AnalysisQuery.atMost('smoke-failures', 'smoke_failures{pod=~"$pods"}', 0)] }))).toEqual([]);
  });

  test('an exposure beside the route that it makes itself is refused', () => {
    const it = shop({ traits: [Delivery.canary({ hosts: ['shop.example.com'] }), new Exposure({ host: 'shop.example.com' })] }, THROUGH_GATEWAY);
    expect(it.problems).toEqual(['delivery/two-routes']);
  });
});

test('by a Gateway, Flagger makes the route for the hosts, and the Gateway is let in', () => {
  const it = shop({ traits: [Delivery.canary({ hosts: ['shop.example.com'] })] }, THROUGH_GATEWAY);
  expect(it.find('Canary').spec).toMatchObject({
    provider: 'gatewayapi:v1',
    service: { hosts: ['shop.example.com'], gatewayRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateways', sectionName: 'https' }] },
  });
  const ingress = it.find('NetworkPolicy').spec.ingress.find((rule: any) => rule.ports[0].port === 8080);
  expect(ingress.from).toHaveLength(1);
});

test('blue-green needs nobody to share requests', () => {
  const it = shop({ traits: [Delivery.blueGreen()] }, flagger());
  expect(it.find('Canary').spec).toMatchObject({ provider: 'kubernetes', analysis: { interval: '60s', iterations: 1, threshold: 3 } });
});

describe('what comes out', () => {
  const cases: Array<[string, any, Delivery]> = [
    ['a canary with Istio', ISTIO, Delivery.canary({ analysis: ANALYSIS })],
    ['a canary with a Gateway', THROUGH_GATEWAY, Delivery.canary({ hosts: ['shop.example.com'], analysis: ANALYSIS })],
    ['blue-green', flagger(), Delivery.blueGreen()],
  ];

  (isJudgeBuilt() ? test : test.skip).each(cases)('passes the definitions of Flagger: %s', (_, platform, trait) => {
    expect(refusalsOf(shop({ traits: [trait] }, platform).objects)).toEqual([]);
  });

  test.each(cases)('is no finding of any rule: %s', (_, platform, trait) => {
    expect(findingsIn(platform, { traits: [trait] })).toEqual([]);
  });
});

test('the Services that Flagger makes are no news to the rules: the workload may be called, and exposed', () => {
  expect(findingsIn(flagger({ router: TrafficRouter.istio() }, { edge: GATEWAY }), { traits: [Delivery.canary()] }, 'shop.example.com')).toEqual([]);
});
