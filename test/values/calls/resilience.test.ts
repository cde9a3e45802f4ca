import { Duration } from 'cdk8s';
import { CircuitBreaker, ConnectionPool, Percent, RateLimit, Requests, Resilience, Retry, RetryCondition } from '../../../src';

const slugs = (value: { _flaws: Array<{ slug: string }> }) => value._flaws.map((f) => f.slug);

describe('resilience', () => {
  test('left alone makes three tries, leaves a pod alone after five failures, and bounds what is asked at once', () => {
    expect(Resilience._merged([])).toEqual({
      retry: { maxRetries: 2, budgetPercent: 20, on: ['connect-failure', 'refused', 'unavailable'] },
      breaker: { consecutiveFailures: 5, intervalMillis: 10_000, maxEjectedPercent: 50 },
      pool: { maxConnections: 1024, maxPendingRequests: 1024, maxRequests: 1024 },
    });
  });

  test('takes each part from the nearest that says it', () => {
    const call = Resilience.of({ retry: Retry.none() });
    const callee = Resilience.of({ retry: Retry.of({ maxRetries: 4 }), connectionPool: ConnectionPool.of({ maxConnections: 8 }) });
    const platform = Resilience.of({ connectionPool: ConnectionPool.of({ maxConnections: 64 }), circuitBreaker: CircuitBreaker.none() });
    expect(Resilience._merged([call, undefined, callee, platform])).toEqual({ retry: undefined, breaker: undefined, pool: { maxConnections: 8, maxPendingRequests: 1024, maxRequests: 1024 } });
  });

  test('of none makes each call once', () => {
    expect(Resilience._merged([Resilience.none()])).toMatchObject({ retry: undefined, breaker: undefined });
  });

  test('of a deadline alone says nothing else', () => {
    const only = Resilience.within(Duration.seconds(2));
    expect([String(only), only.timeout?.toSeconds(), String(Resilience.of())]).toEqual(['timeout 2s', 2, 'nothing said']);
  });

  test('has words that other languages tell apart', () => {
    expect([Retry.of().maxRetries, Retry.none().maxRetries]).toEqual([2, 0]);
    expect([CircuitBreaker.of().consecutiveFailures, CircuitBreaker.none().consecutiveFailures]).toEqual([5, 0]);
    expect(ConnectionPool.of().maxConnections).toBe(1024);
    expect([Requests.rpc('a.B').isGrpc, Requests.http('/').isGrpc]).toEqual([true, false]);
  });

  test('reads as it was said', () => {
    expect(String(Resilience.of({ timeout: Duration.millis(1500), retry: Retry.of({ maxRetries: 1 }), circuitBreaker: CircuitBreaker.none() })))
      .toBe('timeout 1500ms; 1 retry on connect-failure, refused, unavailable, at most 20% of all calls; no circuit breaker');
  });

  test.each([
    ['no time at all', { timeout: Duration.millis(0) }, 'call/bad-duration'],
    ['parts of a millisecond', { timeout: Duration.millis(0.5) }, 'call/bad-duration'],
    ['more than a day', { timeout: Duration.days(2) }, 'call/bad-duration'],
    ['no retries that are retries', { retry: Retry.of({ maxRetries: 0 }) }, 'retry/out-of-range'],
    ['more retries than grpc-go makes', { retry: Retry.of({ maxRetries: 5 }) }, 'retry/out-of-range'],
    ['a try that takes no time', { retry: Retry.of({ perTryTimeout: Duration.millis(0) }) }, 'call/bad-duration'],
    ['a budget beyond all calls', { retry: Retry.of({ budget: Percent.of(101) }) }, 'percent/out-of-range'],
    ['retries on nothing', { retry: Retry.of({ on: [] }) }, 'retry/no-condition'],
    ['a breaker that is always open', { circuitBreaker: CircuitBreaker.of({ consecutiveFailures: 0 }) }, 'breaker/out-of-range'],
    ['a breaker for no time', { circuitBreaker: CircuitBreaker.of({ openFor: Duration.millis(0) }) }, 'call/bad-duration'],
    ['an interval of no time', { circuitBreaker: CircuitBreaker.of({ interval: Duration.millis(0) }) }, 'call/bad-duration'],
    ['more pods ejected than there are', { circuitBreaker: CircuitBreaker.of({ maxEjected: Percent.of(200) }) }, 'percent/out-of-range'],
    ['no connections', { connectionPool: ConnectionPool.of({ maxConnections: 0 }) }, 'pool/out-of-range'],
    ['not a number of requests', { connectionPool: ConnectionPool.of({ maxRequests: NaN }) }, 'pool/out-of-range'],
  ])('refuses %s', (_, props, slug) => {
    expect(slugs(Resilience.of(props))).toEqual([slug]);
  });
});

describe('a retry', () => {
  test.each([RetryCondition.RESET, RetryCondition.GATEWAY_ERROR, RetryCondition.SERVER_ERROR])('on %s is refused where the work may be done twice', (condition) => {
    expect(slugs(Retry.of({ on: [condition] }))).toEqual(['retry/may-do-twice']);
    expect(slugs(Retry.of({ on: [condition], idempotent: true }))).toEqual([]);
  });

  test('has its conditions in one order, whatever order they were said in', () => {
    const one = Retry.of({ on: [RetryCondition.UNAVAILABLE, RetryCondition.CONNECT_FAILURE] });
    expect(one._rule).toEqual(Retry.of({ on: [RetryCondition.CONNECT_FAILURE, RetryCondition.UNAVAILABLE] })._rule);
  });
});

describe('a rate limit', () => {
  test('allows a burst of two seconds unless it says otherwise', () => {
    expect(RateLimit.perPod(50)).toMatchObject({ requestsPerSecond: 50, burst: 100 });
  });

  test.each([[0, 1], [1.5, 2], [10, 5], [NaN, 1]])('of %p a second and %p at once is refused', (rate, burst) => {
    expect(slugs(RateLimit.perPod(rate, burst))).toEqual(['rate-limit/out-of-range']);
  });
});

describe('requests', () => {
  test.each([
    [Requests.rpc('shop.v1.Checkout/PlaceOrder'), { protocol: 'grpc', exact: '/shop.v1.Checkout/PlaceOrder', methods: [] }],
    [Requests.rpc('shop.v1.Checkout'), { protocol: 'grpc', prefix: '/shop.v1.Checkout/', methods: [] }],
    [Requests.http('/items', ['POST', 'GET', 'GET']), { protocol: 'http', exact: '/items', methods: ['GET', 'POST'] }],
    [Requests.http('/items/*'), { protocol: 'http', prefix: '/items/', methods: [] }],
    [Requests.http('/*'), { protocol: 'http', prefix: '/', methods: [] }],
  ])('%s', (requests, shape) => {
    expect(requests._shape).toEqual(shape);
    expect(requests._flaws).toEqual([]);
  });

  test.each([
    ['an rpc without a service', Requests.rpc('/PlaceOrder'), 'requests/bad-rpc'],
    ['nothing', Requests.rpc(''), 'requests/bad-rpc'],
    ['a path that does not begin', Requests.http('items'), 'requests/bad-path'],
    ['a path with blanks', Requests.http('/a b'), 'requests/bad-path'],
    ['a star in between', Requests.http('/a/*/b'), 'requests/bad-path'],
    ['a method nobody knows', Requests.http('/', ['get']), 'requests/bad-method'],
  ])('refuses %s', (_, requests, slug) => {
    expect(slugs(requests)).toEqual([slug]);
  });
});
