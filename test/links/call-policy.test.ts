import { App, Duration } from 'cdk8s';
import { CircuitBreaker, GoWorker, GracefulDrain, Mesh, Percent, PlatformProps, Port, PortProtocol, RateLimit, Requests, Resilience, Retry, RetryCondition } from '../../src';
import { chartIn, IMAGE, problemsOf, serviceIn, shop, Shop } from '../kit';

/** frontend calls checkout calls payments, over gRPC. */
class Chain {
  public readonly it: Shop;
  public readonly frontend;
  public readonly payments;

  constructor({ first = {}, second = {}, platform }: { first?: object; second?: object; platform?: PlatformProps } = {}) {
    this.it = shop({ ports: [Port.grpc(9090)] }, platform);
    this.frontend = this.it.service('frontend');
    this.payments = this.it.service('payments', { ports: [Port.grpc(9090)] });
    this.frontend.calls(this.it.checkout, first);
    this.it.checkout.calls(this.payments, second);
  }

  public get problems(): string[] {
    return [this.frontend, this.it.checkout, this.payments].flatMap(problemsOf);
  }

  public policy(variable: string, name: string): any {
    const text = this.it.env(variable, name);
    return text === undefined ? undefined : JSON.parse(text);
  }
}

const within = (millis: number) => ({ resilience: Resilience.of({ timeout: Duration.millis(millis) }) });

describe('the caller is told', () => {
  test('how long a call may take, nine tenths of what its own callers wait', () => {
    const { it } = new Chain();
    expect([it.env('CHECKOUT_TIMEOUT', 'frontend'), it.env('PAYMENTS_TIMEOUT')]).toEqual(['10s', '9s']);
  });

  test('of a callee that says how long it takes', () => {
    const it = shop();
    it.checkout.calls(it.service('payments', within(700)));
    expect(it.env('PAYMENTS_TIMEOUT')).toBe('700ms');
  });

  test('what grpc-go takes as it is: balancing, deadline, retries, and their budget', () => {
    expect(new Chain().policy('PAYMENTS_SERVICE_CONFIG', 'checkout')).toEqual({
      loadBalancingConfig: [{ round_robin: {} }],
      methodConfig: [{
        name: [{}],
        timeout: '9s',
        retryPolicy: { maxAttempts: 3, initialBackoff: '0.1s', maxBackoff: '1s', backoffMultiplier: 2, retryableStatusCodes: ['UNAVAILABLE'] },
      }],
      retryThrottling: { maxTokens: 10, tokenRatio: 0.2 },
    });
  });

  test('a fraction of a second as protobuf writes it', () => {
    expect(new Chain({ first: within(1500) }).policy('CHECKOUT_SERVICE_CONFIG', 'frontend').methodConfig[0].timeout).toBe('1.5s');
  });

  test.each([
    [[RetryCondition.OVERLOADED], ['RESOURCE_EXHAUSTED']],
    [[RetryCondition.SERVER_ERROR], ['INTERNAL', 'UNAVAILABLE']],
    [[RetryCondition.RESET, RetryCondition.CONNECT_FAILURE], ['UNAVAILABLE']],
  ])('%p as the codes of gRPC', (on, codes) => {
    const chain = new Chain({ second: { resilience: Resilience.of({ retry: Retry.of({ on, idempotent: true }) }) } });
    expect(chain.policy('PAYMENTS_SERVICE_CONFIG', 'checkout').methodConfig[0].retryPolicy.retryableStatusCodes).toEqual(codes);
  });

  test('breaker and pool, in one form for every port of a callee', () => {
    expect(new Chain().policy('PAYMENTS_CALL_POLICY', 'checkout')).toEqual({
      retry: { maxRetries: 2, perTryTimeout: '2700ms', budgetPercent: 20, on: ['connect-failure', 'refused', 'unavailable'] },
      circuitBreaker: { consecutiveFailures: 5, openFor: '5s' },
      connectionPool: { maxConnections: 1024, maxPendingRequests: 1024, maxRequests: 1024 },
    });
  });

  test('of two ports of one callee in one set of variables', () => {
    const it = shop();
    const mail = it.service('mail', { ports: [Port.http(8080), Port.grpc(9090)] });
    it.checkout.calls(mail, { port: 'http' });
    it.checkout.calls(mail, { port: 'grpc' });
    expect(it.problems).toEqual([]);
    expect(it.container().env.map((e: any) => e.name).filter((n: string) => n.startsWith('MAIL'))).toEqual(['MAIL_ADDR', 'MAIL_CALL_POLICY', 'MAIL_SERVICE_CONFIG', 'MAIL_TIMEOUT', 'MAIL_URL']);
  });

  test('over HTTP, the retries too: three tries fit into the call', () => {
    const it = shop();
    it.checkout.calls(it.service('catalogue'));
    expect(JSON.parse(it.env('CATALOGUE_CALL_POLICY')!).retry).toEqual({ maxRetries: 2, perTryTimeout: '3s', budgetPercent: 20, on: ['connect-failure', 'refused', 'unavailable'] });
    expect(it.env('CATALOGUE_SERVICE_CONFIG')).toBeUndefined();
  });

  test('nothing of the kind where nobody can tell one request from the next', () => {
    const it = shop();
    it.checkout.calls(it.service('cache', { ports: [Port.tcp('redis', 6379)] }));
    expect(it.container().env.map((e: any) => e.name).filter((n: string) => n.startsWith('CACHE'))).toEqual(['CACHE_ADDR']);
  });

  test('by the name that it gave the variable', () => {
    const it = shop();
    it.checkout.calls(it.service('payments'), { envName: 'PSP_URL' });
    expect(it.env('PSP_TIMEOUT')).toBe('10s');
  });

  test('by the platform, where neither caller nor callee says more', () => {
    const chain = new Chain({ platform: { resilience: Resilience.of({ timeout: Duration.seconds(4), circuitBreaker: CircuitBreaker.none() }) } });
    expect(chain.it.env('CHECKOUT_TIMEOUT', 'frontend')).toBe('4s');
    expect(chain.policy('PAYMENTS_CALL_POLICY', 'checkout').circuitBreaker).toBeUndefined();
  });

  test('why, by explain()', () => {
    const { it } = new Chain();
    expect(it.checkout.explain().valueOf('calls/timeout/shop/payments:grpc')).toMatchObject({ value: '9s', who: 'link checkout calls payments', why: expect.stringContaining('nine tenths') });
  });
});

