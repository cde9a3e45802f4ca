import { Duration } from 'cdk8s';
import { CircuitBreaker, Edge, EdgeController, Exposure, PlatformProps, Port, Resilience, Retry, RetryCondition, Route } from '../../../src';
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
