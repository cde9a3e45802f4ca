import { Duration, Size } from 'cdk8s';
import { BACKUP_CREDENTIALS, envOf } from './kit';
import { AccessMode, BackupStore, DatabaseBackup, ExistingSecret, IDatabaseEngine, DatabaseEngine, PhysicalBackup, PhysicalBackupProps, Platform, VolumeClaim } from '../../../src';
import { problemsOf } from '../../kit';
import { Store, store } from '../kit';

function scene(props: Partial<PhysicalBackupProps> = {}, accessMode?: AccessMode, platform?: Platform, engine?: IDatabaseEngine) {
  const it = new Store(engine === undefined ? {} : { engine }, 'orders-db', platform);
  const claim = new VolumeClaim(it.chart, 'archive', { size: Size.gibibytes(100), accessMode });
  const backup = new PhysicalBackup(it.chart, 'orders-base', { database: it.orders, to: BackupStore.volume(claim), credentials: BACKUP_CREDENTIALS, ...props });
  const pods = { copy: () => it.find('CronJob', 'orders-base').spec.jobTemplate.spec.template.spec, receiver: () => it.find('Deployment', 'orders-base-wal').spec.template.spec };
  return { it, claim, backup, ...pods };
}

describe('a physical backup', () => {
  const { it, backup, copy, receiver } = scene();

  test('has no problems', () => expect([backup, backup.receiver, it.orders].flatMap(problemsOf)).toEqual([]));

  test('is a CronJob that copies, and one pod that receives the log', () => {
    expect(copy().containers[0].command).toEqual(['/bin/sh', '/etc/backup/base.sh']);
    expect(receiver().containers[0].command).toEqual(['/bin/sh', '/etc/backup/receive.sh']);
    expect(it.find('Deployment', 'orders-base-wal').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  test('has one role for both, which is let in for replication', () => {
    expect(envOf(copy())).toMatchObject({ DATABASE_USER: 'orders_base', BACKUP_OF: 'orders-db', BACKUP_KEEP_SECONDS: '1209600' });
    expect(envOf(receiver())).toMatchObject({ DATABASE_USER: 'orders_base', BACKUP_OF: 'orders-db', WAL_SLOT: 'orders_base' });
    expect(it.files['pg_hba.conf']).toMatch(/host +replication +postgres +all +reject\nhost +replication +all +all +scram-sha-256\n$/);
    expect(it.files['role-orders_base.sql']).toContain('NOBYPASSRLS REPLICATION NOSUPERUSER');
    expect(it.files['role-orders_base.sql']).not.toContain('pg_read_all_data');
  });

  test('is ready while the server sends', () => {
    expect(receiver().containers[0].readinessProbe).toMatchObject({ exec: { command: ['/bin/sh', '/etc/backup/receiving.sh'] }, periodSeconds: 30 });
  });

  test('copies on the node that has the volume, where only one can have it', () => {
    const near = (pod: any) => pod.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    expect(near(copy())).toEqual([expect.objectContaining({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'orders-base-wal' } } })]);
    expect(near(scene({}, AccessMode.READ_WRITE_MANY).copy())).toBeUndefined();
  });

  test('both may reach the database, and nothing else', () => {
    const { ingress } = it.find('NetworkPolicy').spec;
    expect(ingress.flatMap((rule: any) => rule.from.map((f: any) => f.podSelector.matchLabels['app.kubernetes.io/instance'])).sort()).toEqual(['orders-base', 'orders-base-wal']);
  });
});

test('dumps and copies of one database go together', () => {
  const { it, claim, backup } = scene();
  const dump = new DatabaseBackup(it.chart, 'orders-dump', { database: it.orders, to: BackupStore.volume(claim), credentials: ExistingSecret.of('dump', ['password']) });
  expect([it.orders, backup, backup.receiver, dump].flatMap(problemsOf)).toEqual([]);
  expect(Object.keys(it.files).filter((f) => f.startsWith('role-'))).toEqual(['role-orders_base.sql', 'role-orders_dump.sql']);
});

test('a database that is only dumped lets nobody in for replication', () => {
  const it = store();
  new DatabaseBackup(it.chart, 'orders-dump', { database: it.orders, to: BackupStore.volume(new VolumeClaim(it.chart, 'dumps', { size: Size.gibibytes(1) })), credentials: BACKUP_CREDENTIALS });
  expect(it.files['pg_hba.conf']).toBe(store().files['pg_hba.conf']);
});

test('on a developer\'s machine it is the same', () => {
  const { it, backup } = scene({}, undefined, Platform.kind());
  expect([it.orders, backup, backup.receiver].flatMap(problemsOf)).toEqual([]);
});

describe('a physical backup that would not be one is refused', () => {
  test('kept for less than there is between two', () => expect(problemsOf(scene({ keep: Duration.hours(1) }).backup)).toEqual(['backup/keeps-too-little']));

  test('without credentials', () => expect(problemsOf(scene({ credentials: ExistingSecret.of('none', []) }).backup)).toEqual(['backup/no-credentials']));

  test('of an engine that keeps no log here', () => {
    const postgres = DatabaseEngine.postgres('17');
    const other: IDatabaseEngine = { engineName: 'other 1', serverFor: (s) => postgres.serverFor(s), configFor: (s, r) => postgres.configFor(s, r), objectionsTo: () => [], connectionFor: () => ({}) };
    expect(problemsOf(scene({}, undefined, undefined, other).backup)).toEqual(['backup/no-archive']);
  });
});
