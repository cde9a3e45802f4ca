import { NEWER_SETTINGS } from './postgres-newer-settings';

/**
 * The script that runs before the server at every start of a pod.
 *
 * A database is made beside its place and moved there in one step, so a start that
 * was interrupted leaves nothing that a later one could take for a database. The
 * official image's own entrypoint does (docker-library/postgres#891), and it lets
 * everybody in who reaches the loopback address.
 *
 * The role's password never is an argument, nor part of any log: the server itself
 * reads it from the mounted file, and logs no statements meanwhile.
 *
 * It is plain POSIX sh, and takes every path from the environment.
 *
 * @internal
 */
export const POSTGRES_BOOTSTRAP = bootstrap({ role: '', variable: '', guard: '' });

/** The same for a server that read replicas follow. @internal */
export const POSTGRES_PRIMARY_BOOTSTRAP = bootstrap({
  variable: String.raw` --set=replication="$DATABASE_REPLICATION_CREDS_FILE"`,
  role: String.raw`SELECT 'CREATE ROLE replicator LOGIN REPLICATION'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'replicator') \gexec
SELECT format('ALTER ROLE replicator LOGIN REPLICATION PASSWORD %L', rtrim(pg_read_file(:'replication'), E'\r\n')) \gexec
`,
  guard: String.raw`# A replica that runs has the data that are missing here; an empty database would cost them too.
if pg_isready -q -t 5 -h "$DATABASE_REPLICAS" -p 5432 || [ $? -eq 1 ]; then
  fail "there is no database in $PGDATA, and a read replica of it runs at $DATABASE_REPLICAS. Nothing was changed." \
    "Bring the volume back, or copy the data of a replica to it; to begin anew, delete the replicas' volumes first."
fi
`,
});

/** What is written into the script where the server is not by itself. */
interface Replication {
  readonly variable: string;
  readonly role: string;
  readonly guard: string;
}

function bootstrap({ variable, role, guard }: Replication): string {
  return String.raw`#!/bin/sh
# Makes the database if the volume holds none, completely or not at all. Then, at
# every start, sees to it that role, password and database are as declared, through
# a server that listens on nothing but its unix socket.
set -eu
umask 077

volume=$(dirname "$(dirname "$PGDATA")")
new="$PGDATA.bootstrap"
major=$(postgres --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
server=

say() { echo "bootstrap: $*"; }
fail() { echo "bootstrap: $*" >&2; exit 1; }

start() {
  postgres -D "$1" -c config_file="$DATABASE_CONFIG/postgresql.conf" -c listen_addresses= >&2 &
  server=$!
  # A recovery after a crash takes as long as it takes.
  until pg_isready -q -h "$DATABASE_SOCKETS"; do
    kill -0 "$server" 2>/dev/null || { server=; fail "the server did not start; its own message is above"; }
    sleep 0.2
  done
}

stop() {
  kill -INT "$server"
  wait "$server"
  server=
}

leave() {
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null && wait "$server"; } || true
}
trap leave EXIT
trap 'exit 1' INT TERM

# Everything in here may run any number of times.
provision() {
  PGCLIENTENCODING=UTF8 PGOPTIONS="$unlogged" psql --no-psqlrc --quiet --no-password --host="$DATABASE_SOCKETS" --username=postgres --dbname=postgres \
    --set=ON_ERROR_STOP=1 --set=VERBOSITY=terse --set=database="$DATABASE_NAME" --set=owner="$DATABASE_USER" --set=file="$DATABASE_CREDS_FILE"${variable} <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', :'owner', rtrim(pg_read_file(:'file'), E'\r\n')) \gexec
${role}SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
ALTER DATABASE :"database" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"database", postgres, template1 FROM PUBLIC;
\connect :database
SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC', format('GRANT USAGE, CREATE ON SCHEMA public TO %I', :'owner')
 WHERE EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') \gexec
SQL
}

# Whatever the configuration logs, and whichever extension counts statements.
unlogged='-c log_statement=none -c log_duration=off -c log_min_duration_statement=-1 -c log_min_duration_sample=-1'
unlogged="$unlogged -c log_transaction_sample_rate=0 -c log_min_error_statement=panic"
unlogged="$unlogged -c pg_stat_statements.track_utility=off -c pgaudit.log=none"

[ -n "$(tr -d '\r\n' <"$DATABASE_CREDS_FILE")" ] || fail "there is no password in $DATABASE_CREDS_FILE"

${NEWER_SETTINGS}
if [ -s "$PGDATA/PG_VERSION" ]; then
  found=$(cat "$PGDATA/PG_VERSION")
  [ "$found" = "$major" ] || fail "the data in $PGDATA are of PostgreSQL $found, the image is PostgreSQL $major, which cannot read them. Nothing was changed." \
    "Go back to an image of $found, or migrate: dump and restore, or pg_upgrade."
  # The kubelet may have made it writable for the group, which the server refuses.
  chmod 0700 "$PGDATA"
  start "$PGDATA"
  provision
  stop
  say "database $DATABASE_NAME of $DATABASE_USER is there, in $PGDATA"
  exit 0
fi

rm -rf "$new"
# An empty database beside an old one would look like the loss of all data.
for other in "$volume"/PG_VERSION "$volume"/*/PG_VERSION "$volume"/*/*/PG_VERSION; do
  [ ! -e "$other" ] || fail "there is a database of PostgreSQL $(cat "$other") in $(dirname "$other"), and none in $PGDATA. Nothing was changed." \
    "Go back to the version it is of, or migrate it to $PGDATA with pg_upgrade."
done
[ ! -e "$PGDATA" ] || rmdir "$PGDATA" || fail "$PGDATA holds files, but no database. Nothing was changed. Move them away."

${guard}say "making database $DATABASE_NAME of $DATABASE_USER in $PGDATA"
mkdir -p "$(dirname "$PGDATA")"
# An order of texts that no update of the image's C library can change: it would corrupt indexes.
if [ "$major" -ge 17 ]; then
  set -- --locale-provider=builtin --locale=C.UTF-8
else
  set -- --locale=C.UTF-8 --lc-collate=C
fi
initdb --pgdata="$new" --username=postgres --auth-local=peer --auth-host=scram-sha-256 --encoding=UTF8 --data-checksums "$@" >/dev/null
start "$new"
provision
stop
initdb --sync-only --pgdata="$new" >/dev/null
mv "$new" "$PGDATA"
sync "$(dirname "$PGDATA")" "$volume"
say "made"
`;
}
