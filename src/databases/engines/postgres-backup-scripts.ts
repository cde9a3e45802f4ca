/*
 * What the backup's pods run. As the bootstrap, they are plain POSIX sh without `${…}`,
 * take everything from the environment, and never have a password as an argument.
 */

/** What all of them begin with. @internal */
export const HEAD = String.raw`set -eu
umask 077

home="$BACKUP_DIRECTORY/$BACKUP_OF"
say() { echo "$PROGRAM: $*"; }
fail() { echo "$PROGRAM: $*" >&2; exit 1; }
# Another try would be of no use: the Job fails at once.
refuse() { echo "$PROGRAM: $*" >&2; exit 42; }
size() { du -sh "$1" | cut -f 1; }
`;

/** @internal */
export const CONNECT = String.raw`
export PGHOST="$DATABASE_HOST" PGPORT="$DATABASE_PORT" PGUSER="$DATABASE_USER" PGDATABASE="$DATABASE_NAME" PGAPPNAME="$PROGRAM"
if [ -n "$DATABASE_CREDS_FILE" ]; then
  PGPASSWORD=$(tr -d '\r\n' <"$DATABASE_CREDS_FILE")
  [ -n "$PGPASSWORD" ] || fail "there is no password in $DATABASE_CREDS_FILE"
  export PGPASSWORD
fi
`;

const CHOOSE = String.raw`
# A directory is a backup if it has its checksums: they are written last.
if [ -n "$BACKUP_NAME" ]; then
  backup="$home/$BACKUP_NAME"
  [ -e "$backup/SHA256SUMS" ] || refuse "there is no backup $BACKUP_NAME in $home; there are: $(cd "$home" 2>/dev/null && echo ????????T??????Z)"
else
  backup=
  for each in "$home"/????????T??????Z; do
    [ ! -e "$each/SHA256SUMS" ] || backup="$each"
  done
  [ -n "$backup" ] || refuse "there is no backup in $home"
fi
(cd "$backup" && sha256sum --check --quiet SHA256SUMS) || refuse "$backup is damaged: what it holds is not what was written. Nothing was changed. Choose another one."
`;

/** Makes a dump, or leaves nothing that could be taken for one. @internal */
export const POSTGRES_DUMP = String.raw`#!/bin/sh
# Writes the database's content beside its place, reads all of it back, and moves it
# there in one step. Only then older backups go whose time is over.
PROGRAM=backup
${HEAD}${CONNECT}
stamp=$(date -u +%Y%m%dT%H%M%SZ)
partial="$home/$stamp.partial"
mkdir -p "$home"
[ ! -e "$home/$stamp" ] || fail "$home/$stamp is there already"
trap 'rm -rf "$partial"' EXIT
trap 'exit 1' INT TERM
mkdir "$partial"

began=$(date +%s)
pg_dump --format=custom --lock-wait-timeout=300s --no-password --file="$partial/database.dump"
# A list of the contents would not notice a torn end.
pg_restore --file=/dev/null "$partial/database.dump"
# For people: roles are the server's, and no dump of a database holds them.
pg_dumpall --roles-only --no-role-passwords --no-password --database="$DATABASE_NAME" --file="$partial/roles.sql"
(cd "$partial" && sha256sum database.dump roles.sql >SHA256SUMS)
sync "$partial"/* "$partial"
mv "$partial" "$home/$stamp"
sync "$home"
say "made $home/$stamp of $(size "$home/$stamp") in $(($(date +%s) - began)) s"

[ "$BACKUP_KEEP_SECONDS" -gt 0 ] || exit 0
oldest=$(date -u -d "@$(($(date +%s) - BACKUP_KEEP_SECONDS))" +%Y%m%d%H%M%S)
for old in "$home"/????????T??????Z; do
  name=$(basename "$old")
  [ "$name" != "$stamp" ] && [ "$(echo "$name" | tr -d TZ)" -lt "$oldest" ] || continue
  # Without its checksums it is no backup any more, however far the rest gets.
  rm -f "$old/SHA256SUMS"
  rm -rf "$old"
  say "removed $old, its time is over"
done
# What a kill has left.
find "$home" -mindepth 1 -maxdepth 1 -name '*.partial' -mmin +1440 -exec rm -rf {} +
`;

