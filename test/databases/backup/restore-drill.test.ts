import { Duration, Size } from 'cdk8s';
import { BackupScene, envOf } from './kit';
import { Schedule } from '../../../src';
import { problemsOf } from '../../kit';

const CHECKS = ['SELECT count(*) > 1000 FROM orders', 'SELECT max(made) > now() - interval \'2 days\' FROM orders'];

describe('a drill', () => {
  const it = new BackupScene();
  const drill = it.drill({ checks: CHECKS });
  const pod = it.jobPod('orders-drill');
  const config = it.find('ConfigMap', pod.volumes.find((v: any) => v.configMap).configMap.name).data;

  test('has no problems', () => expect(problemsOf(drill)).toEqual([]));

  test('runs once a week, and never twice at once', () => {
    expect(it.cronJob('orders-drill')).toMatchObject({ schedule: '0 5 * * SUN', concurrencyPolicy: 'Forbid' });
  });

  test('restores as a restore does, into a server of its own', () => {
    expect(Object.keys(config).map((key) => key.replace('etc.backup.', '')).sort()).toEqual(['check-1.sql', 'check-2.sql', 'drill.sh', 'restore.sh']);
    expect(pod.containers[0].command).toEqual(['/bin/sh', '/etc/backup/drill.sh']);
  });

  test('asks what it was told to ask', () => expect(CHECKS.map((_, i) => config[`etc.backup.check-${i + 1}.sql`])).toEqual(CHECKS.map((sql) => `${sql}\n`)));

  test('has a volume for the time of the drill, as large as the database\'s', () => {
    expect(pod.volumes.find((v: any) => v.ephemeral).ephemeral.volumeClaimTemplate.spec).toMatchObject({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } });
  });

  test('reaches nobody but the names that it looks up, and has no password', () => {
    expect(it.find('NetworkPolicy', 'orders-drill').spec.egress.flatMap((rule: any) => rule.ports.map((p: any) => p.port))).toEqual([53, 53]);
    expect(pod.volumes.filter((v: any) => v.secret)).toEqual([]);
  });

  test('cannot change the backups', () => expect(pod.volumes).toContainEqual({ name: 'volume-backups', persistentVolumeClaim: { claimName: 'backups', readOnly: true } }));

  test('calls a backup too old that is twice as old as it may be', () => expect(envOf(pod).BACKUP_MAX_AGE_SECONDS).toBe(String(2 * 24 * 3600)));
});

test('the age follows from the backup\'s schedule, or is given', () => {
  const hourly = new BackupScene({ schedule: Schedule.everyHours(1) });
  hourly.drill();
  expect(envOf(hourly.jobPod('orders-drill')).BACKUP_MAX_AGE_SECONDS).toBe('7200');
  const given = new BackupScene();
  given.drill({ maxAge: Duration.hours(30), storage: Size.gibibytes(50), schedule: Schedule.daily(6) });
  expect(envOf(given.jobPod('orders-drill')).BACKUP_MAX_AGE_SECONDS).toBe('108000');
});

test('questions are asked in their order, however many there are', () => {
  const it = new BackupScene();
  it.drill({ checks: Array.from({ length: 12 }, (_, i) => `SELECT ${i} < 12`) });
  const [config] = it.objects.filter((o) => o.kind === 'ConfigMap' && o.metadata.name.startsWith('orders-drill'));
  expect(Object.keys(config.data).filter((key) => key.includes('check')).sort()[11]).toBe('etc.backup.check-12.sql');
});

test.each<[string, any]>([['drill/empty-check', { checks: ['  '] }], ['drill/bad-age', { maxAge: Duration.seconds(0) }]])('%s', (slug, props) => expect(problemsOf(new BackupScene().drill(props))).toEqual([slug]));
