import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chart, Duration, Size } from 'cdk8s';
import { BackedUp } from './backed-up';
import { until } from './waiting';
import { AccessMode, BackupStore, DatabaseEngine, ExistingClaim, ExistingSecret, PhysicalBackup, PointInTimeRecovery, StatefulDatabase, VolumeClaim } from '../../src';

const secretOf = (name: string) => ExistingSecret.of(name, ['password']);
const POSTGRES = { engine: DatabaseEngine.postgres('17'), credentials: secretOf('orders-db-credentials'), storage: Size.gibibytes(1), database: 'orders' };

const SECRETS = ['orders-db-credentials', 'archive-credentials'];

let it: BackedUp;
let beforeMistake: string;
const ROWS_BEFORE = 111;
let rowsAtLast = 0;

beforeAll(async () => {
  it = new BackedUp('recovery', SECRETS, (chart) => {
    const claim = new VolumeClaim(chart, 'archive-claim', { size: Size.gibibytes(2), accessMode: AccessMode.READ_WRITE_MANY });
    const database = new StatefulDatabase(chart, 'orders-db', POSTGRES);
    new PhysicalBackup(chart, 'archive', { database, to: BackupStore.volume(claim), credentials: secretOf('archive-credentials'), keep: Duration.days(2) });
  });
  await it.cluster.start();
  await it.cluster.ready(90);
  await it.sql('orders-db', 'SET ROLE orders; CREATE TABLE orders (id bigserial PRIMARY KEY, made timestamptz DEFAULT clock_timestamp())');
});

const insert = async (rows: number) => it.sql('orders-db', `SET ROLE orders; INSERT INTO orders SELECT FROM generate_series(1, ${rows})`);
const count = async (on: BackedUp, database: string) => Number((await on.sql(database, 'SELECT count(*) FROM orders'))[0]);
const received = async () => until('all of the log to be received', 90, async () =>
  (await it.sql('orders-db', 'SELECT flush_lsn = pg_current_wal_flush_lsn() FROM pg_stat_replication WHERE application_name = \'wal\''))[0] === 't');

test('the server is copied, and its log received', async () => {
  await insert(100);
  expect(await it.outcome('archive')).toMatch(/^succeeded at attempt 1: .*backup: made \/backups\/orders-db\/base\/[0-9]{8}T[0-9]{6}Z of /s);
  expect(readdirSync(it.onClaim('archive-claim', 'orders-db'))).toEqual(['base', 'wal']);
});

test('the role of the backup reads nothing', async () => {
  await expect(it.sql('orders-db', 'SET SESSION AUTHORIZATION archive; SELECT * FROM orders')).rejects.toThrow('permission denied');
});

test('the receiver goes on where it was, after it was killed', async () => {
  const [receiver] = it.cluster.deployments.get('archive-wal')!.current;
  receiver.container('archive-wal').current!.signal('SIGKILL');
  await insert(11);
  await received();
  expect(await it.sql('orders-db', 'SELECT active, wal_status FROM pg_replication_slots')).toEqual(['t|reserved']);
});

test('a mistake is made, and the server killed', async () => {
  await sleep(1100); // the copy was done in an earlier second
  [beforeMistake] = await it.sql('orders-db', 'SELECT to_char(clock_timestamp() AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')');
  await it.sql('orders-db', 'SET ROLE orders; DELETE FROM orders');
  for (let i = 0; i < 20; i++) await insert(1);
  await received();
  it.server('orders-db').current!.signal('SIGKILL');
  await it.server('orders-db').current!.exited;
  await it.cluster.ready(90);
  rowsAtLast = await count(it, 'orders-db');
  expect(rowsAtLast).toBe(20);
});

describe('an empty volume', () => {
  beforeAll(async () => it.cluster.stop()); // one cluster at a time

  test('becomes the database as it was before the mistake', async () => {
    await recovered('before', beforeMistake, async (other) => {
      await other.cluster.ready(60);
      expect(await count(other, 'again-db')).toBe(ROWS_BEFORE);
      expect(await other.sql('again-db', 'SELECT pg_is_in_recovery()')).toEqual(['f']);
      // The bootstrap has run after it: the owner may write.
      await other.sql('again-db', 'SET ROLE orders; INSERT INTO orders DEFAULT VALUES');
    });
  });

  test('is recovered once: what is there is left as it is', async () => {
    await recovered('before', beforeMistake, async (other) => {
      await other.cluster.ready(60);
      expect(await count(other, 'again-db')).toBe(ROWS_BEFORE + 1);
      expect(other.cluster.statefulSets.get('again-db')!.pod(0).container('bootstrap').logs()).toContain('nothing to recover');
    });
  });

  test('becomes, without a moment, the database with its last commit before the kill', async () => {
    await recovered('latest', undefined, async (other) => {
      await other.cluster.ready(60);
      expect(await count(other, 'again-db')).toBe(rowsAtLast);
    });
  });

  test.each([
    ['before the first copy', '2020-01-01T00:00:00Z', 'there is no copy'],
    ['that has not come', '2199-01-01T00:00:00Z', 'recovery ended before configured recovery target was reached'],
  ])('becomes nothing for a moment %s', async (_when, at, word) => {
    await recovered(at.slice(0, 4), at, async (other) => {
      const pod = other.cluster.statefulSets.get('again-db')!.pod(0);
      await until('a word about it', 60, () => pod.container('bootstrap').logs().includes(word));
      expect(pod.ready).toBe(false);
      expect(existsSync(other.onClaim('data-again-db-0', '17', 'docker'))).toBe(false);
    });
  });
});

/** A database on an empty volume, beside the claim with copies and log. */
async function recovered(name: string, at: string | undefined, use: (cluster: BackedUp) => Promise<void>): Promise<void> {
  const other = new BackedUp(`recovery-${name}`, SECRETS, (chart: Chart) => {
    const database = new StatefulDatabase(chart, 'again-db', POSTGRES);
    new PointInTimeRecovery(chart, 'again', { database, from: BackupStore.volume(ExistingClaim.of('archive-claim', AccessMode.READ_WRITE_MANY)), backupOf: 'orders-db', at });
  });
  other.share('archive-claim', it);
  await other.cluster.start();
  try {
    await use(other);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${other.cluster.statefulSets.get('again-db')!.pod(0).container('bootstrap').logs()}`);
  } finally {
    await other.cluster.stop();
  }
}
