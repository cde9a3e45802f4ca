import { DatabaseLab } from './database-lab';
import { tell } from './shop';
import { until } from './waiting';
import { DatabaseEngine, Topology } from '../../src';

// The etcd server as its makers release it, under the manifests of a cluster of three.
const lab = new DatabaseLab('etcd', { engine: DatabaseEngine.etcd('3.6.5'), topology: Topology.cluster(3), client: 'etcd' });
const { cluster } = lab;

beforeAll(async () => lab.start());
afterAll(async () => cluster.stop());

const pod = (ordinal: number) => lab.set().pod(ordinal);
const ready = (ordinal: number) => until(`pod ${ordinal} to be ready`, 120, () => pod(ordinal).ready);

test('three members become ready through their own probes, at the first attempt', () => {
  for (const ordinal of [0, 1, 2]) expect(lab.server(ordinal)).toMatchObject({ ready: true, restarts: 0 });
});

test('the quota that follows from the memory is what the server runs with', async () => {
  const metrics = await (await fetch(`http://${pod(0).address}:2381/metrics`)).text();
  expect(Number(/^etcd_server_quota_backend_bytes (\S+)$/m.exec(metrics)![1])).toBe(256 * 2 ** 20);
});

test.each([0, 1, 2])('member %d is killed under load: no acknowledged write is lost, and it comes back', async (ordinal) => {
  const { restarts } = lab.server(ordinal);
  const led = await leads(ordinal);
  await lab.writes(20);
  lab.server(ordinal).current!.signal('SIGKILL');
  await lab.writes(100);
  await until('it to be started again', 60, () => lab.server(ordinal).restarts > restarts && pod(ordinal).ready);
  const { missing, stored } = await lab.stored();
  tell(`member ${ordinal}${led ? ', the leader,' : ''} killed: ${stored} keys, ${missing.length} missing, longest time without an acknowledgement so far ${(await lab.status()).longestSeconds.toFixed(1)} s`);
  expect(missing).toEqual([]);
});

test('a member that hangs is out of the Service, and the others go on', async () => {
  lab.server(1).current!.signal('SIGSTOP');
  const began = Date.now();
  await until('it to be unready', 60, () => !pod(1).ready);
  tell(`a member that hung was out of the Service after ${((Date.now() - began) / 1000).toFixed(0)} s`);
  await lab.writes(50);
  lab.server(1).current?.signal('SIGCONT');
  await ready(1);
});

test('without a majority nobody is ready and nothing is acknowledged; with it everything is there', async () => {
  await Promise.all([0, 1].map(async ordinal => pod(ordinal).terminate()));
  const before = (await lab.status()).acknowledged;
  await until('the last one to be unready', 60, () => !pod(2).ready);
  expect((await lab.status()).acknowledged - before).toBeLessThan(2);
  for (const ordinal of [0, 1]) await lab.set().startAgain(ordinal);
  await lab.writes(20, 120);
  expect((await lab.stored()).missing).toEqual([]);
});

test('every pod is replaced, one after the other, under load, and no write is lost', async () => {
  for (const ordinal of [2, 1, 0]) {
    const { seconds, graceSeconds, containers } = await lab.set().deletePod(ordinal);
    tell(`member ${ordinal} stopped in ${seconds.toFixed(1)} of ${graceSeconds} s`);
    expect(containers.find(c => c.container === 'orders-db')).toMatchObject({ exitCode: 0, killed: false });
    await ready(ordinal);
  }
  await lab.writes(20);
  expect((await lab.stored()).missing).toEqual([]);
});

test('a member that lost its volume does not begin anew, and the others go on', async () => {
  await pod(2).terminate();
  lab.loseVolume('orders-db-2');
  await lab.set().startAgain(2);
  await until('the refusal', 60, () => lab.server(2).restarts > 0);
  tell(`it said: ${/"(?:msg|error)":"[^"]*(?:bootstrapped|mismatch|removed)[^"]*"/.exec(lab.server(2).logs())?.[0] ?? lab.server(2).logs().split('\n').slice(-3).join(' ')}`);
  expect(pod(2).ready).toBe(false);
  await lab.writes(20);
  expect((await lab.stored()).missing).toEqual([]);
});

async function leads(ordinal: number): Promise<boolean> {
  const metrics = await (await fetch(`http://${pod(ordinal).address}:2381/metrics`)).text();
  return /^etcd_server_is_leader 1$/m.test(metrics);
}
