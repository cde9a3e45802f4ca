import { ADMIN, ValkeyDialect } from './valkey-dialect';

/** The role that members and sentinels connect to each other as. @internal */
export const MEMBER = 'member';

/** What all scripts of a member share. @internal */
export function memberLibrary({ engine }: ValkeyDialect): string {
  return String.raw`# What the scripts of a member share.
umask 077
me="$HOSTNAME.$MEMBER_DOMAIN"

say() { echo "member: $*"; }
secret() { tr -d '\r\n' <"$MEMBER_CREDS_FILE"; }
hash() { sha256sum | cut -c1-64; }
# As configuration files take it, whatever it holds.
quoted() { printf '"'; od -An -v -tx1 | tr -d ' \n' | sed 's/../\\x&/g'; printf '"'; }
server() { REDISCLI_AUTH=$(cat "$DATABASE_RUN/key") ${engine}-cli -s "$DATABASE_RUN/server.sock" --user ${ADMIN} --no-auth-warning "$@"; }
sentinel() { at=$1; shift; REDISCLI_AUTH=$(secret) timeout 3 ${engine}-cli -h "$at" -p 26379 --user ${MEMBER} --no-auth-warning "$@"; }

# What a sentinel knows: how often somebody was elected, who leads, and how many follow.
known_at() {
  sentinel "$1" sentinel master "$MEMBER_GROUP" 2>/dev/null | awk '
    NR % 2 { key = $0; next } { value[key] = $0 }
    END { if ("config-epoch" in value) print value["config-epoch"], value["ip"], value["num-slaves"] }'
}
known_by_others() {
  for host in $MEMBER_HOSTS; do
    [ "$host" = "$me" ] || known_at "$host"
  done
}
known_before() {
  awk -v group="$MEMBER_GROUP" '
    $1 == "sentinel" && $2 == "monitor" && $3 == group { leader = $4 }
    $1 == "sentinel" && $2 == "config-epoch" && $3 == group { epoch = $4 }
    END { if (leader) print epoch + 0, leader, 0 }' "$MEMBER_STATE/sentinel.conf" 2>/dev/null || true
}
newest() { sort -n | tail -n 1; }
`;
}

/** Starts the server as the one that leads, or behind it. @internal */
export function memberStart({ engine, product }: ValkeyDialect): string {
  return String.raw`#!/bin/sh
# Finds out who leads, and starts the server behind it. Of what the sentinels say, the
# newest counts; if none answers, what this member's own knew last.
set -eu
. "$MEMBER_SCRIPTS/library.sh"

first=$(echo "$MEMBER_HOSTS" | cut -d ' ' -f 1)
others=$(echo "$MEMBER_HOSTS" | tr ' ' '\n' | grep -c -v -x -F "$me" || true)
if [ -e "$DATABASE_DATA/appendonlydir" ] || [ -e "$DATABASE_DATA/dump.rdb" ]; then
  leader=$({ known_by_others; known_before; } | newest | cut -d ' ' -f 2)
  [ -n "$leader" ] || leader=$first
else
  # Nothing is here. Whoever leads with nothing takes the data of all who follow: this one
  # leads only if every other sentinel was asked, and none has ever known a follower.
  say "there are no data; asking the others who leads"
  told=
  while :; do
    answers=$(known_by_others)
    leader=$(echo "$answers" | newest | cut -d ' ' -f 2)
    if [ -n "$leader" ] && [ "$leader" != "$me" ]; then break; fi
    if [ -n "$leader" ] && [ "$(echo "$answers" | grep -c .)" -eq "$others" ]; then
      followers=$(echo "$answers" | cut -d ' ' -f 3 | sort -n | tail -n 1)
      if [ "$followers" -eq 0 ]; then break; fi
      [ -n "$told" ] || say "this member is to lead and has lost its data; waiting until another one is elected that has them"
      told=yes
    fi
    sleep 1
  done
fi

{
  grep -v '^user ${MEMBER} ' "$DATABASE_RUN/users.acl"
  # To follow, to elect and to be elected; no key is read.
  echo "user ${MEMBER} on #$(secret | hash) resetchannels &* -@all +psync +replconf +ping +multi +exec +slaveof +subscribe +publish +role +info +config|rewrite +client|setname +client|kill +script|kill"
} >"$DATABASE_RUN/users.new"
mv "$DATABASE_RUN/users.new" "$DATABASE_RUN/users.acl"
{
  echo "include $DATABASE_CONFIG"
  echo "bind $MEMBER_BIND"
  echo "masteruser ${MEMBER}"
  printf 'masterauth '; secret | quoted; echo
  echo "replica-announce-ip $me"
  echo "replica-announce-port 6379"
  # Nothing is acknowledged that nobody follows; it bounds what a leader can lose that was cut off.
  # Writes wait for a follower; it is not to wait for a second one before it is sent the data.
  echo "repl-diskless-sync-delay 0"
  echo "min-replicas-to-write 1"
  echo "min-replicas-max-lag 10"
  [ "$leader" = "$me" ] || echo "replicaof $leader 6379"
} >"$DATABASE_RUN/server.conf"
if [ "$leader" = "$me" ]; then say "leading"; else say "following $leader"; fi
command -v ${engine}-server >/dev/null || { say "the image has no ${engine}-server: it is not one of ${product}"; exit 1; }
exec ${engine}-server "$DATABASE_RUN/server.conf"
`;
}