describe('in a mesh', () => {
  const chain = new Chain({ platform: { mesh: Mesh.istio() } });

  test('nobody does a second time what the mesh does', () => {
    expect(chain.policy('PAYMENTS_CALL_POLICY', 'checkout')).toBeUndefined();
    expect(chain.policy('PAYMENTS_SERVICE_CONFIG', 'checkout')).toEqual({ methodConfig: [{ name: [{}], timeout: '9s' }] });
  });

  test('gRPC callers call the Service, as proxies balance by request', () => {
    expect(chain.it.env('PAYMENTS_ADDR')).toBe('dns:///payments.shop.svc.cluster.local:9090');
    expect(chain.it.find('Service', 'payments-headless')).toBeUndefined();
  });
});

describe('a callee', () => {
  test('finds its rate limit', () => {
    const it = shop({ rateLimit: RateLimit.perPod(50, 80) });
    expect(it.env('RATE_LIMIT')).toBe('{"requestsPerSecond":50,"burst":80}');
  });

  test('is refused an odd one', () => {
    expect(shop({ rateLimit: RateLimit.perPod(0) }).problems).toEqual(['rate-limit/out-of-range']);
  });

  test('decides who of other namespaces calls', () => {
    const at = (callableFrom?: string[]) => {
      const it = shop();
      const caller = serviceIn(chartIn(it.chart.node.root as any, 'web', 'web'), 'frontend');
      caller.calls(it.service('payments', { callableFrom }));
      return caller.problems();
    };
    expect(at().map((p) => p.message)).toEqual(['call/not-permitted: frontend in "web" calls payments in "shop", which may be called from its own namespace only. Whoever owns payments permits it: callableFrom: ["web"].']);
    expect(at(['other']).map((p) => p.slug)).toEqual(['call/not-permitted']);
    expect([at(['web']), at(['*'])]).toEqual([[], []]);
  });
});

