import { CONNECT, HEAD } from './postgres-backup-scripts';

const ASK = String.raw`ask() { psql --no-psqlrc --quiet --no-password --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }
`;

/** Receives the write-ahead log as it is written, until it is told to stop. @internal */
export const POSTGRES_RECEIVE = String.raw`#!/bin/sh
# Streams the server's log to files. The server keeps what has not been received yet, up
# to the most that its slot may hold back.
PROGRAM=wal
${HEAD}${CONNECT}${ASK}
wal="$home/wal"
mkdir -p "$wal"
# Whoever ends again and again is started ever later.
until pg_isready -q -t 5; do sleep 2; done
system=$(ask --dbname="dbname=$DATABASE_NAME replication=database" --command=IDENTIFY_SYSTEM | cut -d '|' -f 1)
[ -n "$system" ] || fail "the server does not say who it is"
[ -s "$wal/system" ] || echo "$system" >"$wal/system"
[ "$(cat "$wal/system")" = "$system" ] || fail "$wal holds the log of another database ($(cat "$wal/system"), not $system). Nothing was changed. Move it away, or give the backup a store of its own."

if [ "$(ask --command="SELECT wal_status FROM pg_replication_slots WHERE slot_name = '$WAL_SLOT'")" = lost ]; then
  pg_receivewal --slot="$WAL_SLOT" --drop-slot --no-password
  kept="$home/wal-until-$(date -u +%Y%m%dT%H%M%SZ)"
  mv "$wal" "$kept"
  mkdir "$wal"
  echo "$system" >"$wal/system"
  say "nobody received for too long, and the server has removed its log: what was received is in $kept. Make a base backup now: no moment before it can be reached from here on" >&2
fi
pg_receivewal --slot="$WAL_SLOT" --create-slot --if-not-exists --no-password
say "receiving the log of $BACKUP_OF into $wal"
# It ends when the server does, and is started again by the kubelet.
exec pg_receivewal --directory="$wal" --slot="$WAL_SLOT" --synchronous --no-loop --no-password
`;

/** Whether the log is being received. @internal */
export const POSTGRES_RECEIVING = String.raw`#!/bin/sh
PROGRAM=wal
${HEAD}${CONNECT}${ASK}
[ "$(ask --command="SELECT active FROM pg_replication_slots WHERE slot_name = '$WAL_SLOT'")" = t ]
`;

/** Copies the whole server, and removes what no moment within the time needs any more. @internal */
export const POSTGRES_BASE = String.raw`#!/bin/sh
# Copies the server's files beside their place, reads them back, and moves them there in
# one step. Together with the log that is received meanwhile they lead to any later moment.
PROGRAM=backup
${HEAD}${CONNECT}
bases="$home/base"
wal="$home/wal"
stamp=$(date -u +%Y%m%dT%H%M%SZ)
partial="$bases/$stamp.partial"
mkdir -p "$bases"
[ ! -e "$bases/$stamp" ] || fail "$bases/$stamp is there already"
trap 'rm -rf "$partial"' EXIT
trap 'exit 1' INT TERM

began=$(date +%s)
pg_basebackup --pgdata="$partial" --format=tar --gzip --checkpoint=fast --wal-method=stream --manifest-checksums=SHA256 --label="$BACKUP_OF $stamp" --no-password
gzip --test "$partial"/*.tar.gz
tar -xzOf "$partial/base.tar.gz" backup_label >"$partial/backup_label"
first() { sed -n 's/^START WAL LOCATION: .*(file \([0-9A-F]*\)).*/\1/p' "$1/backup_label"; }
segment=$(first "$partial")
[ -n "$segment" ] || fail "the copy does not say where its log begins"
waited=0
until [ -e "$wal/$segment" ] || [ -e "$wal/$segment.partial" ]; do
  waited=$((waited + 1))
  [ "$waited" -le 30 ] || fail "nobody receives the log: $wal does not have $segment, where this copy begins. Look at the pod of the receiver"
  sleep 1
done
date -u +%Y%m%dT%H%M%SZ >"$partial/ended"
(cd "$partial" && sha256sum ./* >SHA256SUMS)
sync "$partial"/* "$partial"
mv "$partial" "$bases/$stamp"
sync "$bases"
say "made $bases/$stamp of $(size "$bases/$stamp") in $(($(date +%s) - began)) s"

# The newest copy whose time is over leads to the oldest moment that is kept.
oldest=$(date -u -d "@$(($(date +%s) - BACKUP_KEEP_SECONDS))" +%Y%m%d%H%M%S)
needed=
for each in "$bases"/????????T??????Z; do
  [ "$(basename "$each" | tr -d TZ)" -ge "$oldest" ] || needed="$each"
done
for each in "$bases"/????????T??????Z; do
  [ -n "$needed" ] && [ "$each" != "$needed" ] || break
  rm -f "$each/SHA256SUMS"
  rm -rf "$each"
  say "removed $each, its time is over"
done
for each in "$bases"/????????T??????Z; do
  pg_archivecleanup "$wal" "$(first "$each")"
  break
done
find "$bases" -mindepth 1 -maxdepth 1 -name '*.partial' -mmin +1440 -exec rm -rf {} +
`;

