import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { BACKUP_CREDENTIALS, BackupScene } from './kit';
import { BackupStore, ExistingSecret, KubernetesVersion, PhysicalBackup, Platform, PointInTimeRecovery, RunAlerts, Schedule, Weekday } from '../../../src';
import { External } from '../../../src/rules/graph/external';
import { Manifest } from '../../../src/rules/manifest';
import { Manifests } from '../../../src/rules/manifests';
import { Severity } from '../../../src/rules/severity';
import { standardBook } from '../../../src/rules/standard-book';
import { problemsOf } from '../../kit';

const BUCKET = BackupStore.s3({ endpoint: 'https://s3.example.com', bucket: 'shop-backups', credentials: ExistingSecret.of('bucket', ['access-key-id', 'secret-access-key']) });

/** All there is of backups, in one chart. */
function everything(to: BackupStore | undefined, version: string): BackupScene {
  const platform = new Platform({ kubernetesVersion: KubernetesVersion.of(version) });
  const it = new BackupScene({ ...(to === undefined ? {} : { to }), traits: [new RunAlerts()] }, 'orders-backup', platform);
  it.drill({ traits: [new RunAlerts()], checks: ['SELECT true'] });
  it.restore();
  const volume = BackupStore.volume(it.claim);
  new PhysicalBackup(it.chart, 'orders-base', { database: it.orders, to: volume, credentials: ExistingSecret.of('base', ['password']) });
  new PointInTimeRecovery(it.chart, 'recovery', { database: it.orders, from: volume, backupOf: 'old-db' });
  return it;
}

test.each([['a volume', undefined, '1.28'], ['a volume', undefined, '1.36'], ['a bucket', BUCKET, '1.29'], ['a bucket', BUCKET, '1.36']])(
  'backups in %s pass every rule, %#', (_, to, version) => {
    const externals = ['orders-db-credentials', 'orders-backup-credentials', 'base', 'bucket'].map((name) => External.secret(name));
    const findings = standardBook({ externals }).verify(Manifests.of(everything(to, version).objects.map((object) => Manifest.of(object)))).filter(({ severity }) => severity !== Severity.INFO);
    expect(findings.map(String)).toEqual([]);
  });

const schedules = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 6, 8, 12).map((hours): [Schedule, number] => [Schedule.everyHours(hours), hours]),
  fc.integer({ min: 0, max: 23 }).map((hour): [Schedule, number] => [Schedule.daily(hour), 24]),
  fc.constantFrom(...Object.values(Weekday)).map((day): [Schedule, number] => [Schedule.weekly(day, 1), 168]),
);

test('whatever the schedule: a backup is accepted if, and only if, it is kept until the next one', () => {
  fc.assert(fc.property(schedules, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 64 }), ([schedule, interval], keep, size) => {
    const it = new BackupScene({ schedule, keep: Duration.hours(keep), credentials: BACKUP_CREDENTIALS }, 'orders-backup', undefined, { storage: Size.gibibytes(size) });
    const drill = it.drill({ schedule });
    expect(problemsOf(it.backup)).toEqual(keep >= interval ? [] : ['backup/keeps-too-little']);
    expect(problemsOf(drill)).toEqual([]);
    if (keep < interval) return;
    // A run that takes as long as it may has ended before the next one is due.
    expect(it.cronJob().jobTemplate.spec.activeDeadlineSeconds).toBeLessThanOrEqual(interval * 3600);
  }), { numRuns: 25 });
});
