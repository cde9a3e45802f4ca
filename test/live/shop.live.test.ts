import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from './actions';
import { isServing } from './grpc-health';
import { Deployment } from './objects';
import { goMemoryLimit } from './quantity';
import { Shop, tell } from './shop';
import { until } from './waiting';
import { Platform } from '../../src';

// Services follow a pod's readiness one second late, so that draining has something to prove.
const shop = new Shop('shop', { endpointLagSeconds: 1 });
const { cluster } = shop;

beforeAll(async () => {
  await cluster.start();
  await cluster.ready(90);
  await shop.open();
});
afterAll(async () => cluster.stop());

/** How long the shop is left alone under load before and after something is done to it. */
const CALM_SECONDS = 3;
const REQUESTS_PER_SECOND = 80;

test('every pod becomes ready through its own probes, at the first attempt', () => {
  for (const pod of cluster.pods) {
    for (const spec of pod.identity.spec.containers) {
      expect(spec.readinessProbe).toBeDefined();
      expect(pod.container(spec.name)).toMatchObject({ started: true, ready: true, restarts: 0 });
    }
  }
});

test('nothing listens beyond loopback', () => {
  const listening = ['tcp', 'tcp6'].flatMap(file => readFileSync(`/proc/self/net/${file}`, 'utf8').split('\n'))
    .map(line => line.trim().split(/\s+/)).filter(([, , , state]) => state === '0A').map(([, address]) => address);
  expect(listening.length).toBeGreaterThan(cluster.pods.length);
  expect(listening.filter(address => !/^[0-9A-F]{6}7F:/.test(address))).toEqual([]); // the bytes are in reverse
});

test('checkout says over gRPC that it serves', async () => {
  for (const pod of cluster.deployments.get('checkout')!.current) {
    const [spec] = pod.identity.spec.containers;
    expect(await isServing(pod.address, portOf(spec, 'grpc'), 'shop.v1.Checkout', 2000)).toBe(true);
  }
});

test('an order placed through the frontend is in PostgreSQL', async () => {
  const load = shop.load(5);
  await until('an order', 10, () => load.acknowledged > 0);
  const { failures, orders } = await load.stop();
  expect(failures).toEqual([]);
  expect(await shop.sql(`SELECT lines->0->>'item', lines->0->>'quantity', total_cents FROM orders WHERE id = '${orders[0]}'`)).toEqual(['mug|2|2900']);
});

test.each(['frontend', 'checkout'])('%s runs with the processors and the memory limit that its manifest gives it', name => {
  const [spec] = shop.manifests.get<Deployment>('Deployment', name).spec.template.spec.containers;
  const given = (variable: string) => spec.env?.find(e => e.name === variable)?.value ?? `no ${variable}`;
  for (const pod of cluster.deployments.get(name)!.current) {
    const started = pod.container(spec.name).logs().split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line)).find(line => line.msg === 'starting');
    expect(started).toMatchObject({ gomaxprocs: Number(given('GOMAXPROCS')), gomemlimit: goMemoryLimit(given('GOMEMLIMIT')) });
  }
});

test.each([
  ['checkout', 'request', 'kept connections and new ones', true],
  ['frontend', 'new connection', 'new connections', false],
])('a rolling restart of %s under load loses no %s', async (name, _what, connections, keep) => {
  const deployment = cluster.deployments.get(name)!;
  const before = deployment.current;
  const load = shop.load(REQUESTS_PER_SECOND, keep);
  await calm();
  await deployment.restart();
  await calm();
  const { sent, lost, failures, orders, slowestMilliseconds } = await load.stop();
  tell(`rolling restart of ${name}, ${before.length} pods: ${sent} requests on ${connections}, ${lost} lost, slowest ${slowestMilliseconds} ms`);

  expect(deployment.current.filter(pod => before.includes(pod))).toEqual([]);
  expect(deployment.terminations).toHaveLength(before.length);
  expect(failures).toEqual([]);
  expect(await missing(orders)).toEqual([]);
});

test.each(['frontend', 'checkout'])('%s takes less than a third of the memory that the platform gives it, under load', async name => {
  const load = shop.load(REQUESTS_PER_SECOND);
  await calm();
  await load.stop();
  const peaks = cluster.deployments.get(name)!.current.map(pod => pod.container(name).current!.peakMebibytes);
  tell(`${name} took at most ${Math.max(...peaks).toFixed(0)} MiB`);
  expect(Math.max(...peaks)).toBeLessThan(new Platform().memory.toMebibytes() / 3);
});

test('PostgreSQL killed during writes has every acknowledged order when it is back', async () => {
  const { server } = shop;
  const load = shop.load(REQUESTS_PER_SECOND);
  await calm();
  const acknowledged = load.acknowledged;
  server.current!.signal('SIGKILL');
  await until('the server to be started again', 30, () => server.restarts > 0 && shop.database.ready);
  const atReturn = load.acknowledged;
  await until('orders to be taken again', 30, () => load.acknowledged > atReturn + REQUESTS_PER_SECOND);
  const { sent, lost, orders } = await load.stop();
  tell(`kill -9 of PostgreSQL: ${sent} requests, ${lost} refused while it was away, ${orders.length} orders acknowledged`);

  expect(server.logs()).toContain('database system was not properly shut down');
  expect(acknowledged).toBeGreaterThan(REQUESTS_PER_SECOND);
  expect(await missing(orders)).toEqual([]);
});

test('every pod stops within its grace period, without SIGKILL, when the node is drained', async () => {
  await cluster.ready();
  const { server } = shop;
  const terminations = await cluster.drain();
  for (const { pod, seconds, graceSeconds, containers } of terminations) {
    tell(`${pod} stopped in ${seconds.toFixed(1)} of ${graceSeconds} s`);
    expect(seconds).toBeLessThan(graceSeconds);
    for (const stopped of containers.filter(c => c.exitCode !== undefined)) expect(stopped).toMatchObject({ exitCode: 0, killed: false });
  }
  expect(terminations.length).toBeGreaterThanOrEqual(3);
  expect(server.logs()).toContain('database system is shut down');
});

/** The acknowledged orders that the database does not have. */
async function missing(orders: readonly string[]): Promise<string[]> {
  const stored = new Set(await shop.sql('SELECT id FROM orders'));
  return orders.filter(id => !stored.has(id));
}

async function calm(): Promise<void> {
  await sleep(CALM_SECONDS * 1000);
}
