import { Construct } from 'constructs';
import { BackupStore } from './backup-store';
import { BACKUPS } from './store-use';
import { Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { flaw, Flaw, quoted } from '../../values/flaw';
import { StatefulDatabase } from '../stateful-database';

/** Which database is made, where from, and of which moment. */
export interface PointInTimeRecoveryProps {
  /** The database that is made; its volume must be empty. Its `database` and `user` are those of the other. */
  readonly database: StatefulDatabase;
  /** Where copies and log are. */
  readonly from: BackupStore;
  /**
   * Whose: the name of the StatefulDatabase that was copied.
   * @default - the database's own name
   */
  readonly backupOf?: string;
  /**
   * The moment, as ISO 8601 with a time zone: `2026-11-30T10:15:00Z`. It must lie after the end of a copy.
   * @default - the latest that the log leads to
   */
  readonly at?: string;
}

const RECOVER = '/etc/recovery/recover.sh';

/**
 * Makes a database as it was at a moment, from the copies and the log of a PhysicalBackup.
 *
 * Becomes a step before the bootstrap of the database's pod, and the store mounted
 * read-only there. It fills an empty volume, completely or not at all; a volume that has a
 * database is left as it is, so it may stay in the code until everything is well. Roles
 * and other databases of the server come along. The bootstrap then sets the password.
 *
 * The new database needs a name of its own: give it to the services when it is right.
 *
 * @example
 * const archive = BackupStore.volume(ExistingClaim.of('archive', AccessMode.READ_WRITE_MANY));
 * new PointInTimeRecovery(chart, 'before-the-mistake', { database: orders, from: archive, backupOf: 'old-db', at: '2026-11-30T10:15:00Z' });
 */
export class PointInTimeRecovery extends Construct {
  /** @param scope a chart or a construct in one @param id what it is called @param props what, where from, and when */
  public constructor(scope: Construct, id: string, props: PointInTimeRecoveryProps) {
    super(scope, id);
    const { database, backupOf = database.name, at } = props;
    const { engine, server, storage } = database._parts;
    const draft = database._draftOf(`the recovery ${id}`, Rank.TRAIT);
    const archive = engine._backups?.archive;
    if (archive === undefined || server.bootstrap === undefined) {
      draft._report([flaw('recovery/no-archive', `${database.name} is to be made as it was at a moment, and this library cannot do that for ${engine.engineName}`,
        'Restore a dump: new DatabaseRestore(…).')]);
      return;
    }
    if (!draft._report([...momentFlaws(at), ...originFlaws(backupOf), ...props.from._volumeFlaws(database.name)])) return;
    const command = ['/bin/sh', '-c', `/bin/sh ${RECOVER} && exec "$@"`, 'bootstrap', ...server.bootstrap];
    draft._add(Facts.INIT, 'bootstrap', { command }, 'an empty volume is filled before the bootstrap would make an empty database');
    draft.addFile(RECOVER, archive.recover, 'what is run');
    // PostgreSQL knows no names of time zones when it reads its settings, and Z is one.
    const env = { RECOVERY_FROM: `${BACKUPS}/${backupOf}`, RECOVERY_TIME: at === undefined ? 'the end of the log' : at.replace(/Z$/, '+00:00'), RECOVERY_STAMP: at === undefined ? '' : stampOf(at) };
    for (const [name, text] of Object.entries(env)) draft.addEnv(name, text, 'the recovery reads it');
    props.from._open({ draft, platform: database.platform, isReader: true, room: storage, serverImage: server.image });
  }
}

/** `20261130101500`, as the names of copies are compared. */
function stampOf(at: string): string {
  return new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

function momentFlaws(at: string | undefined): Flaw[] {
  const good = at === undefined || (/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[-+][0-9]{2}:[0-9]{2})$/.test(at) && !Number.isNaN(Date.parse(at)));
  return good ? [] : [flaw('recovery/bad-moment', `${quoted(at)} is not a moment that a database can be brought to`, 'Write ISO 8601 with a time zone, such as "2026-11-30T10:15:00Z".')];
}

function originFlaws(backupOf: string): Flaw[] {
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(backupOf) ? [] : [flaw('backup/bad-origin', `${quoted(backupOf)} cannot be the name of a database whose backups there are`,
    'Give the id of its StatefulDatabase, such as "orders-db".')];
}
