import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { BackupStore } from './backup-store';
import { DatabaseBackupProps } from './database-backup';
import { keepFlaws } from './keep-flaws';
import { RoleAccess } from './role-access';
import { NOT_FOR_TOOLS, toolTraits, writeTool } from './tool-pod';
import { WalReceiver } from './wal-receiver';
import { Rank } from '../../model/rank';
import { flaw } from '../../values/flaw';
import { Schedule } from '../../values/schedule';
import { GoCronJob } from '../../workloads/go-cron-job';
import { StatefulDatabase } from '../stateful-database';

/** What is copied, when, and where to; `keep` is how far back a moment can lie. */
export interface PhysicalBackupProps extends DatabaseBackupProps {}

/**
 * Copies the whole server again and again, and keeps its log: a PointInTimeRecovery leads
 * to any moment since the first copy.
 *
 * Becomes a CronJob that copies the server's files, a Deployment `<name>-wal` that receives
 * the log as it is written, and a role in the server that may copy it and reads nothing.
 * What is lost with the server are the last moments before the log was received: less
 * than a second as a rule. While nobody receives, the server keeps its log, up to 40 % of
 * its volume.
 *
 * @example
 * const archive = new PhysicalBackup(chart, 'orders-archive', {
 *   database: orders,
 *   to: BackupStore.volume(new VolumeClaim(chart, 'archive', { size: Size.gibibytes(200), accessMode: AccessMode.READ_WRITE_MANY })),
 *   credentials: ExternalSecret.generated(chart, 'orders-archive-credentials'),
 *   schedule: Schedule.weekly(Weekday.SUNDAY, 1),
 *   keep: Duration.days(28),
 * });
 */
export class PhysicalBackup extends GoCronJob {
  /** what is copied */
  public readonly database: StatefulDatabase;
  /** where copies and log are kept */
  public readonly store: BackupStore;
  /** what receives the log */
  public readonly receiver: WalReceiver;

  /** @param scope a chart or a construct in one @param id the name, which the role has too: a DNS label of at most 52 characters @param props what, when, and where to */
  public constructor(scope: Construct, id: string, props: PhysicalBackupProps) {
    const { database } = props;
    const parts = database._parts;
    const schedule = props.schedule ?? Schedule.daily(2, 30);
    const interval = schedule._interval ?? Number.POSITIVE_INFINITY;
    super(scope, id, {
      image: parts.server.image,
      schedule,
      timeZone: props.timeZone,
      activeDeadline: props.activeDeadline ?? Duration.seconds(Math.max(10, Math.min(6 * 3600, interval))),
      cpu: props.cpu,
      memory: props.memory ?? Size.mebibytes(256),
      traits: [...toolTraits(parts, database.platform, 'backup'), ...(props.traits ?? [])],
      without: [...NOT_FOR_TOOLS, ...(props.without ?? [])],
    });
    this.database = database;
    this.store = props.to;
    this.receiver = new WalReceiver(this, `${id}-wal`, props, id);
    const draft = this._draftOf('the backup', Rank.TRAIT);
    const method = parts.engine._backups;
    if (method?.archive === undefined) {
      draft._report([flaw('backup/no-archive', `${this.name} is to keep the log of ${database.name}, and this library cannot do that for ${parts.engine.engineName}`,
        'Dump it: new DatabaseBackup(…); what is written between two dumps is then not kept.')]);
      return;
    }
    const keep = (props.keep ?? Duration.days(14)).toSeconds({ integral: false });
    if (!draft._report([...keepFlaws(keep, schedule), ...props.to._volumeFlaws(this.name)])) return;
    this.uses(new RoleAccess({ database, backup: this.name, credentials: props.credentials, files: method.copierFiles, objections: method.roleObjections }));
    writeTool(draft, 'base.sh', { 'base.sh': method.archive.base }, { BACKUP_KEEP_SECONDS: String(keep) });
    this.store._open({ draft, platform: this.platform, isReader: false, room: parts.storage, step: 'base.sh', serverImage: parts.server.image });
    // Both write to the volume at the same time, so both have to be where it is.
    if (this.store._isForOneNode) this.keepNear(this.receiver, { hard: true });
  }
}
