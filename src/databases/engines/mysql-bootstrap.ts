import { MysqlDialect } from './mysql-dialect';
import { METRICS_KEY, METRICS_USER } from './mysql-metrics';

/**
 * The script that runs before the server at every start of a pod.
 *
 * As that of PostgreSQL: a database is made beside its place and moved there in one
 * step, and what is declared is seen to at every start. The entrypoint of the official
 * images does neither, and needs a password for the superuser.
 *
 * The password travels as hexadecimal digits on the client's standard input, to a
 * server that listens on nothing but its unix socket and logs no statements.
 *
 * @internal
 */
export function mysqlBootstrap({ product, engine, server, client, admin, script }: MysqlDialect, hasMetrics: boolean): string {
  return String.raw`#!/bin/sh
# Makes the database if the volume holds none, completely or not at all. Then, at
# every start, sees to it that user, password and database are as declared, through
# a server that listens on nothing but its unix socket.
set -eu
umask 077

new="$DATABASE_DATA.bootstrap"
server=

say() { echo "bootstrap: $*"; }
fail() { echo "bootstrap: $*" >&2; exit 1; }

# What queries left there when a server ended without a word.
clear() {
  rm -rf "$DATABASE_SPILL"
  mkdir "$DATABASE_SPILL"
}

start() {
  ${server} --defaults-file="$DATABASE_CONFIG" --datadir="$1" --skip-networking --skip-log-bin --general-log=0 --slow-query-log=0${script.options} >&2 &
  server=$!
  # A recovery after a crash takes as long as it takes.
  until ${admin} --defaults-file="$DATABASE_CLIENT" --silent ping >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { server=; fail "the server did not start; its own message is above"; }
    sleep 0.2
  done
}

stop() {
  kill -TERM "$server"
  wait "$server"
  server=
}

leave() {
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null && wait "$server"; } || true
}
trap leave EXIT
trap 'exit 1' INT TERM

# Everything in here may run any number of times. In a grant "_" stands for any sign, unless it is escaped.
provision() {
  hex=$(od -An -v -tx1 <"$DATABASE_CREDS_FILE" | tr -d ' \n' | sed 's/\(0[ad]\)*$//')
  pattern=$(echo "$DATABASE_NAME" | sed 's/_/\\_/g')
  ${client} --defaults-file="$DATABASE_CLIENT" --batch --skip-column-names <<SQL
SET SESSION sql_mode = '';
CREATE DATABASE IF NOT EXISTS $tick$DATABASE_NAME$tick;
SET @known = CONCAT('''$DATABASE_USER''@''%'' IDENTIFIED BY ', QUOTE(CONVERT(X'$hex' USING utf8mb4)));
SET @sentence = CONCAT('CREATE USER IF NOT EXISTS ', @known);
PREPARE said FROM @sentence;
EXECUTE said;
SET @sentence = CONCAT('ALTER USER ', @known);
PREPARE said FROM @sentence;
EXECUTE said;
GRANT ALL PRIVILEGES ON $tick$pattern$tick.* TO '$DATABASE_USER'@'%';
${hasMetrics ? METRICS_USER : ''}SQL
}
tick=$(printf '\140')

[ -n "$(tr -d '\r\n' <"$DATABASE_CREDS_FILE")" ] || fail "there is no password in $DATABASE_CREDS_FILE"
command -v ${server} >/dev/null || fail "the image has no ${server}: it is not one of ${product}"
series=$(${server} --version 2>/dev/null | sed 's/^[^0-9]*\([0-9]*\.[0-9]*\).*/\1/')
[ "$series" = "$DATABASE_SERIES" ] || fail "the image is ${product} $series, declared is ${product} $DATABASE_SERIES. Nothing was changed." \
  "Declare the version that the image has."
${script.key}${hasMetrics ? METRICS_KEY : ''}

if [ -d "$DATABASE_DATA/mysql" ]; then
  clear
  start "$DATABASE_DATA"
  provision
  stop
  say "database $DATABASE_NAME of $DATABASE_USER is there, in $DATABASE_DATA"
  exit 0
fi

rm -rf "$new"
# An empty database beside an old one would look like the loss of all data.
for other in "$DATABASE_VOLUME"/* "$DATABASE_VOLUME"/.[!.]*; do
  case $other in
    */lost+found | "$DATABASE_SPILL" | "$DATABASE_VOLUME/*" | "$DATABASE_VOLUME/.[!.]*") ;;
    "$DATABASE_DATA") rmdir "$other" || fail "$other holds files, but no database. Nothing was changed. Move them away." ;;
    */${engine}-*) fail "there is a database of ${product} in $other, and none in $DATABASE_DATA. Nothing was changed." \
      "Go back to the version it is of, or migrate: dump and restore." ;;
    *) fail "there is $other on the volume, and no database in $DATABASE_DATA: it may be of another kind of server. Nothing was changed. Move it away." ;;
  esac
done

say "making database $DATABASE_NAME of $DATABASE_USER in $DATABASE_DATA"
clear
${script.make}
start "$new"
provision
stop
sync -f "$DATABASE_VOLUME"
mv "$new" "$DATABASE_DATA"
sync "$DATABASE_VOLUME"
say "made"
`;
}
