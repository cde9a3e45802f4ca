import { Duration, Size } from 'cdk8s';
import { argo, findingsIn, GATEWAY, refusalsOf } from './kit';
import { Analysis, AnalysisQuery, Autoscaling, CanaryStep, Delivery, EventScaling, Exposure, GoOperator, GoWorker, Port, Rollout, ScalingTrigger, TrafficRouter } from '../../../src';
import { isJudgeBuilt } from '../../conformance/third-party/judge';
import { find, IMAGE, newChart, objectsOf, problemsOf, shop } from '../../kit';

const ISTIO = argo({ router: TrafficRouter.istio() });
const THROUGH_GATEWAY = argo({ router: TrafficRouter.gatewayApi() }, { edge: GATEWAY });
const ANALYSIS = Analysis.of({ successRate: 99.5, latency: Duration.millis(300) });

describe('a workload with a canary', () => {
  const it = shop({ traits: [Delivery.canary()] }, argo());

  test('is a Rollout with the pod template of its Deployment, which is gone', () => {
    expect(it.all('Deployment')).toEqual([]);
    const { spec, apiVersion } = it.find('Rollout');
    expect(apiVersion).toBe('argoproj.io/v1alpha1');
    expect(spec.template).toEqual(shop().deployment().template);
    expect([spec.selector, spec.replicas]).toEqual([{ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } }, undefined]);
  });

  test('gives the new version a twentieth, a fifth and a half, five minutes each', () => {
    const pause = { pause: { duration: 300 } };
    expect(it.find('Rollout').spec.strategy).toEqual({
      canary: { maxSurge: '25%', maxUnavailable: 0, steps: [{ setWeight: 5 }, pause, { setWeight: 20 }, pause, { setWeight: 50 }, pause] },
    });
  });

  test('takes a version back whose pods do not come up', () => {
    expect(it.find('Rollout').spec).toMatchObject({ progressDeadlineSeconds: 300, progressDeadlineAbort: true, revisionHistoryLimit: 5, minReadySeconds: 10 });
  });

  test('is scaled as a Rollout', () => {
    expect(it.find('HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'checkout' });
  });

  test('has one Service: its pods share the requests', () => {
    expect(it.all('Service').map((o) => o.metadata.name)).toEqual(['checkout']);
  });

  test('stands where the Deployment stood in the file', () => {
    expect(it.objects.map((o) => o.kind)).toEqual(shop().objects.map((o) => (o.kind === 'Deployment' ? 'Rollout' : o.kind)));
  });

  test('keeps a number of pods that was given', () => {
    expect(shop({ replicas: 4, traits: [Delivery.canary()] }, argo()).find('Rollout').spec.replicas).toBe(4);
  });

  test('can wait for a person', () => {
    const steps = [CanaryStep.weight(10), CanaryStep.untilPromoted()];
    expect(shop({ traits: [Delivery.canary({ steps })] }, argo()).find('Rollout').spec.strategy.canary.steps).toEqual([{ setWeight: 10 }, { pause: {} }]);
  });

  test('may be one that nobody calls: its pods share the work', () => {
    const worker = shop({ ports: [], traits: [Delivery.canary()] }, ISTIO);
    expect(worker.problems).toEqual([]);
    expect(worker.find('Rollout').spec.strategy.canary).not.toHaveProperty('trafficRouting');
  });

  test('may be a worker', () => {
    const chart = newChart(ISTIO);
    const mailer = new GoWorker(chart, 'mailer', { image: IMAGE, traits: [Delivery.canary()] });
    expect([mailer.problems(), find(objectsOf(chart), 'Rollout', 'mailer').spec.strategy.canary.steps[0]]).toEqual([[], { setWeight: 5 }]);
  });

  test('may not be what runs as a Deployment only', () => {
    const chart = newChart(argo());
    const operator = new GoOperator(chart, 'operator', { image: IMAGE, traits: [Delivery.canary()] });
    expect(problemsOf(operator)).toContain('delivery/no-rollout');
  });

  test('takes pace and history from the canary', () => {
    const trait = Delivery.canary({ minReady: Duration.seconds(30), progressDeadline: Duration.minutes(15), revisionHistory: 2 });
    expect(shop({ traits: [trait] }, argo()).find('Rollout').spec).toMatchObject({ minReadySeconds: 30, progressDeadlineSeconds: 900, revisionHistoryLimit: 2 });
  });
});

describe('an analysis', () => {
  const it = shop({ traits: [Delivery.canary({ analysis: ANALYSIS })] }, argo());
  const [rate, latency] = it.find('AnalysisTemplate').spec.metrics;

  test('begins when the new version has its first share, and asks about its pods only', () => {
    expect(it.find('Rollout').spec.strategy.canary.analysis).toEqual({
      templates: [{ templateName: 'checkout' }],
      args: [{ name: 'namespace', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }, { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }],
      startingStep: 1,
    });
    expect(rate.provider.prometheus.query).toContain('pod=~"checkout-{{args.hash}}-.*"');
  });

  test('holds the share of good requests, in percent, and the time they take, in seconds, against their bounds', () => {
    expect([rate.successCondition, rate.failureCondition]).toEqual(['len(result) > 0 && result[0] >= 99.5', 'len(result) > 0 && result[0] < 99.5']);
    expect([latency.successCondition, latency.failureCondition]).toEqual(['len(result) > 0 && result[0] <= 0.3', 'len(result) > 0 && result[0] > 0.3']);
    expect(latency.provider.prometheus.query).toMatch(/^histogram_quantile\(0\.99, /);
  });

  test('measures every minute over two, forgives two bad measurements, and goes on to the last step', () => {
    expect(rate).toMatchObject({ interval: '60s', initialDelay: '60s', failureLimit: 2, inconclusiveLimit: 2 });
    expect(rate).not.toHaveProperty('count');
    expect(rate.provider.prometheus.query).toContain('[120s]');
  });

  test('asks the Prometheus of the monitoring namespace, or another one', () => {
    expect(rate.provider.prometheus.address).toBe('http://prometheus-operated.monitoring.svc.cluster.local:9090');
    const other = shop({ traits: [Delivery.canary({ analysis: ANALYSIS })] }, argo({ prometheus: 'http://mimir.observability:8080/prometheus' }));
    expect(other.find('AnalysisTemplate').spec.metrics[0].provider.prometheus.address).toBe('http://mimir.observability:8080/prometheus');
  });

  test('of a gRPC server reads what gRPC counts', () => {
    const grpc = shop({ ports: [Port.grpc(9090)], traits: [Delivery.canary({ analysis: ANALYSIS })] }, argo());
    expect(grpc.find('AnalysisTemplate').spec.metrics.map((m: any) => /grpc_server_\w+/.exec(m.provider.prometheus.query)![0])).toEqual(['grpc_server_handled_total', 'grpc_server_handling_seconds_bucket']);
  });

  test('takes queries of your own, with the names filled in', () => {
    const queries = [AnalysisQuery.atLeast('orders', 'sum(rate(orders_total{namespace="$namespace",pod=~"$pods"}[$window]))', 1)];
    const { metrics } = shop({ ports: [], traits: [Delivery.canary({ analysis: Analysis.of({ queries, interval: Duration.minutes(5), failureLimit: 0 }) })] }, argo()).find('AnalysisTemplate').spec;
    expect(metrics).toHaveLength(1);
    expect(metrics[0]).toMatchObject({ name: 'orders', interval: '300s', failureLimit: 0, successCondition: 'len(result) > 0 && result[0] >= 1' });
    expect(metrics[0].provider.prometheus.query).toBe('sum(rate(orders_total{namespace="{{args.namespace}}",pod=~"checkout-{{args.hash}}-.*"}[300s]))');
  });
});

describe('with Istio', () => {
  const it = shop({ ports: [Port.http(8080), Port.named('admin-api', 9000, Port.http(9000).protocol)], traits: [Delivery.canary()] }, ISTIO);

  test('a VirtualService shares the requests of every port between two Services', () => {
    const { http, hosts } = it.find('VirtualService').spec;
    expect(hosts).toEqual(['checkout']);
    expect(http.map((r: any) => [r.name, r.match, r.route.map((to: any) => [to.destination.host, to.destination.port.number, to.weight])])).toEqual([
      ['admin-api', [{ port: 9000 }], [['checkout', 9000, 100], ['checkout-canary', 9000, 0]]],
      ['http', [{ port: 8080 }], [['checkout', 8080, 100], ['checkout-canary', 8080, 0]]],
    ]);
  });

  test('the Rollout knows both and the routes', () => {
    expect(it.find('Rollout').spec.strategy.canary).toMatchObject({
      stableService: 'checkout',
      canaryService: 'checkout-canary',
      maxSurge: '100%',
      trafficRouting: { istio: { virtualService: { name: 'checkout', routes: ['admin-api', 'http'] } } },
    });
  });

  test('the second Service has the ports and the selector of the first', () => {
    const [first, second] = [it.find('Service'), it.find('Service', 'checkout-canary')].map((s) => s.spec);
    expect([second.ports, second.selector]).toEqual([first.ports, first.selector]);
  });

  test('a program without HTTP or gRPC is refused', () => {
    expect(shop({ ports: [Port.tcp('redis', 6379)], traits: [Delivery.canary()] }, ISTIO).problems).toEqual(['delivery/nothing-to-share']);
  });

  test('clients that choose pods by themselves are refused: no share would hold', () => {
    const grpc = shop({ ports: [Port.grpc(9090)], traits: [Delivery.canary()] }, ISTIO);
    expect(grpc.problems).toEqual([]);
    grpc.service('frontend').calls(grpc.checkout);
    expect(grpc.problems).toEqual(['delivery/clients-choose-pods']);
  });

  test('hosts belong to exposures', () => {
    expect(shop({ traits: [Delivery.canary({ hosts: ['shop.example.com'] })] }, ISTIO).problems).toEqual(['delivery/hosts-by-exposure']);
  });
});

describe('with a Gateway', () => {
  const exposed = (before: boolean) => {
    const it = shop({}, THROUGH_GATEWAY);
    const steps = [() => it.checkout.addTraits(new Exposure({ host: 'shop.example.com' })), () => it.checkout.addTraits(Delivery.canary())];
    (before ? steps : steps.reverse()).forEach((step) => step());
    return it;
  };

  test('the route of the exposure shares the requests, whichever came first', () => {
    const it = exposed(true);
    const backends = it.all('HTTPRoute').flatMap((r) => r.spec.rules[0].backendRefs.map((b: any) => [b.name, b.weight]));
    expect(backends).toEqual([['checkout', 100], ['checkout-canary', 0]]);
    expect(it.find('Rollout').spec.strategy.canary.trafficRouting).toEqual({
      plugins: { 'argoproj-labs/gatewayAPI': { httpRoutes: [{ name: 'checkout.shop.example.com', useHeaderRoutes: false }] } },
    });
    expect(exposed(false).objects).toEqual(expect.arrayContaining(it.objects));
  });

  test('gRPC is shared by its own kind of route', () => {
    const it = shop({ ports: [Port.grpc(9090)], traits: [Delivery.canary(), new Exposure({ host: 'api.example.com' })] }, THROUGH_GATEWAY);
    expect(Object.keys(it.find('Rollout').spec.strategy.canary.trafficRouting.plugins['argoproj-labs/gatewayAPI'])).toEqual(['grpcRoutes']);
    expect(it.all('GRPCRoute')).toHaveLength(1);
  });

  test('a service that nobody reaches through it is refused', () => {
    expect(shop({ traits: [Delivery.canary()] }, THROUGH_GATEWAY).problems).toEqual(['delivery/not-exposed']);
  });

  test('a platform without one is refused', () => {
    expect(shop({ traits: [Delivery.canary()] }, argo({ router: TrafficRouter.gatewayApi() })).problems).toEqual(['delivery/not-exposed', 'delivery/no-gateway'].sort().reverse());
  });

  test('without the canary its route is as before', () => {
    const it = exposed(true);
    it.checkout.addTraits(new Rollout());
    expect(it.all('HTTPRoute')[0].spec.rules[0].backendRefs.map((b: any) => [b.name, b.weight])).toEqual([['checkout', 1]]);
  });
});

describe('blue-green', () => {
  const strategy = (props = {}) => shop({ traits: [Delivery.blueGreen(props)] }, argo()).find('Rollout').spec.strategy.blueGreen;

  test('switches the Service over once all new pods are ready, and keeps the old ones for half a minute', () => {
    expect(strategy()).toEqual({ activeService: 'checkout', autoPromotionEnabled: true, scaleDownDelaySeconds: 30 });
  });

  test('waits for a person, who can look at the new version', () => {
    const it = shop({ traits: [Delivery.blueGreen({ autoPromote: false })] }, argo());
    expect(it.find('Rollout').spec.strategy.blueGreen).toMatchObject({ previewService: 'checkout-preview', autoPromotionEnabled: false });
    expect(it.find('Service', 'checkout-preview').spec.ports).toEqual(it.find('Service').spec.ports);
  });

  test('has a preview by choice', () => {
    expect(strategy({ previewService: true })).toHaveProperty('previewService', 'checkout-preview');
    expect(strategy({ previewService: false, autoPromote: false })).not.toHaveProperty('previewService');
  });

  test('is measured after the switch, a number of times, as nobody calls the new version before', () => {
    const it = shop({ traits: [Delivery.blueGreen({ analysis: Analysis.of({ measurements: 10 }), scaleDownDelay: Duration.minutes(15) })] }, argo());
    expect(it.find('Rollout').spec.strategy.blueGreen).toMatchObject({ postPromotionAnalysis: { templates: [{ templateName: 'checkout' }] }, scaleDownDelaySeconds: 900 });
    expect(it.find('AnalysisTemplate').spec.metrics[0].count).toBe(10);
  });

  test.each([[Duration.seconds(0)], [Duration.millis(1500)]])('refuses %s as the time that old pods stay', (scaleDownDelay) => {
    expect(shop({ traits: [Delivery.blueGreen({ scaleDownDelay })] }, argo()).problems).toEqual(['duration/out-of-range']);
  });

  test('needs a Service', () => {
    expect(shop({ ports: [], traits: [Delivery.blueGreen()] }, argo()).problems).toEqual(['delivery/no-service']);
  });

  test('is refused where clients choose pods by themselves: they would call the preview', () => {
    const it = shop({ ports: [Port.grpc(9090)], traits: [Delivery.blueGreen()] }, argo());
    it.service('frontend').calls(it.checkout);
    expect(it.problems).toEqual(['delivery/clients-choose-pods']);
  });
});

describe('what comes out', () => {
  const cases: Array<[string, () => any]> = [
    ['a canary by pods', () => shop({ traits: [Delivery.canary({ analysis: ANALYSIS })] }, argo())],
    ['a canary with Istio', () => shop({ traits: [Delivery.canary({ analysis: ANALYSIS })] }, ISTIO)],
    ['a canary with a Gateway', () => shop({ traits: [Delivery.canary({ analysis: ANALYSIS }), new Exposure({ host: 'shop.example.com' })] }, THROUGH_GATEWAY)],
    ['blue-green', () => shop({ traits: [Delivery.blueGreen({ analysis: ANALYSIS, autoPromote: false })] }, argo())],
  ];

  (isJudgeBuilt() ? test : test.skip).each(cases)('passes the definitions of Argo Rollouts: %s', (_, make) => {
    expect(refusalsOf(make().objects)).toEqual([]);
  });

  test.each([
    ['a canary by pods', argo(), Delivery.canary({ analysis: ANALYSIS }), undefined],
    ['a canary with Istio', ISTIO, Delivery.canary({ analysis: ANALYSIS }), undefined],
    ['a canary with a Gateway', THROUGH_GATEWAY, Delivery.canary({ analysis: ANALYSIS }), 'shop.example.com'],
    ['blue-green', argo(), Delivery.blueGreen({ analysis: ANALYSIS }), undefined],
  ])('is no finding of any rule: %s', (_, platform, trait, host) => {
    expect(findingsIn(platform, { traits: [trait] }, host)).toEqual([]);
  });

  test('is judged by the rules on pods as a Deployment is', () => {
    expect(findingsIn(argo(), { traits: [Delivery.canary()], without: ['hardening'], memory: Size.mebibytes(64) }).some((f) => f.includes('Rollout shop/checkout'))).toBe(true);
  });

  test('is the same in any order of traits', () => {
    const inOrder = (reverse: boolean) => {
      const it = shop({}, argo());
      const traits = [new Autoscaling({ maxReplicas: 20 }), Delivery.canary({ analysis: ANALYSIS })];
      it.checkout.addTraits(...(reverse ? traits.reverse() : traits));
      return it.objects;
    };
    expect(inOrder(true)).toEqual(inOrder(false));
  });

  test('is scaled by KEDA as well', () => {
    const triggers = [ScalingTrigger.prometheus({ server: 'http://prometheus:9090', query: 'sum(queue)', perPod: 10 })];
    const it = shop({ traits: [new EventScaling({ triggers }), Delivery.canary()] }, argo());
    expect(it.find('ScaledObject').spec.scaleTargetRef).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'checkout' });
    expect(it.problems).toEqual([]);
  });
});
