import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { BackupStore } from './backup-store';
import { NOT_FOR_TOOLS, toolTraits, writeTool } from './tool-pod';
import { Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { Cpu } from '../../values/cpu';
import { flaw, Flaw, quoted } from '../../values/flaw';
import { toEnvPrefix } from '../../values/names';
import { GoJob } from '../../workloads/go-job';
import { JobDelivery } from '../../workloads/job-delivery';
import { WorkloadProps } from '../../workloads/workload';
import { PASSWORD_KEY, passwordDirectory } from '../password';
import { StatefulDatabase } from '../stateful-database';

/** What is restored, and where from. */
export interface DatabaseRestoreProps extends WorkloadProps {
  /** The database to fill; it must be empty. */
  readonly database: StatefulDatabase;
  /** Where the backups are. */
  readonly from: BackupStore;
  /**
   * Whose backups: the name of the StatefulDatabase that they were made of.
   * @default - the database's own name
   */
  readonly backupOf?: string;
  /**
   * Which backup: the time of its making in UTC, as its directory is called, such as `20261130T023000Z`.
   * @default - the newest
   */
  readonly backup?: string;
  /**
   * How a changed restore gets into the cluster.
   * @default JobDelivery.NEW_NAME, it works with every way of applying, as a Job's template cannot be changed (kubernetes.io: Jobs)
   */
  readonly delivery?: JobDelivery;
  /**
   * How long it may take, all its tries together; whole seconds.
   * @default Duration.hours(12), some hundred GB with their indexes (a choice)
   */
  readonly activeDeadline?: Duration;
  /**
   * CPU that the scheduler sets aside.
   * @default - the platform's
   */
  readonly cpu?: Cpu;
  /**
   * Memory: request and limit.
   * @default Size.mebibytes(256), a dump is streamed, whatever its size (a choice)
   */
  readonly memory?: Size;
}

/**
 * Fills an empty database from a backup.
 *
 * Becomes a Job that restores as the database's owner, in one transaction: completely or
 * not at all. A database that holds anything is left as it is, and the Job fails; one that
 * was restored by it before is recognized, so running it again is no harm. Take it out of
 * the code when it is done.
 *
 * Roles are the server's and not in a dump: those that it grants rights to must be there.
 *
 * @example
 * const backups = BackupStore.volume(ExistingClaim.of('backups', AccessMode.READ_WRITE_ONCE));
 * new DatabaseRestore(chart, 'orders-restore', { database: orders, from: backups });
 */
export class DatabaseRestore extends GoJob {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what, and where from */
  public constructor(scope: Construct, id: string, props: DatabaseRestoreProps) {
    const { database } = props;
    const run = database._parts;
    super(scope, id, {
      image: run.server.image,
      delivery: props.delivery,
      activeDeadline: props.activeDeadline ?? Duration.hours(12),
      cpu: props.cpu,
      memory: props.memory ?? Size.mebibytes(256),
      traits: [...toolTraits(run, database.platform, 'restore'), ...(props.traits ?? [])],
      without: [...NOT_FOR_TOOLS, ...(props.without ?? [])],
    });
    const draft = this._draftOf('the restore', Rank.TRAIT);
    const method = run.engine._backups;
    const { backup = '', backupOf = database.name } = props;
    if (method === undefined) {
      draft._report([flaw('backup/unknown-engine', `${this.name} is to restore ${database.name}, and this library has no dumps of ${run.engine.engineName}`,
        'Restore it with the tools of its maker; addClient lets them in.')]);
      return;
    }
    if (!draft._report(nameFlaws(backup, backupOf))) return;
    this.uses(database);
    writeTool(draft, 'restore.sh', { 'restore.sh': method.restore }, {
      BACKUP_OF: backupOf,
      BACKUP_NAME: backup,
      DATABASE_CREDS_FILE: `${passwordDirectory(database.name)}/${PASSWORD_KEY}`,
    });
    const prefix = toEnvPrefix(database.name);
    for (const suffix of ['HOST', 'PORT', 'NAME', 'USER']) {
      draft._deriveAt(Facts.ENV, `DATABASE_${suffix}`, (s) => s.get(Facts.ENV.at(`${prefix}_${suffix}`)), 'as the database says to who uses it');
    }
    if (run.credentials?.keys.includes(PASSWORD_KEY)) draft.addSecretFiles(passwordDirectory(database.name), [run.credentials.key(PASSWORD_KEY)], 'read from a file, however other programs get it');
    props.from._open({ draft, platform: this.platform, isReader: true, room: run.storage, step: 'restore.sh', serverImage: run.server.image });
  }
}

function nameFlaws(backup: string, backupOf: string): Flaw[] {
  return [
    ...(backup === '' || /^[0-9]{8}T[0-9]{6}Z$/.test(backup) ? [] : [flaw('backup/bad-name', `${quoted(backup)} is not the name of a backup`,
      'Give the time of its making as its directory is called, such as "20261130T023000Z", or leave it out for the newest.')]),
    ...(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(backupOf) ? [] : [flaw('backup/bad-origin', `${quoted(backupOf)} cannot be the name of a database whose backups there are`,
      'Give the id of its StatefulDatabase, such as "orders-db".')]),
  ];
}
