import { Duration } from 'cdk8s';
import { MeshShop } from './kit';
import { CallPolicy, CircuitBreaker, ConnectionPool, Delivery, ExternalService, Mesh, Percent, Port, ProgressiveDelivery, Resilience, Retry, RetryCondition, TrafficRouter } from '../../../src';

const HOST = 'checkout.shop.svc.cluster.local';
const seconds = (n: number) => Resilience.of({ timeout: Duration.seconds(n) });

describe('how calls are made, with Istio', () => {
  test('a callee of whom nobody says more has a breaker, a pool and a budget', () => {
    expect(new MeshShop({ mesh: Mesh.istio() }).spec('DestinationRule')).toEqual({
      host: HOST,
      trafficPolicy: {
        connectionPool: { tcp: { maxConnections: 1024 }, http: { http1MaxPendingRequests: 1024, http2MaxRequests: 1024 } },
        outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 50, minHealthPercent: 50 },
        retryBudget: { percent: 20, minRetryConcurrency: 3 },
      },
    });
  });

  test('callers that wait differently have routes of their own, before that for everybody', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.calls(it.checkout, { resilience: seconds(2) });
    it.admin.calls(it.checkout, { resilience: Resilience.of({ timeout: Duration.seconds(4), retry: Retry.none() }) });
    const to = { route: [{ destination: { host: HOST, port: { number: 8080 } } }] };
    const from = (name: string) => [{ port: 8080, sourceLabels: { 'app.kubernetes.io/instance': name }, sourceNamespace: 'shop' }];
    expect(it.spec('VirtualService')).toEqual({
      hosts: [HOST],
      http: [
        { name: 'http-from-shop-admin', match: from('admin'), ...to, timeout: '4s', retries: { attempts: 0 } },
        { name: 'http-from-shop-web', match: from('web'), ...to, timeout: '2s', retries: { attempts: 2, perTryTimeout: '600ms', retryOn: 'connect-failure,refused-stream,503' } },
        { name: 'http', match: [{ port: 8080 }], ...to, retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,503' } },
      ],
    });
  });

  test('callers that are given the same share a route, and what the callee says is for everybody', () => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { resilience: seconds(3) });
    it.web.calls(it.checkout);
    it.admin.calls(it.checkout);
    expect(it.spec('VirtualService').http.map(({ name, timeout }: any) => [name, timeout])).toEqual([['http', '3s']]);
  });

  test.each([
    [Port.http(8080), 'reset,gateway-error,5xx,429', [RetryCondition.RESET, RetryCondition.GATEWAY_ERROR, RetryCondition.SERVER_ERROR, RetryCondition.OVERLOADED]],
    [Port.grpc(9090), 'unavailable,gateway-error,5xx,internal,resource-exhausted', [RetryCondition.UNAVAILABLE, RetryCondition.GATEWAY_ERROR, RetryCondition.SERVER_ERROR, RetryCondition.OVERLOADED]],
  ])('conditions have Envoy\'s words for %s', (port, words, on) => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { ports: [port], resilience: Resilience.of({ retry: Retry.of({ on, idempotent: true }) }) });
    expect(it.spec('VirtualService').http[0].retries.retryOn).toBe(words);
  });

  test('a breaker cannot differ by caller, and that is a problem with both names', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.calls(it.checkout, { resilience: Resilience.of({ circuitBreaker: CircuitBreaker.none() }) });
    it.admin.calls(it.checkout);
    expect(it.refusal).toContain('[shop/checkout] mesh/callers-differ: admin and web call checkout with a different circuit breaker each');
  });

  test.each([['connection pool', { connectionPool: ConnectionPool.of({ maxRequests: 5 }) }], ['retry budget', { retry: Retry.of({ budget: Percent.of(5) }) }]])('neither can a %s', (what, words) => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.calls(it.checkout, { resilience: Resilience.of(words) });
    it.admin.calls(it.checkout);
    expect(it.refusal).toContain(`a different ${what} each`);
  });

  test('ports that differ have settings of their own', () => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { ports: [Port.http(8080), Port.grpc(9090)] });
    it.web.calls(it.checkout, { port: 'grpc', resilience: Resilience.of({ circuitBreaker: CircuitBreaker.none() }) });
    const { portLevelSettings } = it.spec('DestinationRule').trafficPolicy;
    expect(portLevelSettings.map((s: any) => [s.port.number, s.outlierDetection !== undefined])).toEqual([[9090, false], [8080, true]]);
  });

  test('a program whose mesh does it is given the deadline, and no policy to keep itself', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.calls(it.checkout);
    it.web.calls(new ExternalService(it.chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)] }));
    const text = JSON.stringify(it.objects);
    expect(text).toContain('CHECKOUT_TIMEOUT');
    expect(text).not.toContain('CHECKOUT_CALL_POLICY');
    expect(text).toContain('STRIPE_CALL_POLICY');
  });

  test('a canary shares the VirtualService, in each of its routes', () => {
    const it = new MeshShop({ mesh: Mesh.istio(), progressiveDelivery: ProgressiveDelivery.argoRollouts({ router: TrafficRouter.istio() }) }, { traits: [Delivery.canary()] });
    it.web.calls(it.checkout, { resilience: seconds(2) });
    expect(it.objects.filter((o) => o.kind === 'VirtualService' && o.metadata.name === 'checkout')).toHaveLength(1);
    expect(it.spec('VirtualService').http.map(({ name, route }: any) => [name, ...route.map((r: any) => r.weight)])).toEqual([['http-from-shop-web', 100, 0], ['http', 100, 0]]);
    expect(it.spec('Rollout').strategy.canary.trafficRouting.istio.virtualService).toEqual({ name: 'checkout', routes: ['http-from-shop-web', 'http'] });
  });

  test('a canary needs the trait that makes the VirtualService', () => {
    const progressiveDelivery = ProgressiveDelivery.argoRollouts({ router: TrafficRouter.istio() });
    const it = new MeshShop({ mesh: Mesh.istio(), progressiveDelivery }, { traits: [Delivery.canary()], without: [CallPolicy.ID] });
    expect(it.refusal).toContain('delivery/no-virtual-service');
  });

  test('Flagger makes both objects, and is told what they are to say', () => {
    const it = new MeshShop({ mesh: Mesh.istio(), progressiveDelivery: ProgressiveDelivery.flagger({ router: TrafficRouter.istio() }) }, { traits: [Delivery.canary()], resilience: seconds(4) });
    expect([it.find('VirtualService'), it.find('DestinationRule')]).toEqual([undefined, undefined]);
    expect(it.spec('Canary').service).toMatchObject({ timeout: '4s', retries: { attempts: 2 }, trafficPolicy: { connectionPool: { http: { http2MaxRequests: 1024 } }, outlierDetection: { consecutive5xxErrors: 5 } } });
  });
});

