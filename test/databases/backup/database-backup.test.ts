import { Duration, Size } from 'cdk8s';
import { complaints, BackupScene, envOf } from './kit';
import { AccessMode, BackupStore, DatabaseBackup, ExistingClaim, ExistingSecret, IDatabaseEngine, Platform, Schedule, DatabaseEngine } from '../../../src';
import { chartIn, problemsOf } from '../../kit';
import { store } from '../kit';

describe('a backup of three lines', () => {
  const it = new BackupScene();

  test('has no problems', () => expect([it.backup, it.orders].flatMap(problemsOf)).toEqual([]));

  test('runs at night, never twice at once, and may be an hour late', () => {
    expect(it.cronJob()).toMatchObject({ schedule: '30 2 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 3600 });
    expect(it.cronJob().jobTemplate.spec.activeDeadlineSeconds).toBe(6 * 3600);
  });

  test('runs the server\'s own tools, as its user, without rights, on a read-only root', () => {
    const pod = it.jobPod();
    expect(pod.containers[0]).toMatchObject({ image: 'docker.io/library/postgres:17', command: ['/bin/sh', '/etc/backup/dump.sh'] });
    expect(pod.securityContext).toMatchObject({ runAsUser: 999, fsGroup: 999, runAsNonRoot: true });
    expect(pod.containers[0].securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  });

  test('keeps dumps for two weeks, in a directory of the database\'s name', () => {
    expect(envOf(it.jobPod())).toMatchObject({ BACKUP_DIRECTORY: '/backups', BACKUP_OF: 'orders-db', BACKUP_KEEP_SECONDS: '1209600' });
    expect(it.jobPod().volumes).toContainEqual({ name: 'volume-backups', persistentVolumeClaim: { claimName: 'backups' } });
  });

  test('connects as a role of its own, with a password in a file', () => {
    expect(envOf(it.jobPod())).toMatchObject({
      DATABASE_HOST: 'orders-db.shop.svc.cluster.local', DATABASE_PORT: '5432', DATABASE_NAME: 'orders', DATABASE_USER: 'orders_backup', DATABASE_CREDS_FILE: '/run/secrets/orders-backup/password',
    });
    expect(it.jobPod().volumes.filter((v: any) => v.secret).map((v: any) => v.secret.secretName)).toEqual(['orders-backup-credentials']);
  });

  test('does not have the owner\'s password', () => {
    expect(JSON.stringify(it.jobPod())).not.toContain('orders-db-credentials');
  });

  test('is let in by the database, and nobody else is', () => {
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{
      from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'orders-backup' } } }], ports: [{ protocol: 'TCP', port: 5432 }],
    }]);
  });

  test('has its role made by the bootstrap, which reads the password itself', () => {
    expect(it.files['role-orders_backup.sql']).toContain('rtrim(pg_read_file(\'/run/secrets/orders-backup/password\')');
    expect(it.files['bootstrap.sh']).toContain('"$DATABASE_CONFIG"/role-*.sql');
    expect(it.server.volumeMounts).toContainEqual({ mountPath: '/run/secrets/orders-backup', name: expect.any(String), readOnly: true });
  });
});

test('a database without a backup knows nothing of roles beside its owner', () => {
  expect(Object.keys(store().files)).toEqual(['bootstrap.sh', 'pg_hba.conf', 'pg_ident.conf', 'postgresql.conf', 'since-17.conf']);
  expect(store().files['bootstrap.sh']).not.toContain('role-');
});

test('two backups of one database have a role each', () => {
  const it = new BackupScene();
  const second = new DatabaseBackup(it.chart, 'orders-backup-2', { database: it.orders, to: BackupStore.volume(it.claim), credentials: ExistingSecret.of('second', ['password']), schedule: Schedule.everyHours(1) });
  expect([...problemsOf(second), ...problemsOf(it.orders)]).toEqual([]);
  expect(Object.keys(it.files).filter((f) => f.startsWith('role-'))).toEqual(['role-orders_backup.sql', 'role-orders_backup_2.sql']);
  expect(it.cronJob('orders-backup-2').jobTemplate.spec.activeDeadlineSeconds).toBe(3600);
});

test('where the cluster gives users, none is named', () => {
  const it = new BackupScene({}, 'orders-backup', new Platform({ assignsUser: true } as any));
  expect(problemsOf(it.backup)).toEqual([]);
});

describe('a backup that would not be one is refused', () => {
  const slugs = (props: any, name?: string) => problemsOf(new BackupScene(props, name).backup);

  test('without credentials', () => {
    expect(slugs({ credentials: undefined })).toEqual(['backup/no-credentials']);
    expect(complaints(new BackupScene({ credentials: ExistingSecret.of('keys', ['token']) }).backup)).toBe(
      'backup/no-credentials: the Secret keys is known to have token, but not the key "password". Let them be generated: credentials: ExternalSecret.generated(chart, \'orders-backup-credentials\').');
  });

  test.each<[Duration, string]>([
    [Duration.hours(12), 'backup/keeps-too-little'],
    [Duration.millis(1500), 'backup/bad-keep'],
    [Duration.seconds(0), 'backup/bad-keep'],
    [Duration.days(30_000), 'backup/bad-keep'],
  ])('kept for %s: %s', (keep, slug) => expect(slugs({ keep })).toEqual([slug]));

  test('with a schedule that is none, or never fires', () => {
    expect(slugs({ schedule: Schedule.cron('61 * * * *') })).toEqual(['schedule/malformed']);
    expect(slugs({ schedule: Schedule.cron('0 0 30 2 *') })).toEqual(['schedule/never-fires']);
  });

  test('to a claim that nobody can write to, or of another namespace', () => {
    expect(slugs({ to: BackupStore.volume(ExistingClaim.of('old', AccessMode.READ_ONLY_MANY)) })).toEqual(['backup/read-only-store']);
    expect(slugs({ to: BackupStore.volume({ claimName: 'far', accessMode: AccessMode.READ_WRITE_ONCE, namespace: 'other' }) })).toEqual(['volume/other-namespace']);
    expect(slugs({ to: BackupStore.volume(ExistingClaim.of('No Name', AccessMode.READ_WRITE_ONCE)) })).toEqual(['name/not-a-dns-subdomain']);
  });

  test('under a name that PostgreSQL keeps for itself', () => {
    expect(slugs({}, 'pg-backup')).toEqual(['database/reserved-user-name']);
    expect(slugs({}, 'none')).toEqual(['database/reserved-user-name']);
  });

  test('of an engine that has no dumps here', () => {
    const postgres = DatabaseEngine.postgres('17');
    const other: IDatabaseEngine = {
      engineName: 'other 1', serverFor: (s) => postgres.serverFor(s), configFor: (s, r) => postgres.configFor(s, r), objectionsTo: () => [], connectionFor: () => ({}),
    };
    expect(problemsOf(new BackupScene({}, 'orders-backup', undefined, { engine: other }).backup)).toEqual(['backup/unknown-engine']);
  });

  test('from another namespace', () => {
    const it = new BackupScene();
    const far = new DatabaseBackup(chartIn(it.chart.node.root as any, 'far', 'far'), 'far-backup', { database: it.orders, to: BackupStore.volume(ExistingClaim.of('c', AccessMode.READ_WRITE_ONCE)), credentials: ExistingSecret.of('far', ['password']) });
    expect(problemsOf(far)).toEqual(['database/other-namespace']);
  });
});

test('memory and traits can be given', () => {
  const it = new BackupScene({ memory: Size.gibibytes(1) });
  expect(it.jobPod().containers[0].resources.limits.memory).toBe('1Gi');
});
