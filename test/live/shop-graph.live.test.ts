import { Span } from './collector';
import { metricOf, metricOfAll } from './metrics';
import { Shop, tell } from './shop';
import { startTraceSink, TraceSink } from './trace-sink';
import { until } from './waiting';

// The shop's calls: who reaches whom, and what becomes of them when payments is slow or fails.
const COLLECTOR = '127.96.2.1';
const shop = new Shop('graph', { hosts: { 'collector.observability.svc.cluster.local': COLLECTOR } });
const { cluster } = shop;
const customer = shop.customer();
let collector: TraceSink;

beforeAll(async () => {
  collector = await startTraceSink(COLLECTOR);
  cluster.deployments.get('recommendations')!.setEnv({ REFRESH_INTERVAL: '1s', OTEL_TRACES_SAMPLER_ARG: '1' });
  await cluster.start();
  await cluster.ready(90);
  await shop.open();
});
afterAll(async () => {
  await cluster.stop();
  await collector.stop();
});

test('one order is one trace through all six services', async () => {
  // What was ordered before, it learns without a span. Its breakers may have opened while others were not up yet, and then stay so for some seconds.
  await until('recommendations to have read what there is', 60, () => recommendationsSays('"msg":"following orders"'));
  const { status, traceId } = await customer.order();
  expect(status).toBe(201);
  const placing = 'frontend: POST /orders > frontend: shop.v1.Checkout/PlaceOrder > checkout: shop.v1.Checkout/PlaceOrder';
  const ways = [
    'frontend: POST /orders > frontend: HTTP GET > catalogue: GET /products/{id}',
    'frontend: POST /orders > frontend: shop.v1.Carts/AddItem > cart: shop.v1.Carts/AddItem',
    `${placing} > checkout: shop.v1.Carts/GetCart > cart: shop.v1.Carts/GetCart`,
    `${placing} > checkout: shop.v1.Payments/Charge > payments: shop.v1.Payments/Charge`,
    `${placing} > recommendations: learn from order`,
  ].sort();
  await until(() => `${ways.length} ways in trace ${traceId}, there are ${waysIn(traceId)}`, 20, () => waysIn(traceId).join() === ways.join());
  expect(servicesIn(traceId)).toEqual(['cart', 'catalogue', 'checkout', 'frontend', 'payments', 'recommendations']);
  const spans = collector.spans().filter(span => span.traceId === traceId);
  tell(`an order is ${spans.length} spans: ${spans.map(span => `${span.service} ${span.name}`).sort().join(', ')}`);
});

test('recommendations looks for orders and products in traces of its own', async () => {
  const looks = () => collector.spans().filter(span => span.service === 'recommendations' && span.parentSpanId === '').map(({ traceId }) => servicesIn(traceId).join());
  await until('a trace of recommendations, catalogue and checkout', 20, () => looks().includes('catalogue,checkout,recommendations'));
  expect(recommendationsSays('"mug":"notebook"')).toBe(true);
});

test('retries of a callee that fails often stay in their budget', async () => {
  await payments({ PAYMENT_FAIL_PERCENT: '20' });
  const before = await counts();
  const answers = await customer.orderMany(40, 10);
  const { calls, tries } = await counts();
  const retries = tries - before.tries - (calls - before.calls);
  const taken = answers.filter(answer => answer.status === 201).length;
  tell(`20 % of all charges fail: ${taken} of ${answers.length} orders taken, ${calls - before.calls} calls of payments, ${retries} retries`);

  expect(calls - before.calls).toBeGreaterThan(100);
  expect(retries).toBeGreaterThan(0);
  // The budget of 20 %, and what grpc-go lets each of checkout's pods save up: half of its ten tokens.
  expect(retries).toBeLessThanOrEqual(0.2 * (calls - before.calls) + 5 * shop.pods('checkout').length);
});

