import { NEWER_SETTINGS } from './postgres-newer-settings';

/**
 * The script that runs before a read replica at every start of its pod.
 *
 * The copy is made beside its place and moved there in one step. Each replica has a slot,
 * named after its pod, so that the primary keeps what it has not yet read.
 *
 * A standby refuses to start with a lower limit of connections than its primary had, and the
 * two are two StatefulSets that nobody orders. So the limits that the primary has, and those
 * that the copy has seen, are the least that the replica runs with.
 *
 * @internal
 */
export const POSTGRES_REPLICA_BOOTSTRAP = String.raw`#!/bin/sh
# Makes a copy of the primary's database if the volume holds none, completely or not at
# all. Then, at every start, says whom to follow, and with which password.
set -eu
umask 077
export LC_ALL=C

volume=$(dirname "$(dirname "$PGDATA")")
new="$PGDATA.bootstrap"
major=$(postgres --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
slot=$(echo "$HOSTNAME" | tr - _)
follow="$DATABASE_SOCKETS/version.conf"
passfile="$DATABASE_SOCKETS/replication.pass"
primary="host=$DATABASE_PRIMARY port=5432 user=replicator application_name=$slot passfile=$passfile sslmode=prefer connect_timeout=5"

say() { echo "bootstrap: $*"; }
fail() { echo "bootstrap: $*" >&2; exit 1; }
ask() { psql "$primary replication=true" --no-psqlrc --no-password --no-align --tuples-only -c "$1"; }
seen() { pg_controldata "$1" | sed -n "s/^$2: *//p"; }

# A slot that is there already is the right one.
reserve() {
  said=$(ask "CREATE_REPLICATION_SLOT $slot PHYSICAL RESERVE_WAL" 2>&1) || case $said in
    *"already exists"*) ;;
    *) echo "$said" >&2; return 1 ;;
  esac
}

[ -n "$(tr -d '\r\n' <"$DATABASE_REPLICATION_CREDS_FILE")" ] || fail "there is no password in $DATABASE_REPLICATION_CREDS_FILE"
{ printf '*:*:*:replicator:'; tr -d '\r\n' <"$DATABASE_REPLICATION_CREDS_FILE" | sed 's/[\\:]/\\&/g'; echo; } >"$passfile"

${NEWER_SETTINGS}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$new"
  for other in "$volume"/PG_VERSION "$volume"/*/PG_VERSION "$volume"/*/*/PG_VERSION; do
    [ ! -e "$other" ] || fail "there is a database of PostgreSQL $(cat "$other") in $(dirname "$other"), and none in $PGDATA. Nothing was changed." \
      "A replica can be made anew: delete its volume."
  done
  [ ! -e "$PGDATA" ] || rmdir "$PGDATA" || fail "$PGDATA holds files, but no database. Nothing was changed. Move them away."
  say "waiting for $DATABASE_PRIMARY, to copy it to $PGDATA"
  until pg_isready -q -t 5 -h "$DATABASE_PRIMARY" -p 5432; do sleep 1; done
  mkdir -p "$(dirname "$PGDATA")"
  reserve || fail "the slot $slot could not be made; the primary's own message is above"
  pg_basebackup --dbname="$primary" --pgdata="$new" --slot="$slot" --wal-method=stream --checkpoint=fast --no-password
  touch "$new/standby.signal"
  mv "$new" "$PGDATA"
  sync "$(dirname "$PGDATA")" "$volume"
  say "copied"
fi

found=$(cat "$PGDATA/PG_VERSION")
[ "$found" = "$major" ] || fail "the data in $PGDATA are of PostgreSQL $found, the image is PostgreSQL $major, which cannot read them. Nothing was changed." \
  "Go back to an image of $found, or delete the replica's volume: it is made anew."
# The kubelet may have made it writable for the group, which the server refuses.
chmod 0700 "$PGDATA"
if [ ! -e "$PGDATA/standby.signal" ]; then
  say "somebody has promoted this server: it follows nobody, and is left as it is"
  exit 0
fi

# While the primary is away, the replica still answers with what it has.
answers=
if there=$(ask IDENTIFY_SYSTEM); then
  there=$(echo "$there" | cut -d '|' -f 1)
  [ "$there" = "$(seen "$PGDATA" 'Database system identifier')" ] || fail "the database in $PGDATA is not a copy of the one at $DATABASE_PRIMARY. Nothing was changed." \
    "If the primary was lost and made anew, its data are here. If they are not needed, delete the replica's volume: it is made anew."
  answers=yes
  reserve || say "the slot $slot could not be made; its message is above"
else
  say "$DATABASE_PRIMARY does not answer; starting with what is here"
fi

{
  echo "primary_conninfo = '$primary'"
  echo "primary_slot_name = '$slot'"
  for limit in max_connections:max_connections max_worker_processes:max_worker_processes max_wal_senders:max_wal_senders \
    max_prepared_transactions:max_prepared_xacts max_locks_per_transaction:max_locks_per_xact; do
    name=$(echo "$limit" | cut -d : -f 1)
    most=$(postgres -D "$PGDATA" -c config_file="$DATABASE_CONFIG/postgresql.conf" -C "$name")
    for least in $(seen "$PGDATA" "$(echo "$limit" | cut -d : -f 2) setting") \
      $([ -z "$answers" ] || ask "SHOW $name"); do
      [ "$most" -ge "$least" ] || { most=$least; echo "$name = $least"; }
    done
  done
} >"$follow.new"
cat "$follow.new" >>"$follow"
rm "$follow.new"
say "following $DATABASE_PRIMARY by slot $slot"
`;
