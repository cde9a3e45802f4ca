import { connect } from 'node:net';
import { DatabaseLab } from './database-lab';
import { tell } from './shop';
import { until } from './waiting';
import { DatabaseEngine, Topology } from '../../src';

// The NATS server as its makers release it, under the manifests of a cluster of three.
const lab = new DatabaseLab('nats', {
  engine: DatabaseEngine.nats('2.12'),
  topology: Topology.cluster(3),
  client: 'nats',
  keys: ['password', 'cluster-password'],
});
const { cluster } = lab;

beforeAll(async () => lab.start());
afterAll(async () => cluster.stop());

const pod = (ordinal: number) => lab.set().pod(ordinal);
const ready = (ordinal: number) => until(`pod ${ordinal} to be ready`, 120, () => pod(ordinal).ready);

test('three members become ready through their own probes, at the first attempt, and have accepted their configuration', () => {
  for (const ordinal of [0, 1, 2]) {
    expect(lab.server(ordinal)).toMatchObject({ ready: true, restarts: 0 });
    expect(pod(ordinal).container('bootstrap').logs()).toContain('is valid');
  }
});

test('nobody is let in without the password', async () => {
  expect(await said(pod(0).address, 'CONNECT {"user":"orders","pass":"guessed","verbose":true}\r\n')).toContain('Authorization Violation');
});

test.each([0, 1, 2])('member %d is killed under load: no acknowledged message is lost, and it comes back', async (ordinal) => {
  const { restarts } = lab.server(ordinal);
  lab.server(ordinal).current!.signal('SIGKILL');
  await lab.writes(100);
  await until('it to be started again', 60, () => lab.server(ordinal).restarts > restarts && pod(ordinal).ready);
  const { missing, stored } = await lab.stored();
  tell(`member ${ordinal} killed: ${stored} messages, ${missing.length} missing, longest time without an acknowledgement so far ${(await lab.status()).longestSeconds.toFixed(1)} s`);
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

test('a member that lost its volume gets everything from the others', async () => {
  await pod(2).terminate();
  lab.loseVolume('orders-db-2');
  await lab.set().startAgain(2);
  await ready(2);
  await lab.pause();
  // Asked so, it says whether each of its streams is as far as the others'.
  await until('its streams to be complete', 90, async () => (await fetch(`http://${pod(2).address}:8222/healthz`)).ok);
  await until('it to have every message', 60, async () => JSON.stringify(await stream(2)) === JSON.stringify(await stream(0)), 500);
  await pod(0).terminate();
  await lab.set().startAgain(0);
  await ready(0);
  expect((await lab.stored()).missing).toEqual([]);
  await lab.resume();
});

test('without a majority nothing is acknowledged, and with it everything is there', async () => {
  await lab.writes(10);
  await Promise.all([0, 1].map(async ordinal => pod(ordinal).terminate()));
  const before = (await lab.status()).acknowledged;
  await new Promise(resolve => setTimeout(resolve, 5000));
  expect((await lab.status()).acknowledged - before).toBeLessThan(2);
  for (const ordinal of [0, 1]) await lab.set().startAgain(ordinal);
  await lab.writes(20, 120);
  expect((await lab.stored()).missing).toEqual([]);
});

test('every member stops by itself within its grace period', async () => {
  await lab.pause();
  for (const { pod: name, seconds, graceSeconds, containers } of await lab.set().terminate()) {
    tell(`${name} stopped in ${seconds.toFixed(1)} of ${graceSeconds} s`);
    expect(containers.find(c => c.container === 'orders-db')).toMatchObject({ killed: false });
    expect(seconds).toBeLessThan(graceSeconds);
  }
});

/** How many messages the stream has on a member, and which. */
async function stream(ordinal: number): Promise<{ state: unknown }> {
  const response = await fetch(`http://${pod(ordinal).address}:8222/jsz?accounts=true&streams=true`);
  const { account_details: [account] } = await response.json() as { account_details: Array<{ stream_detail: Array<{ state: Record<string, unknown> }> }> };
  const { messages, first_seq, last_seq } = account.stream_detail[0].state;
  return { state: { messages, first_seq, last_seq } };
}

async function said(host: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    const socket = connect(4222, host, () => socket.write(line));
    socket.on('data', (text) => { all += String(text); });
    socket.once('close', () => resolve(all));
    socket.once('error', reject);
  });
}
