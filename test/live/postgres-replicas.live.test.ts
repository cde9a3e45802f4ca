import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseLab } from './database-lab';
import { tell } from './shop';
import { until } from './waiting';
import { DatabaseEngine, Topology } from '../../src';

// Debian's PostgreSQL 15 under the manifests of a primary with two read replicas.
const lab = new DatabaseLab('postgres-replicas', {
  engine: DatabaseEngine.postgres('15'),
  topology: Topology.readReplicas(2),
  client: 'postgres',
  keys: ['password', 'replication-password'],
  readOnly: true,
});
const { cluster } = lab;

beforeAll(async () => lab.start());
afterAll(async () => cluster.stop());

const primary = () => lab.set().pod(0);
const replica = (ordinal: number) => lab.set('orders-db-ro').pod(ordinal);
const server = (pod: ReturnType<typeof primary>) => pod.container(pod.identity.spec.containers[0].name);

test('what is written to the primary is read from the replicas, by what `uses` gives a client', async () => {
  await lab.pause();
  const began = Date.now();
  await until('the replicas to have all', 20, async () => (await lab.stored(true)).missing.length === 0);
  tell(`the replicas had all ${(await lab.status()).acknowledged} numbers ${Date.now() - began} ms after the last`);
  await lab.resume();
});

test('a replica refuses to be written to', async () => {
  const { output } = await sql(replica(0), 'CREATE TABLE here ()');
  expect(output).toContain('read-only transaction');
});

test('the primary keeps a slot for each, named after its pod', async () => {
  const { output } = await sql(primary(), 'SELECT slot_name, active FROM pg_replication_slots ORDER BY 1');
  expect(output.trim().split('\n')).toEqual(['orders_db_ro_0|t', 'orders_db_ro_1|t']);
});

test('a replica that is killed and misses writes catches up', async () => {
  server(replica(1)).current!.signal('SIGKILL');
  await lab.writes(50);
  await until('the replica to be back', 60, () => replica(1).ready && server(replica(1)).restarts > 0);
  await lab.pause();
  await until('it to have all', 30, async () => (await count(replica(1))) === (await count(primary())));
  await lab.resume();
});

test('a replica that lost its volume is copied anew', async () => {
  await replica(1).terminate();
  rmSync(join(lab.folder, 'claims', 'data-orders-db-ro-1'), { recursive: true });
  await lab.set('orders-db-ro').startAgain(1);
  await until('the copy', 120, () => replica(1).ready);
  expect(replica(1).container('bootstrap').logs()).toContain('bootstrap: copied');
});

test('a replica that hangs takes no more reads, and takes them again', async () => {
  server(replica(0)).current!.signal('SIGSTOP');
  const began = Date.now();
  await until('it to be out of the Service', 60, () => !replica(0).ready);
  tell(`a replica that hung was out of its Service after ${((Date.now() - began) / 1000).toFixed(0)} s`);
  server(replica(0)).current!.signal('SIGCONT');
  await until('it to be in again', 60, () => replica(0).ready);
});

test('a replica starts with no lower limit of connections than its primary had', async () => {
  await sql(primary(), 'ALTER SYSTEM SET max_connections = 200');
  const { restarts } = server(primary());
  server(primary()).current!.signal('SIGINT');
  await until('the primary to be back', 60, () => server(primary()).restarts > restarts && primary().ready);
  await lab.writes(20);
  for (const ordinal of [0, 1]) {
    await lab.set('orders-db-ro').deletePod(ordinal);
    await until('the replica to be ready', 60, () => replica(ordinal).ready);
    expect((await sql(replica(ordinal), 'SHOW max_connections')).output.trim()).toBe('200');
  }
});

test('while the primary is away, replicas still answer; when it is back no acknowledged number is missing', async () => {
  server(primary()).current!.signal('SIGKILL');
  const { stored } = await lab.stored(true);
  expect(stored).toBeGreaterThan(0);
  await until('the primary to be back', 60, () => server(primary()).restarts > 0 && primary().ready);
  await lab.writes(20);
  const { missing } = await lab.stored();
  expect(missing).toEqual([]);
  await lab.pause();
  await until('the replicas to have all', 30, async () => (await lab.stored(true)).missing.length === 0);
  await lab.resume();
});

test('a replica that starts while the primary is away serves what it has', async () => {
  await primary().terminate();
  await lab.set('orders-db-ro').deletePod(0);
  await until('the replica to be ready', 60, () => replica(0).ready);
  expect(replica(0).container('bootstrap').logs()).toContain('does not answer; starting with what is here');
});

test('a primary that lost its volume makes no empty database while a replica has the data', async () => {
  rmSync(join(lab.folder, 'claims', 'data-orders-db-0'), { recursive: true });
  await lab.set().startAgain(0);
  const bootstrap = () => primary().container('bootstrap');
  await until('the refusal', 60, () => bootstrap().restarts > 0);
  expect(bootstrap().logs()).toMatch(/there is no database in \S+, and a read replica of it runs at orders-db-ro-headless\S+\. Nothing was changed\./);
  expect(await count(replica(0))).toBeGreaterThan(0);
});

test('every replica stops cleanly within its grace period', async () => {
  for (const { seconds, graceSeconds, containers } of await lab.set('orders-db-ro').terminate()) {
    tell(`stopped in ${seconds.toFixed(1)} of ${graceSeconds} s`);
    expect(containers.find(c => c.container === 'orders-db-ro')).toMatchObject({ exitCode: 0, killed: false });
  }
});

async function sql(pod: ReturnType<typeof primary>, query: string) {
  return server(pod).current!.exec(['psql', '-h', '/var/run/postgresql', '-U', 'postgres', '-d', 'orders', '--no-psqlrc', '-qtA', '-c', query], 20);
}

async function count(pod: ReturnType<typeof primary>): Promise<number> {
  return Number((await sql(pod, 'SELECT count(*) FROM numbers')).output);
}
