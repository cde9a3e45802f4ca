import { createHash } from 'node:crypto';
import { cpSync, readFileSync, renameSync, truncateSync } from 'node:fs';
import { Duration, Size } from 'cdk8s';
import { BackedUp } from './backed-up';
import { tell } from './shop';
import { BackupStore, DatabaseBackup, DatabaseEngine, DatabaseRestore, ExistingSecret, RestoreDrill, StatefulDatabase, VolumeClaim } from '../../src';

const CHECKS = ['SELECT count(*) = 500 FROM orders', 'SELECT bool_and(item <> \'\') FROM orders'];
const secretOf = (name: string) => ExistingSecret.of(name, ['password']);

let it: BackedUp;

beforeAll(async () => {
  it = new BackedUp('backup', ['orders-db-credentials', 'orders-backup-credentials'], (chart) => {
    const postgres = { engine: DatabaseEngine.postgres('17'), credentials: secretOf('orders-db-credentials'), storage: Size.gibibytes(1), database: 'orders' };
    const [orders, empty] = ['orders-db', 'empty-db'].map((id) => new StatefulDatabase(chart, id, postgres));
    const store = BackupStore.volume(new VolumeClaim(chart, 'backups', { size: Size.gibibytes(1) }));
    const backup = new DatabaseBackup(chart, 'orders-backup', { database: orders, to: store, credentials: secretOf('orders-backup-credentials'), keep: Duration.days(2) });
    new DatabaseRestore(chart, 'restore', { database: empty, from: store, backupOf: 'orders-db' });
    new DatabaseRestore(chart, 'restore-over', { database: orders, from: store });
    new RestoreDrill(chart, 'drill', { backup, checks: CHECKS });
  });
  await it.cluster.start();
  await it.cluster.ready(90);
  await it.sql('orders-db', `
    SET ROLE orders;
    CREATE TYPE state AS ENUM ('open', 'shipped');
    CREATE TABLE orders (id bigserial PRIMARY KEY, item text NOT NULL, state state DEFAULT 'open', made timestamptz DEFAULT now());
    INSERT INTO orders (item) SELECT 'mug ' || n || ' $"' || chr(39) FROM generate_series(1, 500) n;
    CREATE INDEX ON orders (item);
    CREATE TABLE secret (owner text, word text);
    INSERT INTO secret VALUES ('nobody', 'hidden by row security');
    ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
    ALTER TABLE secret FORCE ROW LEVEL SECURITY;
    CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders';
    SELECT lo_from_bytea(4711, 'a large object')`);
});
afterAll(async () => it.cluster.stop());

/** What a backup is called that was made so many days ago. */
function stampOf(days: number): string {
  return `${new Date(Date.now() - 24 * 3600_000 * days).toISOString().slice(0, 10).replace(/-/g, '')}T120000Z`;
}

/** All that is in it, as one number. */
async function content(database: string): Promise<string> {
  const rows = await it.sql(database, `SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o;
    SELECT md5(string_agg(s::text, ',')) FROM secret s; SELECT total(); SELECT encode(lo_get(4711), 'escape');
    SELECT last_value FROM orders_id_seq; SELECT count(*) FROM pg_indexes WHERE tablename = 'orders';
    SELECT relname, relrowsecurity, pg_get_userbyid(relowner) FROM pg_class WHERE relname IN ('orders', 'secret') ORDER BY 1`);
  return createHash('sha256').update(rows.join('\n')).digest('hex');
}

test('a drill without a backup fails, and says so', async () => {
  expect(await it.outcome('drill')).toMatch(/^failed .*there is no backup in \/backups\/orders-db/s);
}, 60_000);

test('a backup is made by a role that reads everything', async () => {
  expect(await it.outcome('orders-backup')).toMatch(/^succeeded at attempt 1: backup: made \/backups\/orders-db\/[0-9]{8}T[0-9]{6}Z of /);
  expect(it.backups('backups', 'orders-db')).toHaveLength(1);
});

test.each(['INSERT INTO orders (item) VALUES (1)', 'DELETE FROM orders', 'CREATE TABLE mine ()', 'SELECT pg_read_file(\'/etc/passwd\')', 'CREATE ROLE friend'])('that role may not: %s', async (statement) => {
  await expect(it.sql('orders-db', `SET SESSION AUTHORIZATION orders_backup; SET default_transaction_read_only = off; ${statement}`)).rejects.toThrow('permission denied');
});

