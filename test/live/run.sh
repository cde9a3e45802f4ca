#!/bin/sh
# Runs the live tests: builds the example's Go programs, then starts jest in
# namespaces of its own. There it has a network with nothing but loopback, and
# mounts and processes that are gone when it ends, however it ends.
#
#   sh test/live/run.sh [jest arguments]
#
# LIVE_MANIFESTS and LIVE_SERVICES name other folders than the example's.
# LIVE_MIGRATION_TOOLS names the tools whose presets are run: golang-migrate, goose, atlas.
# LIVE_DATABASE_SERVERS names the servers that are built: nats, etcd; those that are not are Debian's.
# LIVE_KEEP=1 keeps the state of the run: logs, events, volumes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

if [ "${1:-}" = --inside ]; then
  shift
  ip link set lo up
  cd "$root"
  node node_modules/jest/bin/jest.js --config "$here/jest.config.js" --runInBand "$@"
  exit $?
fi

fail() {
  echo "The live tests cannot run: $1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

[ "$(id -u)" = 0 ] || fail "they need root (sudo npm run test:live), because each container gets its own mounts and user."
for tool in unshare nsenter setpriv ip go node; do
  command -v "$tool" >/dev/null || fail "they need the program $tool."
done
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || fail "they need a PostgreSQL server; test/live/install.sh installs one."
command -v mariadbd >/dev/null && command -v mariadb-admin >/dev/null || fail "they need a MariaDB server and its client; test/live/install.sh installs them."
command -v redis-check-rdb >/dev/null || fail "they need Redis, whose server and checker are one program; test/live/install.sh installs it."
unshare --mount --pid --net --fork true || fail "they need the right to make mount, pid and network namespaces."

LIVE_MANIFESTS=$(realpath "${LIVE_MANIFESTS:-$root/examples/shop/manifests}")
[ -d "$LIVE_MANIFESTS" ] || fail "there are no manifests in $LIVE_MANIFESTS; synthesize them first."
LIVE_STATE=$(mktemp -d)
LIVE_MIGRATION_TOOLS=${LIVE_MIGRATION_TOOLS-golang-migrate goose}
LIVE_DATABASE_SERVERS=${LIVE_DATABASE_SERVERS-nats etcd}
export LIVE_MANIFESTS LIVE_STATE LIVE_MIGRATION_TOOLS CGO_ENABLED=0
trap 'if [ -z "${LIVE_KEEP:-}" ]; then rm -rf "$LIVE_STATE"; else echo "kept $LIVE_STATE" >&2; fi' EXIT

mkdir "$LIVE_STATE/bin"
go build -C "${LIVE_SERVICES:-$root/examples/shop/services}" -buildvcs=false -o "$LIVE_STATE/bin/" ./... || fail "the example's Go programs do not build."
go build -C "$here/ledgers" -buildvcs=false -o "$LIVE_STATE/bin/" ./cmd/... || fail "the programs that write ledgers do not build."
go build -C "$here/database-client" -buildvcs=false -ldflags=-s -o "$LIVE_STATE/database-client" . || fail "the client of databases does not build."
# Servers that Debian has in no version of today.
for server in $LIVE_DATABASE_SERVERS; do
  case $server in
    nats) package=github.com/nats-io/nats-server/v2 ;;
    etcd) package=. ;;
    *) fail "there is no server \"$server\" for databases." ;;
  esac
  go build -C "$here/database-servers/$server" -buildvcs=false -ldflags=-s -o "$LIVE_STATE/servers/$server" "$package" || fail "$server does not build."
done
# The tools behind the presets of MigrationTool, with the driver of PostgreSQL only.
mkdir "$LIVE_STATE/migration-tools"
for tool in $LIVE_MIGRATION_TOOLS; do
  case $tool in
    golang-migrate) set -- pgx5 github.com/golang-migrate/migrate/v4/cmd/migrate "$@" ;;
    goose) set -- no_azuresql,no_clickhouse,no_libsql,no_mssql,no_mysql,no_sqlite3,no_vertica,no_ydb github.com/pressly/goose/v3/cmd/goose "$@" ;;
    atlas) set -- netgo ariga.io/atlas/cmd/atlas "$@" ;;
    *) fail "there is no tool \"$tool\" for migrations." ;;
  esac
  go build -C "$here/migration-tools/$tool" -buildvcs=false -tags "$1" -ldflags=-s -o "$LIVE_STATE/migration-tools/$tool" "$2" || fail "$tool does not build."
  shift 2
done
# What judges backups that go to a bucket.
go build -C "$here/object-store" -buildvcs=false -o "$LIVE_STATE/object-store" . || fail "the object storage does not build."
go build -o "$LIVE_STATE/enter" "$here/enter.go" || fail "enter.go does not build."

unshare --mount --pid --net --fork --kill-child=SIGKILL --mount-proc sh "$here/run.sh" --inside "$@" &
trap 'kill -s KILL $!' INT TERM
status=0
wait $! || status=$?
if [ "$status" != 0 ]; then
  for events in "$LIVE_STATE"/*/events.log; do
    [ -e "$events" ] || continue
    echo "--- the end of $events (LIVE_KEEP=1 keeps it, with all logs):"
    tail -n 20 "$events"
  done
fi
cat "$LIVE_STATE/summary" 2>/dev/null || echo "0 passed, 1 failed"
exit "$status"
