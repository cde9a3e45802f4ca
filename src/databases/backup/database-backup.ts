import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { BackupStore } from './backup-store';
import { keepFlaws } from './keep-flaws';
import { RoleAccess } from './role-access';
import { NOT_FOR_TOOLS, toolTraits, writeTool } from './tool-pod';
import { Rank } from '../../model/rank';
import { ISecretSource } from '../../secrets/secret-source';
import { Cpu } from '../../values/cpu';
import { flaw } from '../../values/flaw';
import { Schedule } from '../../values/schedule';
import { GoCronJob } from '../../workloads/go-cron-job';
import { WorkloadProps } from '../../workloads/workload';
import { StatefulDatabase } from '../stateful-database';

/** What is backed up, when, and where to. */
export interface DatabaseBackupProps extends WorkloadProps {
  /** The database, in the same namespace. */
  readonly database: StatefulDatabase;
  /** Where backups are kept. */
  readonly to: BackupStore;
  /** The password of the backup's own role, under the key `password`. The role may read everything and owns nothing. */
  readonly credentials: ISecretSource;
  /**
   * When it runs. What is written after a backup is lost with the server, until the next one.
   * @default - Schedule.daily(2, 30), at night for most (a choice)
   */
  readonly schedule?: Schedule;
  /**
   * Whose clock the schedule goes by: a name of the IANA database.
   * @default 'Etc/UTC', which knows no summer time: no run is left out or comes twice (a choice)
   */
  readonly timeZone?: string;
  /**
   * How long a backup is kept; whole seconds, at least as long as from one run to the next. Older ones are removed by
   * the run that has just succeeded, and by no other.
   * @default Duration.days(14), an error may show itself only after a holiday (a choice)
   */
  readonly keep?: Duration;
  /**
   * How long a run may take, all its tries together; whole seconds.
   * @default - Duration.hours(6), or as often as it runs: some hundred GB (a choice)
   */
  readonly activeDeadline?: Duration;
  /**
   * CPU that the scheduler sets aside; compressing takes what is idle.
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
 * Dumps a database again and again, and keeps each dump for a time.
 *
 * Becomes a CronJob with the server's image, and a role in the server that may read
 * everything and nothing else. A dump is written beside its place, read back as a whole,
 * moved there in one step, and removed by a later run when its time is over. A database
 * that gets its first backup restarts once: its bootstrap makes the role.
 *
 * A backup that was never restored is a hope: see RestoreDrill.
 *
 * @example
 * const backup = new DatabaseBackup(chart, 'orders-backup', {
 *   database: orders,
 *   to: BackupStore.volume(new VolumeClaim(chart, 'backups', { size: Size.gibibytes(100) })),
 *   credentials: ExternalSecret.generated(chart, 'orders-backup-credentials'),
 * });
 */
export class DatabaseBackup extends GoCronJob {
  /** what is backed up */
  public readonly database: StatefulDatabase;
  /** where backups are kept */
  public readonly store: BackupStore;

  /** @param scope a chart or a construct in one @param id the name, which the role has too: a DNS label of at most 52 characters @param props what, when, and where to */
  public constructor(scope: Construct, id: string, props: DatabaseBackupProps) {
    const { database } = props;
    const run = database._parts;
    const schedule = props.schedule ?? Schedule.daily(2, 30);
    const interval = schedule._interval ?? Number.POSITIVE_INFINITY;
    super(scope, id, {
      image: props.to._copier ?? run.server.image,
      schedule,
      timeZone: props.timeZone,
      activeDeadline: props.activeDeadline ?? Duration.seconds(Math.max(10, Math.min(6 * 3600, interval))),
      cpu: props.cpu,
      memory: props.memory ?? Size.mebibytes(256),
      traits: [...toolTraits(run, database.platform, 'backup'), ...(props.traits ?? [])],
      without: [...NOT_FOR_TOOLS, ...(props.without ?? [])],
    });
    this.database = database;
    this.store = props.to;
    const draft = this._draftOf('the backup', Rank.TRAIT);
    const method = run.engine._backups;
    if (method === undefined) {
      draft._report([flaw('backup/unknown-engine', `${this.name} is to dump ${database.name}, and this library has no dumps of ${run.engine.engineName}`,
        'Back it up with the tools of its maker; addClient lets them in.')]);
      return;
    }
    const keep = (props.keep ?? Duration.days(14)).toSeconds({ integral: false });
    if (!draft._report(keepFlaws(keep, schedule))) return;
    this.uses(new RoleAccess({ database, backup: this.name, credentials: props.credentials, files: method.readerFiles, objections: method.roleObjections }));
    writeTool(draft, 'dump.sh', { 'dump.sh': method.dump }, { BACKUP_KEEP_SECONDS: String(keep) });
    this.store._open({ draft, platform: this.platform, isReader: false, room: run.storage, step: 'dump.sh', serverImage: run.server.image });
  }
}