/** Starts the sentinel with what it knew before. @internal */
export function sentinelStart({ engine }: ValkeyDialect): string {
  return String.raw`#!/bin/sh
# Starts the sentinel. What it learned stays on the volume; passwords and names are as declared.
set -eu
. "$MEMBER_SCRIPTS/library.sh"

mkdir -p "$MEMBER_STATE"
conf="$MEMBER_STATE/sentinel.conf"
kept=$(grep -E '^sentinel (myid|config-epoch|leader-epoch|current-epoch|known-replica|known-sentinel) ' "$conf" 2>/dev/null || true)
leader=$({ known_by_others; known_before; } | newest | cut -d ' ' -f 2)
[ -n "$leader" ] || leader=$(echo "$MEMBER_HOSTS" | cut -d ' ' -f 1)
{
  echo "port 26379"
  echo "bind $MEMBER_BIND"
  echo "dir $MEMBER_STATE"
  echo "user default off"
  echo "user $DATABASE_USER on #$(tr -d '\r\n' <"$DATABASE_CREDS_FILE" | hash) allchannels -@all +auth +hello +ping +role +client|setname +client|id +client|getname +command +subscribe +psubscribe +unsubscribe +punsubscribe +sentinel|get-master-addr-by-name +sentinel|master +sentinel|masters +sentinel|replicas +sentinel|slaves +sentinel|sentinels +sentinel|myid"
  echo "user ${MEMBER} on #$(secret | hash) allchannels +@all"
  echo "sentinel sentinel-user ${MEMBER}"
  printf 'sentinel sentinel-pass '; secret | quoted; echo
  echo "sentinel resolve-hostnames yes"
  echo "sentinel announce-hostnames yes"
  echo "sentinel announce-ip $me"
  echo "sentinel announce-port 26379"
  echo "sentinel monitor $MEMBER_GROUP $leader 6379 $MEMBER_QUORUM"
  echo "sentinel auth-user $MEMBER_GROUP ${MEMBER}"
  printf 'sentinel auth-pass %s ' "$MEMBER_GROUP"; secret | quoted; echo
  echo "sentinel down-after-milliseconds $MEMBER_GROUP 5000"
  # An election that found nobody fit, as after an outage of all, is repeated after twice that.
  echo "sentinel failover-timeout $MEMBER_GROUP 10000"
  echo "$kept"
} >"$conf.new"
mv "$conf.new" "$conf"
exec ${engine}-server "$conf" --sentinel
`;
}

/** Whether it answers, and is as far as the one that leads. @internal */
export const MEMBER_READY = String.raw`#!/bin/sh
# A member is ready if it leads, or follows without a gap.
set -eu
. "$MEMBER_SCRIPTS/library.sh"
[ "$(server ping)" = PONG ]
state=$(server info replication | tr -d '\r')
case $state in
  *role:master*) ;;
  *master_link_status:up*) ;;
  *) echo "the link to the one that leads is down"; exit 1 ;;
esac
`;

/** Gives the lead away before the pod stops. @internal */
export const MEMBER_LEAVE = String.raw`#!/bin/sh
# Has another one elected, if this one leads.
set -eu
. "$MEMBER_SCRIPTS/library.sh"
leader_at() { sentinel "$1" sentinel get-master-addr-by-name "$MEMBER_GROUP" 2>/dev/null | head -n 1; }
server role | head -n 1 | grep -q master || exit 0
# From now on writes wait: what this one acknowledged after the election would be lost.
server client pause 60000 write >/dev/null
for host in $MEMBER_HOSTS; do
  if [ "$host" != "$me" ] && [ "$(sentinel "$host" sentinel failover "$MEMBER_GROUP" 2>&1)" = OK ]; then
    for _ in $(seq 100); do
      case $(leader_at "$host") in
        "" | "$me") sleep 0.2 ;;
        *) exit 0 ;;
      esac
    done
  fi
done
`;

/** Whether the sentinel answers. @internal */
export const SENTINEL_ALIVE = String.raw`#!/bin/sh
set -eu
. "$MEMBER_SCRIPTS/library.sh"
[ "$(sentinel "$HOSTNAME" ping)" = PONG ]
`;