/** Makes the database of an empty volume from a copy and the log, before the bootstrap would make an empty one. @internal */
export const POSTGRES_RECOVER = String.raw`#!/bin/sh
# Brings a copy to the chosen moment beside its place, and moves it there in one step. A
# volume that has a database is left as it is.
set -eu
umask 077
say() { echo "recovery: $*"; }
fail() { echo "recovery: $*" >&2; exit 1; }

if [ -s "$PGDATA/PG_VERSION" ]; then
  say "there is a database in $PGDATA; nothing to recover"
  exit 0
fi
base=
for each in "$RECOVERY_FROM"/base/????????T??????Z; do
  [ -e "$each/SHA256SUMS" ] || continue
  [ -z "$RECOVERY_STAMP" ] || [ "$(tr -d TZ <"$each/ended")" -le "$RECOVERY_STAMP" ] || continue
  base="$each"
done
[ -n "$base" ] || fail "there is no copy in $RECOVERY_FROM/base that was done by $RECOVERY_TIME; there are: $(cd "$RECOVERY_FROM/base" 2>/dev/null && echo ????????T??????Z)"
(cd "$base" && sha256sum --check --quiet SHA256SUMS) || fail "$base is damaged: what it holds is not what was written"

new="$PGDATA.recovery"
rm -rf "$new"
mkdir -p "$new"
tar -xzf "$base/base.tar.gz" -C "$new"
tar -xzf "$base/pg_wal.tar.gz" -C "$new/pg_wal"
cp "$base/backup_manifest" "$new/"
pg_verifybackup --quiet --no-parse-wal "$new"
chmod 0700 "$new"
touch "$new/recovery.signal"

server=
leave() {
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null && wait "$server"; } || true
}
trap leave EXIT
trap 'exit 1' INT TERM
: >"$DATABASE_SOCKETS/version.conf"
say "recovering $base up to $RECOVERY_TIME"
# The log's last file is not full, and still has its preliminary name.
set -- -c restore_command="cp '$RECOVERY_FROM/wal/%f' '%p' 2>/dev/null || cp '$RECOVERY_FROM/wal/%f.partial' '%p'"
[ -z "$RECOVERY_STAMP" ] || set -- "$@" -c recovery_target_time="$RECOVERY_TIME" -c recovery_target_action=promote
# Without hot_standby it takes connections when it is done, and not before.
postgres -D "$new" -c config_file="$DATABASE_CONFIG/postgresql.conf" -c listen_addresses= -c hot_standby=off "$@" >&2 &
server=$!
until pg_isready -q -h "$DATABASE_SOCKETS"; do
  kill -0 "$server" 2>/dev/null || { server=; fail "the moment was not reached; the server's own message is above"; }
  sleep 0.2
done
psql --no-psqlrc --quiet --host="$DATABASE_SOCKETS" --username=postgres --dbname=postgres --command=CHECKPOINT
kill -INT "$server"
wait "$server"
server=
rm -f "$new/backup_manifest"
initdb --sync-only --pgdata="$new" >/dev/null
mv "$new" "$PGDATA"
sync "$(dirname "$PGDATA")"
say "recovered"
`;