test('a restore into an empty database gives the same content', async () => {
  expect(await it.outcome('restore')).toMatch(/^succeeded at attempt 1: restore: restored orders from orders-db\//);
  expect(await content('empty-db')).toBe(await content('orders-db'));
});

test('a restore that is run again does nothing, and is no failure', async () => {
  await it.sql('empty-db', 'UPDATE orders SET item = \'changed since\' WHERE id = 1');
  expect(await it.outcome('restore')).toContain('nothing to do');
  expect(await it.sql('empty-db', 'SELECT item FROM orders WHERE id = 1')).toEqual(['changed since']);
});

test('a database that holds anything is left as it is', async () => {
  const before = await content('orders-db');
  const outcome = await it.cluster.run('restore-over');
  expect(outcome.succeeded).toBe(false);
  expect(outcome.output).toContain('Nothing was changed');
  expect(await content('orders-db')).toBe(before);
}, 120_000);

test('a drill restores the newest backup, and asks its questions', async () => {
  const outcome = await it.outcome('drill');
  expect(outcome).toMatch(/^succeeded at attempt 1/);
  CHECKS.forEach(check => expect(outcome).toContain(`yes: ${check}`));
});

test('nothing that is written later changes a backup that is there', async () => {
  const [first] = it.backups('backups', 'orders-db');
  const before = readFileSync(it.onClaim('backups', 'orders-db', first, 'SHA256SUMS'), 'utf8');
  await it.sql('orders-db', 'SET ROLE orders; DELETE FROM orders WHERE id > 400');
  expect(await it.outcome('orders-backup')).toMatch(/^succeeded/);
  expect(it.backups('backups', 'orders-db')).toHaveLength(2);
  expect(readFileSync(it.onClaim('backups', 'orders-db', first, 'SHA256SUMS'), 'utf8')).toBe(before);
});

test('a drill fails at once where an answer is not true', async () => {
  const outcome = await it.outcome('drill');
  expect(outcome).toMatch(/^failed at attempt 1/);
  expect(outcome).toContain(`NO (f): ${CHECKS[0]}`);
  expect(outcome).toContain(`yes: ${CHECKS[1]}`);
});

test('a drill fails where the newest backup is damaged', async () => {
  const newest = it.backups('backups', 'orders-db').pop()!;
  const dump = it.onClaim('backups', 'orders-db', newest, 'database.dump');
  cpSync(dump, `${dump}.whole`);
  truncateSync(dump, readFileSync(dump).length - 1);
  expect(await it.outcome('drill')).toMatch(/^failed at attempt 1: .*is damaged/s);
  renameSync(`${dump}.whole`, dump);
});

test('a backup goes when its time is over, and only when another has succeeded', async () => {
  const [first] = it.backups('backups', 'orders-db');
  renameSync(it.onClaim('backups', 'orders-db', first), it.onClaim('backups', 'orders-db', stampOf(3)));
  renameSync(it.onClaim('backups', 'orders-db', it.backups('backups', 'orders-db').pop()!), it.onClaim('backups', 'orders-db', stampOf(1)));
  await it.sql('orders-db', 'CREATE EXTENSION IF NOT EXISTS plpgsql; REVOKE CONNECT ON DATABASE orders FROM orders_backup');
  expect(await it.outcome('orders-backup')).toMatch(/^failed/);
  expect(it.backups('backups', 'orders-db')).toEqual([stampOf(3), stampOf(1)]);
  await it.sql('orders-db', 'GRANT CONNECT ON DATABASE orders TO orders_backup');
  expect(await it.outcome('orders-backup')).toMatch(/^succeeded/);
  expect(it.backups('backups', 'orders-db')).toEqual([stampOf(1), expect.stringMatching(/Z$/)]);
});

const MEGABYTES = Number(process.env.LIVE_BACKUP_MB ?? 16);
test(`${MEGABYTES} MB are dumped and restored, and that takes so long`, async () => {
  await it.sql('empty-db', 'DROP OWNED BY orders CASCADE; SELECT lo_unlink(oid) FROM pg_largeobject_metadata; GRANT ALL ON SCHEMA public TO orders');
  // A row of the table is 1 kB; its text is half random, as a dump is compressed.
  await it.sql('orders-db', `SET ROLE orders; CREATE TABLE bulk (id bigint PRIMARY KEY, item text, made timestamptz);
    INSERT INTO bulk SELECT n, repeat(md5(n::text), 15) || md5(random()::text) || (SELECT string_agg(md5((n * i)::text), '') FROM generate_series(1, 14) i), now() FROM generate_series(1, ${MEGABYTES * 1024}) n;
    CREATE INDEX ON bulk (made)`, 600);
  const seconds = (output: string) => Number(/ in (\d+) s/.exec(output)![1]);
  const size = (await it.sql('orders-db', 'SELECT pg_size_pretty(pg_database_size(\'orders\'))'))[0];
  const dumped = await it.outcome('orders-backup');
  const restored = await it.outcome('restore');
  expect([dumped, restored]).toEqual([expect.stringMatching(/^succeeded/), expect.stringContaining('restored orders from')]);
  tell(`a database of ${size}: dumped in ${seconds(dumped)} s to ${/ of (\S+) in/.exec(dumped)![1]}, restored in ${seconds(restored)} s`);
  expect(await it.sql('empty-db', 'SELECT count(*), md5(string_agg(item, \'\' ORDER BY id)) FROM bulk', 120)).toEqual(await it.sql('orders-db', 'SELECT count(*), md5(string_agg(item, \'\' ORDER BY id)) FROM bulk', 120));
}, 1_800_000);
