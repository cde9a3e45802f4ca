import type { DatabaseObjection } from '../database-engine';
import type { DatabaseServer } from '../database-server';

/** A role of the server that is not its owner's. @internal */
export interface ServerRole {
  readonly name: string;
  /** the file with its password, in the server's container */
  readonly credentialsFile: string;
}

/** The scripts of an engine that can be brought to any moment. @internal */
export interface ArchiveMethod {
  /** keeps the log, as long as it runs */
  readonly receive: string;
  /** whether that works */
  readonly receiving: string;
  /** copies the server, and removes what is not needed any more */
  readonly base: string;
  /** makes the database of an empty volume; run by the server's pod, before its bootstrap */
  readonly recover: string;
}

/**
 * How the databases of an engine are dumped and restored: what an engine answers, pure
 * questions as all of an engine's.
 *
 * The three scripts take what they need from the environment: `DATABASE_HOST`, `_PORT`,
 * `_NAME`, `_USER` and `_CREDS_FILE`, `BACKUP_DIRECTORY`, `BACKUP_OF`, and what their
 * constructs add. They are plain sh, and run with the server's image.
 *
 * @internal
 */
export interface BackupMethod {
  /** makes a dump in `$BACKUP_DIRECTORY/$BACKUP_OF/<time>`, and removes those whose time is over */
  readonly dump: string;
  /** fills an empty database from a dump */
  readonly restore: string;
  /** restores into a server of its own, and asks what the files `check-*.sql` beside it ask */
  readonly drill: string;
  /** how the whole server is copied, and its log kept; nothing if no moment between two dumps can be reached */
  readonly archive?: ArchiveMethod;
  /** Files in the server's container, by path, that make a role which may copy the whole server, and read nothing of it. */
  copierFiles(server: DatabaseServer, role: ServerRole): { [path: string]: string };
  /** Files in the server's container, by path, that make a role which may read everything and change nothing. */
  readerFiles(server: DatabaseServer, role: ServerRole): { [path: string]: string };
  /** Why a role cannot have that name. */
  roleObjections(name: string): DatabaseObjection[];
}