describe('a call that cannot hold is refused', () => {
  test('if it outlasts the callers of its caller', () => {
    const chain = new Chain({ first: within(2000), second: within(3000) });
    expect(chain.problems).toEqual(['call/outlasts-caller']);
    expect(chain.it.checkout.problems()[0].what).toBe('checkout waits 3s for payments, and frontend waits only 2s for checkout: it has gone before the answer can come');
  });

  test('if a pod that leaves would cut it', () => {
    expect(new Chain({ first: within(30_000) }).problems).toEqual(['call/outlasts-drain']);
  });

  test('but not if the callee gives its requests that long', () => {
    const it = shop();
    it.service('frontend').calls(it.service('reports', { traits: [new GracefulDrain({ timeout: Duration.seconds(60) })] }), within(30_000));
    expect(it.problems).toEqual([]);
  });

  test('if it goes round', () => {
    const chain = new Chain();
    chain.payments.calls(chain.frontend);
    expect(chain.problems).toEqual(['call/cycle']);
    const known = new Chain();
    known.payments.calls(known.frontend, { callsBack: true });
    expect(known.problems).toEqual([]);
  });

  test('if one try takes longer than the call', () => {
    expect(new Chain({ second: { resilience: Resilience.of({ timeout: Duration.seconds(1), retry: Retry.of({ perTryTimeout: Duration.seconds(2) }) }) } }).problems).toEqual(['retry/try-outlasts-call']);
  });

  test('if the deadline is set by hand, past everybody who reckons with it', () => {
    const it = shop({ env: { PAYMENTS_TIMEOUT: '60s' } });
    it.checkout.calls(it.service('payments'));
    expect(it.problems).toEqual(['call/timeout-set-by-hand']);
  });

  test.each([
    ['gRPC is spoken to an HTTP port', Port.http(8080), { protocol: PortProtocol.GRPC }],
    ['a gRPC method is asked of an HTTP port', Port.http(8080), { only: [Requests.rpc('a.B/C')] }],
    ['a path is asked of a gRPC port', Port.grpc(9090), { only: [Requests.http('/a')] }],
  ])('if %s', (_, port, options) => {
    const it = shop();
    it.checkout.calls(it.service('payments', { ports: [port] }), options);
    expect(it.problems).toEqual(['call/protocol-mismatch']);
  });

  test('if it is to be resilient where no request can be told from the next', () => {
    const it = shop();
    it.checkout.calls(it.service('cache', { ports: [Port.tcp('redis', 6379)] }), within(100));
    expect(it.problems).toEqual(['call/no-requests']);
  });

  test('if the callee is in another app', () => {
    const it = shop();
    it.checkout.calls(shop().service('payments'));
    expect(it.problems).toEqual(['call/other-app']);
  });

  test.each([
    ['itself', (it: Shop) => it.chart.node.tryRemoveChild('payments')],
    ['and replaced', (it: Shop) => {
      it.chart.node.tryRemoveChild('payments');
      it.service('payments');
    }],
  ])('if the callee was removed, %s', (_, remove) => {
    const it = shop();
    it.checkout.calls(it.service('payments'));
    expect(it.problems).toEqual([]); // and what was asked before does not count
    remove(it);
    expect(it.problems).toEqual(['link/removed']);
  });

  test('if the chart of the callee was removed', () => {
    const it = shop();
    const app = it.chart.node.root as App;
    const other = chartIn(app, 'pay', 'pay');
    it.checkout.calls(serviceIn(other, 'payments', { callableFrom: ['shop'] }));
    app.node.tryRemoveChild('pay');
    expect(it.problems).toEqual(['link/removed']);
  });

  test.each([
    ['a worker', (it: Shop) => new GoWorker(it.chart, 'mailer', { image: IMAGE })],
    ['nothing at all', () => undefined],
  ])('if it is %s that is called', (_, calleeIn) => {
    const it = shop();
    it.checkout.calls(calleeIn(it) as any);
    expect(it.problems).toEqual(['link/not-callable']);
  });

  test('if its resilience is no good', () => {
    const it = shop();
    it.checkout.calls(it.service('payments'), { resilience: Resilience.of({ retry: Retry.of({ budget: Percent.of(0) }) }) });
    expect(it.problems).toEqual(['percent/out-of-range']);
  });
});
