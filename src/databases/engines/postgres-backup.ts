import { POSTGRES_BASE, POSTGRES_RECEIVE, POSTGRES_RECEIVING, POSTGRES_RECOVER } from './postgres-archive-scripts';
import { POSTGRES_DRILL, POSTGRES_DUMP, POSTGRES_RESTORE } from './postgres-backup-scripts';
import { CONFIG_DIRECTORY } from './postgres-config';
import { nameObjections } from './postgres-names';
import type { BackupMethod, ServerRole } from '../backup/backup-method';
import type { DatabaseServer } from '../database-server';

const BOOTSTRAP = `${CONFIG_DIRECTORY}/bootstrap.sh`;
const ACCESS = `${CONFIG_DIRECTORY}/pg_hba.conf`;

/**
 * Backups of PostgreSQL: pg_dump of the one database, in the custom format; and
 * pg_basebackup of the server, with the log as pg_receivewal streams it.
 *
 * @internal
 */
export const POSTGRES_BACKUPS: BackupMethod = {
  dump: POSTGRES_DUMP,
  restore: POSTGRES_RESTORE,
  drill: POSTGRES_DRILL,
  archive: { receive: POSTGRES_RECEIVE, receiving: POSTGRES_RECEIVING, base: POSTGRES_BASE, recover: POSTGRES_RECOVER },
  readerFiles: ({ files }: DatabaseServer, role: ServerRole) => ({
    [BOOTSTRAP]: withRoles(files![BOOTSTRAP]),
    [`${CONFIG_DIRECTORY}/role-${role.name}.sql`]: roleSql(role, 'BYPASSRLS NOREPLICATION') + READER(role.name),
  }),
  copierFiles: ({ files }: DatabaseServer, role: ServerRole) => ({
    [BOOTSTRAP]: withRoles(files![BOOTSTRAP]),
    // Replication is a database of its own to access rules: "all" does not mean it.
    [ACCESS]: `${files![ACCESS]}host    replication  postgres  all  reject\nhost    replication  all       all  scram-sha-256\n`,
    [`${CONFIG_DIRECTORY}/role-${role.name}.sql`]: roleSql(role, 'NOBYPASSRLS REPLICATION'),
  }),
  roleObjections: (name) => nameObjections('database_of_its_own', name),
};

const PROVISIONED = String.raw`WHERE EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') \gexec
SQL
`;

/** The bootstrap, which then also runs what roles have files of their own; a server without any keeps its script as it is. */
function withRoles(bootstrap: string): string {
  return bootstrap.replace(PROVISIONED, () => String.raw`${PROVISIONED}  for role in "$DATABASE_CONFIG"/role-*.sql; do
    [ -e "$role" ] || continue
    PGCLIENTENCODING=UTF8 PGOPTIONS="$unlogged" psql --no-psqlrc --quiet --no-password --host="$DATABASE_SOCKETS" --username=postgres --dbname="$DATABASE_NAME" \
      --set=ON_ERROR_STOP=1 --set=VERBOSITY=terse --file="$role"
  done
`);
}

function roleSql({ name, credentialsFile }: ServerRole, rights: string): string {
  return String.raw`SELECT 'CREATE ROLE "${name}"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') \gexec
SELECT format('ALTER ROLE "${name}" LOGIN ${rights} NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 8 PASSWORD %L', rtrim(pg_read_file('${credentialsFile}'), E'\r\n')) \gexec
ALTER ROLE "${name}" SET default_transaction_read_only = on;
SELECT format('GRANT CONNECT ON DATABASE %I TO "${name}"', current_database()) \gexec
`;
}

/**
 * May read every table, also where row security hides rows: a dump without them would be
 * one that lacks them. Large objects know no right to read; the compatibility setting
 * lets it, and sessions that only read change none.
 */
const READER = (name: string) => `ALTER ROLE "${name}" SET lo_compat_privileges = on;\nGRANT pg_read_all_data TO "${name}";\n`;
