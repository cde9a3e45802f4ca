import { complaints, BackupScene, envOf } from './kit';
import { problemsOf } from '../../kit';

describe('a restore', () => {
  const it = new BackupScene();
  const restore = it.restore();
  const pod = it.restorePod;

  test('has no problems', () => expect([restore, it.orders].flatMap(problemsOf)).toEqual([]));

  test('is a Job that fails at once where another try is of no use', () => {
    const { spec } = it.objects.find((o) => o.kind === 'Job');
    expect(spec.activeDeadlineSeconds).toBe(12 * 3600);
    expect(spec.podFailurePolicy.rules).toContainEqual({ action: 'FailJob', onExitCodes: { containerName: 'orders-restore', operator: 'In', values: [42] } });
  });

  test('connects as the owner, from the file with its password', () => {
    expect(envOf(pod)).toMatchObject({
      DATABASE_HOST: 'orders-db.shop.svc.cluster.local', DATABASE_PORT: '5432', DATABASE_NAME: 'orders', DATABASE_USER: 'orders', DATABASE_CREDS_FILE: '/run/secrets/orders-db/password',
    });
  });

  test('takes the newest backup of the database, and cannot change it', () => {
    expect(envOf(pod)).toMatchObject({ BACKUP_OF: 'orders-db', BACKUP_NAME: '' });
    expect(pod.volumes).toContainEqual({ name: 'volume-backups', persistentVolumeClaim: { claimName: 'backups', readOnly: true } });
  });
});

test('another backup, of another database, can be named', () => {
  const it = new BackupScene();
  it.restore({ backupOf: 'old-db', backup: '20261130T023000Z' });
  expect(envOf(it.restorePod)).toMatchObject({ BACKUP_OF: 'old-db', BACKUP_NAME: '20261130T023000Z' });
});

test.each(['yesterday', '2026-11-30', '20261130T0230Z', '../etc'])('"%s" names no backup', (backup) => {
  const restore = new BackupScene().restore({ backup });
  expect(complaints(restore)).toBe(`backup/bad-name: "${backup}" is not the name of a backup. Give the time of its making as its directory is called, such as "20261130T023000Z", or leave it out for the newest.`);
});

test('a path is no name of a database', () => expect(problemsOf(new BackupScene().restore({ backupOf: '../other' }))).toEqual(['backup/bad-origin']));
