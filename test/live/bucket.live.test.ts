import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { BackedUp } from './backed-up';
import { until } from './waiting';
import { BackupStore, DatabaseBackup, DatabaseEngine, DatabaseRestore, ExistingSecret, RestoreDrill, StatefulDatabase } from '../../src';

const ADDRESS = '127.0.0.78';
const ENDPOINT = 'http://s3.example.com:9000';
const secretOf = (name: string) => ExistingSecret.of(name, ['password']);

let it: BackedUp;
let storage: ChildProcess;

beforeAll(async () => {
  storage = spawn(join(process.env.LIVE_STATE!, 'object-store'), [`${ADDRESS}:9000`, 'shop-backups'], { stdio: 'ignore' });
  it = new BackedUp('bucket', ['orders-db-credentials', 'orders-backup-credentials'], (chart) => {
    const postgres = { engine: DatabaseEngine.postgres('17'), credentials: secretOf('orders-db-credentials'), storage: Size.gibibytes(1), database: 'orders' };
    const [orders, empty] = ['orders-db', 'empty-db'].map((id) => new StatefulDatabase(chart, id, postgres));
    const store = BackupStore.s3({ endpoint: ENDPOINT, bucket: 'shop-backups', prefix: 'production', credentials: ExistingSecret.of('bucket', ['access-key-id', 'secret-access-key']) });
    const backup = new DatabaseBackup(chart, 'orders-backup', { database: orders, to: store, credentials: secretOf('orders-backup-credentials'), keep: Duration.days(2) });
    // Two failures in a row tell as much as seven.
    ApiObject.of(backup).addJsonPatch(JsonPatch.replace('/spec/jobTemplate/spec/backoffLimit', 1));
    new DatabaseRestore(chart, 'restore', { database: empty, from: store, backupOf: 'orders-db' });
    new RestoreDrill(chart, 'drill', { backup, checks: ['SELECT count(*) = 500 FROM orders'] });
  }, { hosts: { 's3.example.com': ADDRESS } });
  it.manifests.supplySecret('shop', 'bucket', { 'access-key-id': 'AKIAEXAMPLE', 'secret-access-key': 'not/a+real\'key' });
  await it.cluster.start();
  await it.cluster.ready(90);
  await it.sql('orders-db', 'SET ROLE orders; CREATE TABLE orders (id bigserial PRIMARY KEY, item text); INSERT INTO orders (item) SELECT md5(n::text) FROM generate_series(1, 500) n');
});
afterAll(async () => {
  storage.kill();
  await it.cluster.stop();
});

/** What is in the bucket, as another client of it sees it. */
function rclone(...args: string[]): string {
  const env = { PATH: process.env.PATH, RCLONE_CONFIG: '/dev/null', RCLONE_CONFIG_IT_TYPE: 's3', RCLONE_CONFIG_IT_PROVIDER: 'Other', RCLONE_CONFIG_IT_ENDPOINT: `http://${ADDRESS}:9000`, RCLONE_CONFIG_IT_ACCESS_KEY_ID: 'x', RCLONE_CONFIG_IT_SECRET_ACCESS_KEY: 'y' };
  return execFileSync('rclone', args, { env, encoding: 'utf8' });
}
const objects = () => rclone('lsf', '-R', '--files-only', 'it:shop-backups').split('\n').filter(Boolean);

test('a drill without a backup fails', async () => {
  const run = await it.cluster.run('drill');
  expect(run.succeeded).toBe(false);
  expect(run.output).toContain('there is no backup');
}, 180_000);

test('a dump arrives in the bucket, its checksums last', async () => {
  expect(await it.outcome('orders-backup')).toMatch(/^succeeded at attempt 1: .*backup: made .*upload: copied [0-9]{8}T[0-9]{6}Z to store:shop-backups\/production\/orders-db in /s);
  expect(objects().map((name) => name.replace(/[0-9]{8}T[0-9]{6}Z/, '…')).sort()).toEqual(['SHA256SUMS', 'database.dump', 'roles.sql'].map((file) => `production/orders-db/…/${file}`));
});

test('it is restored into an empty database', async () => {
  expect(await it.outcome('restore')).toMatch(/^succeeded at attempt 1: .*fetch: brought .*restore: restored orders from orders-db\//s);
  const sum = async (database: string) => it.sql(database, 'SELECT count(*), md5(string_agg(item, \'\' ORDER BY id)) FROM orders');
  expect(await sum('empty-db')).toEqual(await sum('orders-db'));
});

test('a drill proves the newest that is whole, and passes over half a copy', async () => {
  rclone('copyto', join(process.cwd(), 'package.json'), 'it:shop-backups/production/orders-db/21990101T000000Z/database.dump');
  const outcome = await it.outcome('drill');
  expect(outcome).toMatch(/^succeeded at attempt 1/);
  expect(outcome).toContain('yes: SELECT count(*) = 500 FROM orders');
  rclone('purge', 'it:shop-backups/production/orders-db/21990101T000000Z');
});

test('a copy goes when its time is over, after another has arrived', async () => {
  const [newest] = rclone('lsf', '--dirs-only', 'it:shop-backups/production/orders-db').split('\n');
  rclone('copy', `it:shop-backups/production/orders-db/${newest}`, 'it:shop-backups/production/orders-db/20200101T000000Z');
  expect(await it.outcome('orders-backup')).toMatch(/removed 20200101T000000Z, its time is over/);
  expect(objects().filter((name) => name.includes('20200101'))).toEqual([]);
  expect(objects().filter((name) => name.endsWith('SHA256SUMS'))).toHaveLength(2);
});

test('without the storage a backup fails, and nothing is said to be one', async () => {
  storage.kill();
  await until('it to be gone', 10, () => storage.exitCode !== null || storage.signalCode !== null);
  const run = await it.cluster.run('orders-backup');
  expect(run.succeeded).toBe(false);
  expect(run.output).not.toContain('copied');
}, 600_000);