test('a payments service that is slow is left alone: orders fail at once, and all else goes on', async () => {
  await payments({ PAYMENT_FAIL_PERCENT: '0' });
  await breakersClosed();
  const { id } = await customer.order();
  await payments({ PAYMENT_DELAY: '60s' });

  const closed = await breakers();
  const waiting = await customer.orderMany(10, 4);
  const slowest = Math.max(...waiting.map(answer => answer.milliseconds));
  let called: Breaker[] = [];
  await until(() => `the breakers to open: ${JSON.stringify(called)}`, 30, async () => {
    called = calledSince(closed, await breakers());
    if (called.length > 0 && called.every(({ isOpen }) => isOpen)) return true;
    await customer.orderMany(4, 4);
    return false;
  });
  const before = await counts();
  const began = Date.now();
  const refused = await customer.orderMany(10, 5);
  const lookUps = await Promise.all(refused.map(async () => customer.lookUp(id!)));
  const after = await counts();
  // An open breaker lets one call through each time it has been open for that long, to see whether payments is well.
  const trials = shop.pods('checkout').length * (1 + Math.floor((Date.now() - began) / openFor()));
  const median = refused.map(answer => answer.milliseconds).sort((a, b) => a - b)[refused.length / 2];
  tell(`payments takes 60 s: at first an order failed after up to ${slowest} ms, with the breaker open after ${median} ms (median of ${refused.length}); checkout pods that were called: ${called.length}`);

  expect(slowest).toBeGreaterThanOrEqual(2000); // the deadline of checkout's call
  expect(slowest).toBeLessThan(4000);
  expect(new Set(refused.map(answer => answer.status))).toEqual(new Set([503]));
  expect(median).toBeLessThan(200);
  expect(after.calls - before.calls).toBeLessThanOrEqual(trials);
  expect(new Set(lookUps.map(answer => answer.status))).toEqual(new Set([200]));
});

test('a payments service that is well again is called again', async () => {
  const began = Date.now();
  await payments({ PAYMENT_DELAY: '0s' });
  await until('an order', 60, async () => (await customer.order()).status === 201, 200);
  const seconds = (Date.now() - began) / 1000;
  await breakersClosed();
  tell(`payments is well again: orders are taken after ${seconds.toFixed(1)} s`);
  expect(new Set((await customer.orderMany(20, 2)).map(answer => answer.status))).toEqual(new Set([201]));
});

function servicesIn(traceId: string): string[] {
  return [...new Set(collector.spans().filter(span => span.traceId === traceId).map(span => span.service))].sort();
}

/** From the first span of a trace to each one on which none hangs. The first hangs on the customer's. */
function waysIn(traceId: string): string[] {
  const spans = collector.spans().filter(span => span.traceId === traceId);
  const above = (span: Span) => spans.find(({ spanId }) => spanId === span.parentSpanId);
  const way = (span: Span | undefined): string[] => span ? [...way(above(span)), `${span.service}: ${span.name}`] : [];
  const last = spans.filter(span => spans.every(({ parentSpanId }) => parentSpanId !== span.spanId));
  return [...new Set(last.map(span => way(span).join(' > ')))].sort();
}

function recommendationsSays(text: string): boolean {
  return shop.pods('recommendations')[0].container('recommendations').logs().includes(text);
}

/** For how long a breaker of checkout stays open, as its manifest says; milliseconds. */
function openFor(): number {
  const { value } = shop.pods('checkout')[0].identity.spec.containers[0].env!.find(({ name }) => name === 'PAYMENTS_CALL_POLICY')!;
  return Number(/^([0-9]+)s$/.exec(JSON.parse(value!).circuitBreaker.openFor)![1]) * 1000;
}

/** Changes payments, as somebody who edits its environment would. */
async function payments(env: Record<string, string>): Promise<void> {
  cluster.deployments.get('payments')!.setEnv(env);
  await cluster.deployments.get('payments')!.replaceAll();
}

/** Calls that checkout has made of payments, and how often payments was asked. */
async function counts(): Promise<{ calls: number; tries: number }> {
  const made = await Promise.all(['ok', 'failed'].map(async outcome => metricOfAll(shop.pods('checkout'), 'calls_total', { callee: 'payments', outcome })));
  return { calls: made[0] + made[1], tries: await metricOfAll(shop.pods('payments'), 'grpc_server_handled_total', { grpc_service: 'shop.v1.Payments' }) };
}

/** Orders until every checkout pod calls payments again. */
async function breakersClosed(): Promise<void> {
  await until('the breakers of all checkout pods to close', 60, async () => {
    await customer.order();
    return await openBreakers() === 0;
  }, 200);
}

interface Breaker { readonly pod: string; readonly calls: number; readonly isOpen: boolean }

async function breakers(): Promise<Breaker[]> {
  return Promise.all(shop.pods('checkout').map(async pod => ({
    pod: pod.name,
    calls: await metricOf(pod, 'calls_total', { callee: 'payments', outcome: 'ok' }) + await metricOf(pod, 'calls_total', { callee: 'payments', outcome: 'failed' }),
    isOpen: await metricOf(pod, 'call_breaker_open', { callee: 'payments' }) === 1,
  })));
}

/** A client of gRPC that began when only one pod was ready looks the name up again when a connection ends: the other pod may not be called yet. */
function calledSince(before: readonly Breaker[], now: readonly Breaker[]): Breaker[] {
  return now.filter(({ pod, calls }) => calls > before.find(breaker => breaker.pod === pod)!.calls);
}

async function openBreakers(): Promise<number> {
  return metricOfAll(shop.pods('checkout'), 'call_breaker_open', { callee: 'payments' });
}