/** Fills an empty database, completely or not at all. @internal */
export const POSTGRES_RESTORE = String.raw`#!/bin/sh
# Restores a dump into the database as its owner, in one transaction. A database that
# holds anything is left as it is.
PROGRAM=restore
${HEAD}${CONNECT}${CHOOSE}
ask() { psql --no-psqlrc --quiet --no-password --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }
held() {
  ask <<'SQL'
WITH own(catalog, id) AS (
  SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)')
  UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)')
  UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typtype IN ('d', 'e', 'r') AND typnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)')
  UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$|public$)'
  UNION ALL SELECT 'pg_largeobject_metadata'::regclass, oid FROM pg_largeobject_metadata
)
SELECT count(*) FROM own WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = catalog AND objid = id AND deptype = 'e')
SQL
}
mark() { ask --command="SELECT description FROM pg_shdescription JOIN pg_database ON objoid = oid WHERE classoid = 'pg_database'::regclass AND datname = current_database()"; }

name="$BACKUP_OF/$(basename "$backup")"
held=$(held)
if [ "$held" != 0 ]; then
  case $(mark) in
    "restored from $name") say "$DATABASE_NAME was restored from $name before; nothing to do"; exit 0 ;;
    "restored from $BACKUP_OF/"*) [ -n "$BACKUP_NAME" ] || { say "$DATABASE_NAME was $(mark) before; nothing to do"; exit 0; } ;;
  esac
  refuse "the database $DATABASE_NAME holds $held tables, functions and other things. Nothing was changed. Restore into an empty database, or empty this one."
fi

began=$(date +%s)
pg_restore --single-transaction --no-owner --no-password --dbname="$DATABASE_NAME" "$backup/database.dump" \
  || fail "$name was not restored; what went wrong is above. The database is as empty as it was."
[ "$(held)" != 0 ] || fail "$name was restored, and holds nothing"
# What was restored has no statistics; those of the server itself are not the owner's to make.
PGOPTIONS='-c client_min_messages=error' ask --command="COMMENT ON DATABASE \"$DATABASE_NAME\" IS 'restored from $name'" --command=ANALYZE
say "restored $DATABASE_NAME from $name in $(($(date +%s) - began)) s"
`;

/** Restores the newest backup into a server of its own, and asks it questions. @internal */
export const POSTGRES_DRILL = String.raw`#!/bin/sh
# Starts a server that nobody else can reach, restores into it as a restore would,
# and asks the questions. It ends well only if every answer is yes.
PROGRAM=drill
${HEAD}${CHOOSE}
made=$(basename "$backup" | sed 's/^\(....\)\(..\)\(..\)T\(..\)\(..\)\(..\)Z$/\1-\2-\3 \4:\5:\6 UTC/')
age=$(($(date +%s) - $(date -u -d "$made" +%s)))
[ "$age" -le "$BACKUP_MAX_AGE_SECONDS" ] || refuse "the newest backup is $(basename "$backup"), $((age / 3600)) hours old; backups have failed"

data="$DRILL_DIRECTORY/data"
sockets=/tmp/drill
rm -rf "$data"
mkdir -p "$sockets"
server=
leave() {
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null && wait "$server"; } || true
  rm -rf "$data"
}
trap leave EXIT
trap 'exit 1' INT TERM

initdb --pgdata="$data" --username=postgres --auth-local=trust --auth-host=reject --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
postgres -D "$data" -c listen_addresses= -c unix_socket_directories="$sockets" -c fsync=off -c full_page_writes=off -c autovacuum=off \
  -c max_wal_size=4GB -c log_min_messages=error -c log_min_error_statement=panic >&2 &
server=$!
until pg_isready -q -h "$sockets"; do
  kill -0 "$server" 2>/dev/null || { server=; fail "the server did not start; its own message is above"; }
  sleep 0.2
done
as_superuser() { psql --no-psqlrc --quiet --host="$sockets" --username=postgres --dbname="$1"; }
# Those that are there already are no error.
as_superuser postgres <"$backup/roles.sql" >/dev/null 2>&1
as_superuser postgres <<SQL >/dev/null 2>&1
CREATE ROLE "$DATABASE_USER" LOGIN;
SQL
as_superuser postgres <<SQL
CREATE DATABASE "$DATABASE_NAME" OWNER "$DATABASE_USER";
\connect "$DATABASE_NAME"
GRANT USAGE, CREATE ON SCHEMA public TO "$DATABASE_USER";
SQL

DATABASE_HOST="$sockets" DATABASE_PORT=5432 DATABASE_CREDS_FILE= BACKUP_NAME=$(basename "$backup") sh "$(dirname "$0")/restore.sh"

wrong=0
for check in "$(dirname "$0")"/check-*.sql; do
  [ -e "$check" ] || continue
  if answer=$(psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --host="$sockets" --username="$DATABASE_USER" --dbname="$DATABASE_NAME" --file="$check") \
    && [ "$answer" = t ]; then
    say "yes: $(cat "$check")"
  else
    wrong=$((wrong + 1))
    echo "drill: NO ($answer): $(cat "$check")" >&2
  fi
done
[ "$wrong" = 0 ] || refuse "$BACKUP_OF/$(basename "$backup") can be restored, but its content is not as expected ($wrong of the checks)"
say "$BACKUP_OF/$(basename "$backup") can be restored, and its content is as expected"
`;