describe('how calls are made, with Linkerd', () => {
  test('the Service says it: retries, the longest deadline, and when a pod is left alone', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    it.web.calls(it.checkout, { resilience: seconds(2) });
    it.admin.calls(it.checkout, { resilience: seconds(4) });
    expect(it.find('Service').metadata.annotations).toEqual({
      'balancer.linkerd.io/failure-accrual': 'consecutive',
      'balancer.linkerd.io/failure-accrual-consecutive-max-failures': '5',
      'balancer.linkerd.io/failure-accrual-consecutive-max-penalty': '60s',
      'balancer.linkerd.io/failure-accrual-consecutive-min-penalty': '30s',
      'retry.linkerd.io/http': '503',
      'retry.linkerd.io/limit': '2',
      'retry.linkerd.io/timeout': '1200ms',
      'timeout.linkerd.io/request': '4s',
    });
  });

  test('gRPC is said at a GRPCRoute, as Linkerd reads it nowhere else', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() }, { ports: [Port.grpc(9090)] });
    it.web.calls(it.checkout);
    expect(it.find('GRPCRoute', 'checkout-grpc-calls')).toMatchObject({
      metadata: { annotations: { 'retry.linkerd.io/grpc': 'unavailable', 'retry.linkerd.io/limit': '2', 'timeout.linkerd.io/request': '10s' } },
      spec: { parentRefs: [{ group: '', kind: 'Service', name: 'checkout', port: 9090 }] },
    });
    expect(it.find('Service').metadata.annotations).not.toHaveProperty(['retry.linkerd.io/http']);
  });

  test('retries cannot differ by caller', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    it.web.calls(it.checkout, { resilience: Resilience.of({ retry: Retry.none() }) });
    it.admin.calls(it.checkout);
    expect(it.refusal).toContain('mesh/callers-differ: admin and web call checkout with a different kind of retries each');
  });

  test('what Linkerd has no word for is a problem', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() }, { resilience: Resilience.of({ retry: Retry.of({ on: [RetryCondition.RESET], idempotent: true }) }) });
    expect(it.refusal).toContain('mesh/cannot-retry: calls to checkout are to be made again on reset, and Linkerd looks at answers only');
  });

  test('a long pause is the longest, too', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() }, { resilience: Resilience.of({ circuitBreaker: CircuitBreaker.of({ openFor: Duration.minutes(3) }) }) });
    expect(it.find('Service').metadata.annotations['balancer.linkerd.io/failure-accrual-consecutive-max-penalty']).toBe('180s');
  });
});
