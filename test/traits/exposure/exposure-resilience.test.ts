import { Duration } from 'cdk8s';
import { Autoscaling, Availability, CircuitBreaker, Edge, EdgeController, Exposure, GoMicroserviceProps, Percent, PlatformProps, Port, RateLimit, Resilience, Retry, RetryCondition, Route } from '../../../src';
import { shop, Shop } from '../../kit';

const edge = (controller: EdgeController) => Edge.gateway({ name: 'public', namespace: 'gateways', controller });
const exposed = (resilience: Resilience | undefined, { port = Port.http(8080), controller = EdgeController.ENVOY_GATEWAY, platform = {}, routes = [Route.prefix('/')] }:
{ port?: Port; controller?: EdgeController; platform?: PlatformProps; routes?: Route[] } = {}): Shop => shop({ ports: [port], resilience, traits: [new Exposure({ host: 'shop.example.com', routes })] }, { edge: edge(controller), ...platform });
const four = Resilience.of({ timeout: Duration.seconds(4) });
const NAME = 'checkout.shop.example.com';

describe('requests from outside', () => {
  test('wait as long as the workload says, where the route does not', () => {
    const it = exposed(four, { routes: [Route.prefix('/'), Route.prefix('/slow', { timeout: Duration.seconds(9) })] });
    expect(it.find('HTTPRoute', NAME).spec.rules.map((rule: any) => rule.timeouts)).toEqual([{ request: '4s' }, { request: '9s' }]);
    expect(exposed(undefined).find('HTTPRoute', NAME).spec.rules[0]).not.toHaveProperty('timeouts');
  });

  test('a try that may take longer than all is left alone', () => {
    const it = exposed(four, { routes: [Route.prefix('/', { tryTimeout: Duration.seconds(6) })] });
    expect(it.find('HTTPRoute', NAME).spec.rules[0].timeouts).toEqual({ backendRequest: '6s' });
  });

  test('Envoy Gateway is told what the workload says about calls', () => {
    const it = exposed(Resilience.of({ timeout: Duration.seconds(4), retry: Retry.of({ on: [RetryCondition.UNAVAILABLE, RetryCondition.REFUSED] }) }));
    expect(it.find('BackendTrafficPolicy', NAME).spec).toEqual({
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: NAME }],
      circuitBreaker: { maxConnections: 1024, maxPendingRequests: 1024, maxParallelRequests: 1024, retryBudget: { percent: { numerator: 20 }, minRetryConcurrency: 3 } },
      retry: { numRetries: 2, retryOn: { triggers: ['refused-stream', 'retriable-status-codes'], httpStatusCodes: [503] }, perRetry: { timeout: '1200ms' } },
      healthCheck: { passive: { consecutive5XxErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 50 } },
    });
  });

  test('a GRPCRoute has no word for a timeout, so the policy has', () => {
    const it = exposed(four, { port: Port.grpc(9090), routes: [Route.grpc('shop.v1.Checkout')] });
    expect(it.find('BackendTrafficPolicy', NAME).spec.timeout).toEqual({ http: { requestTimeout: '4s' } });
    expect(it.find('BackendTrafficPolicy', NAME).spec.retry.retryOn.triggers).toContain('unavailable');
  });

  test('what is not wanted is not written', () => {
    const { spec } = exposed(Resilience.none()).find('BackendTrafficPolicy', NAME);
    expect(Object.keys(spec).sort()).toEqual(['circuitBreaker', 'targetRefs']);
  });

  test('the platform may say it for all', () => {
    const it = exposed(undefined, { platform: { resilience: Resilience.of({ circuitBreaker: CircuitBreaker.of({ consecutiveFailures: 9 }) }) } });
    expect(it.find('BackendTrafficPolicy', NAME).spec.healthCheck.passive.consecutive5XxErrors).toBe(9);
  });

  test.each([['nobody says anything', undefined, EdgeController.ENVOY_GATEWAY], ['the gateway is another', four, EdgeController.TRAEFIK]])('there is no policy where %s', (_, resilience, controller) => {
    expect(exposed(resilience, { controller }).all('BackendTrafficPolicy')).toEqual([]);
  });
});

describe('a limit of requests per pod, at Envoy Gateway,', () => {
  const limited = (props: Partial<GoMicroserviceProps> = {}, { routes = [Route.prefix('/')], controller = EdgeController.ENVOY_GATEWAY }: { routes?: Route[]; controller?: EdgeController } = {}): Shop => (
    shop({ rateLimit: RateLimit.perPod(50), traits: [new Exposure({ host: 'shop.example.com', routes })], ...props }, { edge: edge(controller) }));
  const ofPods = (requests: number) => ({ type: 'Local', local: { rules: [{ limit: { requests, unit: 'Second' } }] } });

  test.each<[string, Partial<GoMicroserviceProps>, number]>([
    ['as many as there are', { replicas: 3 }, 150],
    ['as many as load may make of them', { traits: [new Exposure({ host: 'shop.example.com' }), new Autoscaling({ maxReplicas: 6 })] }, 300],
    ['no more than Envoy counts', { replicas: 100, rateLimit: RateLimit.perPod(2 ** 30, 2 ** 30) }, 2 ** 32 - 1],
  ])('is what all pods take together: %s', (_, props, requests) => {
    expect(limited(props).find('BackendTrafficPolicy', NAME).spec.rateLimit).toEqual(ofPods(requests));
  });

  test('is kept by the program as well, as the gateway knows no pods', () => {
    expect(limited().env('RATE_LIMIT')).toBe('{"requestsPerSecond":50,"burst":100}');
  });

  test('comes alone where nobody says anything else', () => {
    expect(Object.keys(limited().find('BackendTrafficPolicy', NAME).spec).sort()).toEqual(['rateLimit', 'targetRefs']);
  });

  test('comes with what else is said', () => {
    expect(Object.keys(limited({ resilience: four }).find('BackendTrafficPolicy', NAME).spec)).toEqual(expect.arrayContaining(['circuitBreaker', 'healthCheck', 'rateLimit', 'retry']));
  });

  test('holds for gRPC', () => {
    expect(limited({ ports: [Port.grpc(9090)], replicas: 2 }).find('BackendTrafficPolicy', NAME).spec).toEqual({
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: NAME }], rateLimit: ofPods(100),
    });
  });

  test('is not said where other workloads answer some of the requests', () => {
    const it = shop({ replicas: 2, rateLimit: RateLimit.perPod(50) }, { edge: edge(EdgeController.ENVOY_GATEWAY) });
    const next = it.service('next');
    it.checkout.addTraits(new Exposure({ host: 'shop.example.com', routes: [Route.prefix('/', { splits: [{ to: next, share: Percent.of(10) }] })] }));
    expect(it.all('BackendTrafficPolicy')).toEqual([]);
  });

  test.each<[string, Partial<GoMicroserviceProps>, EdgeController]>([
    ['the gateway is another', {}, EdgeController.TRAEFIK],
    ['there are no pods', { replicas: 0 }, EdgeController.ENVOY_GATEWAY],
    ['there is no limit', { rateLimit: undefined }, EdgeController.ENVOY_GATEWAY],
  ])('is not said where %s', (_, props, controller) => {
    expect(limited(props, { controller }).all('BackendTrafficPolicy')).toEqual([]);
  });

  test('is not said where nobody knows how many pods there may be', () => {
    const it = limited();
    [Autoscaling.ID, Availability.ID].forEach((id) => it.checkout.removeTrait(id));
    it.checkout.draft.releaseReplicas('a controller of ours');
    expect(it.all('BackendTrafficPolicy')).toEqual([]);
  });
});
