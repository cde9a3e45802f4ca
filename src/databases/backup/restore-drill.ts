import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DatabaseBackup } from './database-backup';
import { SCRIPTS } from './store-use';
import { NOT_FOR_TOOLS, toolTraits, writeTool } from './tool-pod';
import { Rank } from '../../model/rank';
import { Volume } from '../../storage/volume';
import { Cpu } from '../../values/cpu';
import { flaw, Flaw } from '../../values/flaw';
import { Schedule, Weekday } from '../../values/schedule';
import { GoCronJob } from '../../workloads/go-cron-job';
import { WorkloadProps } from '../../workloads/workload';

/** What is tried, and what must be true then. */
export interface RestoreDrillProps extends WorkloadProps {
  /** Whose newest backup is restored. */
  readonly backup: DatabaseBackup;
  /**
   * Questions in SQL to the restored database, asked as its owner. Each must give one row with one
   * value, true: `SELECT count(*) > 1000 FROM orders`.
   * @default - none: that it can be restored is all that is known
   */
  readonly checks?: string[];
  /**
   * When it runs.
   * @default - Schedule.weekly(Weekday.SUNDAY, 5), when little else runs (a choice)
   */
  readonly schedule?: Schedule;
  /**
   * Whose clock the schedule goes by: a name of the IANA database.
   * @default 'Etc/UTC', which knows no summer time: no run is left out or comes twice (a choice)
   */
  readonly timeZone?: string;
  /**
   * How old the newest backup may be; whole seconds.
   * @default - twice the time between two backups: one may fail, and not two (a choice)
   */
  readonly maxAge?: Duration;
  /**
   * How long a run may take, all its tries together; whole seconds.
   * @default - Duration.hours(12), or as often as it runs: some hundred GB with their indexes (a choice)
   */
  readonly activeDeadline?: Duration;
  /**
   * The volume for the restored database, there for the time of the drill only.
   * @default - as large as the database's own
   */
  readonly storage?: Size;
  /**
   * CPU that the scheduler sets aside.
   * @default - the platform's
   */
  readonly cpu?: Cpu;
  /**
   * Memory: request and limit; at least 256 MiB.
   * @default Size.mebibytes(512), for a server with PostgreSQL's own settings (a choice)
   */
  readonly memory?: Size;
}

const ROOM = '/drill';

/**
 * Proves again and again that backups can be restored, and hold what they should.
 *
 * Becomes a CronJob that starts a server in its own pod, which nobody else can reach,
 * restores the newest backup into it as a DatabaseRestore would, and asks the questions.
 * It fails if the backup is too old, damaged, cannot be restored, or an answer is not true.
 * Nothing touches the database itself.
 *
 * @example
 * const backup = new DatabaseBackup(chart, 'orders-backup', {
 *   database: orders,
 *   to: BackupStore.volume(ExistingClaim.of('backups', AccessMode.READ_WRITE_MANY)),
 *   credentials: ExistingSecret.of('orders-backup-credentials', ['password']),
 * });
 * new RestoreDrill(chart, 'orders-drill', { backup, checks: ['SELECT count(*) > 1000 FROM orders'] });
 */
export class RestoreDrill extends GoCronJob {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what is tried */
  public constructor(scope: Construct, id: string, props: RestoreDrillProps) {
    const { database, store, schedule: backups } = props.backup;
    const run = database._parts;
    const schedule = props.schedule ?? Schedule.weekly(Weekday.SUNDAY, 5);
    const interval = schedule._interval ?? Number.POSITIVE_INFINITY;
    super(scope, id, {
      image: run.server.image,
      schedule,
      timeZone: props.timeZone,
      activeDeadline: props.activeDeadline ?? Duration.seconds(Math.max(10, Math.min(12 * 3600, interval))),
      cpu: props.cpu,
      memory: props.memory ?? Size.mebibytes(512),
      traits: [...toolTraits(run, database.platform, 'restore-drill'), ...(props.traits ?? [])],
      without: [...NOT_FOR_TOOLS, ...(props.without ?? [])],
    });
    const draft = this._draftOf('the drill', Rank.TRAIT);
    const method = run.engine._backups;
    const checks = (props.checks ?? []).map((sql) => String(sql).trim());
    const maxAge = props.maxAge?.toSeconds({ integral: false }) ?? 2 * (backups._interval ?? 24 * 3600);
    if (method === undefined || !draft._report([...checkFlaws(checks), ...ageFlaws(maxAge)])) return; // the backup says that there is no method
    const digits = String(checks.length).length;
    const questions = checks.map((sql, i) => [`check-${String(i + 1).padStart(digits, '0')}.sql`, `${sql}\n`]);
    writeTool(draft, 'drill.sh', { 'drill.sh': method.drill, 'restore.sh': method.restore, ...Object.fromEntries(questions) }, {
      BACKUP_OF: database.name,
      BACKUP_NAME: '',
      BACKUP_MAX_AGE_SECONDS: String(maxAge),
      DATABASE_NAME: run.spec.database,
      DATABASE_USER: run.spec.user,
      DRILL_DIRECTORY: ROOM,
    });
    Volume.ephemeral(props.storage ?? run.storage, this.platform.storageClass).mountAt(draft, ROOM, 'the restored database is there for the time of the drill');
    store._open({ draft, platform: this.platform, isReader: true, room: run.storage, step: 'drill.sh', serverImage: run.server.image });
  }
}

function checkFlaws(checks: string[]): Flaw[] {
  return checks.flatMap((sql, i) => (sql === '' ? [flaw('drill/empty-check', `question ${i + 1} of ${SCRIPTS} asks nothing`, 'Write SQL that is true of a good backup, such as "SELECT count(*) > 1000 FROM orders".')] : []));
}

function ageFlaws(maxAge: number): Flaw[] {
  return Number.isInteger(maxAge) && maxAge >= 1 && maxAge <= 2 ** 31 - 1 ? [] : [flaw('drill/bad-age', `the newest backup may be ${maxAge} s old; it takes whole seconds from 1 on`, 'Give hours or days, such as Duration.days(2).')];
}
