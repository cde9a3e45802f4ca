import { AccessMode, BackupStore, DatabaseEngine, ExistingClaim, PointInTimeRecovery, PointInTimeRecoveryProps } from '../../../src';
import { problemsOf } from '../../kit';
import { Store } from '../kit';

const FROM = BackupStore.volume(ExistingClaim.of('archive', AccessMode.READ_WRITE_MANY));

function scene(props: Partial<PointInTimeRecoveryProps> = {}, database = {}): Store {
  const it = new Store(database);
  new PointInTimeRecovery(it.chart, 'before-the-mistake', { database: it.orders, from: FROM, backupOf: 'old-db', at: '2026-11-30T10:15:00Z', ...props });
  return it;
}
const envOf = (it: Store) => Object.fromEntries(it.bootstrap.env.map((e: any) => [e.name, e.value]));

test('the volume is filled before the bootstrap would make an empty database', () => {
  const it = scene();
  expect(it.problems).toEqual([]);
  expect(it.pod.initContainers).toHaveLength(1);
  expect(it.bootstrap.command).toEqual(['/bin/sh', '-c', '/bin/sh /etc/recovery/recover.sh && exec "$@"', 'bootstrap', '/bin/sh', '/etc/postgresql/bootstrap.sh']);
});

test('the pod sees copies and log, and cannot change them', () => {
  const it = scene();
  expect(it.pod.volumes).toContainEqual({ name: 'volume-backups', persistentVolumeClaim: { claimName: 'archive', readOnly: true } });
  expect(envOf(it)).toMatchObject({ RECOVERY_FROM: '/backups/old-db', RECOVERY_STAMP: '20261130101500' });
});

test.each([
  ['2026-11-30T10:15:00Z', '2026-11-30T10:15:00+00:00', '20261130101500'],
  ['2026-11-30T10:15:00.123456+02:00', '2026-11-30T10:15:00.123456+02:00', '20261130081500'],
  ['2026-12-31T23:30-01:00', '2026-12-31T23:30-01:00', '20270101003000'],
])('%s is told as PostgreSQL reads it', (at, time, stamp) => expect(envOf(scene({ at }))).toMatchObject({ RECOVERY_TIME: time, RECOVERY_STAMP: stamp }));

test('without a moment it is the end of the log', () => expect(envOf(scene({ at: undefined })).RECOVERY_STAMP).toBe(''));

test.each(['yesterday', '2026-11-30', '2026-11-30T10:15:00', '2026-13-30T10:15:00Z', '2026-11-30T10:15:00Z; rm'])('"%s" is no moment', (at) => {
  expect(scene({ at }).problems).toEqual(['recovery/bad-moment']);
});

test('a path is no name of a database', () => expect(scene({ backupOf: '../x' }).problems).toEqual(['backup/bad-origin']));

test('an engine that keeps no log here is refused', () => {
  const postgres = DatabaseEngine.postgres('17');
  const engine = { engineName: 'other 1', serverFor: (s: any) => postgres.serverFor(s), configFor: (s: any, r: any) => postgres.configFor(s, r), objectionsTo: () => [], connectionFor: () => ({}) };
  expect(problemsOf(scene({}, { engine }).orders)).toEqual(['recovery/no-archive']);
});

test('a database that is made anew is as it was without it', () => expect(scene().find('StatefulSet').spec.volumeClaimTemplates).toEqual(new Store().find('StatefulSet').spec.volumeClaimTemplates));
