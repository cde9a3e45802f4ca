import { ADMIN, PROBE, ValkeyDialect } from './valkey-dialect';
import { METRICS_KEY, METRICS_USER } from './valkey-metrics';

/**
 * The script that runs before the server at every start of a pod.
 *
 * The server makes its own files. What it would do in silence is begin with nothing:
 * beside the data of another engine, or where the log was switched on or off and the
 * data are in the other kind of file. The script stops there.
 *
 * The user's password is in no configuration: the list of users, in memory, holds its
 * hash. Those who work inside of the pod have a key that is made anew for every pod.
 *
 * @internal
 */
export function valkeyBootstrap(dialect: ValkeyDialect, hasMetrics: boolean): string {
  const { product, engine } = dialect;
  return String.raw`#!/bin/sh
# Sees to it that the server finds its data and nobody else's, and who is let in.
set -eu
umask 077

say() { echo "bootstrap: $*"; }
fail() { echo "bootstrap: $*" >&2; exit 1; }
hash() { sha256sum | cut -c1-64; }

# As its clients read it: without what ends the line.
word=$(cat "$DATABASE_CREDS_FILE")
cr=$(printf '\r')
while :; do
  case $word in
    *"$cr" | *"
") word=${'$'}{word%?} ;;
    *) break ;;
  esac
done
[ -n "$word" ] || fail "there is no password in $DATABASE_CREDS_FILE"
command -v ${engine}-server >/dev/null || fail "the image has no ${engine}-server: it is not one of ${product}"

# An empty database beside an old one would look like the loss of all data.
for other in "$DATABASE_VOLUME"/* "$DATABASE_VOLUME"/.[!.]*; do
  case $other in
    */lost+found | "$DATABASE_DATA" | "$DATABASE_VOLUME/*" | "$DATABASE_VOLUME/.[!.]*") ;;
    *) [ -d "$DATABASE_DATA" ] || fail "there is $other on the volume, and no database in $DATABASE_DATA: it may be of another kind of server. Nothing was changed." \
      "Move it away, or to $DATABASE_DATA if ${product} can read it." ;;
  esac
done
mkdir -p "$DATABASE_DATA"
log=$(ls "$DATABASE_DATA/appendonlydir" 2>/dev/null || true)
if grep -q '^appendonly no' "$DATABASE_CONFIG"; then
  [ -z "$log" ] || fail "the data are in the append-only log in $DATABASE_DATA, and appendonly is no: the server would not read them. Nothing was changed." \
    "Leave appendonly out, or move the log away."
else
  [ -n "$log" ] || [ ! -e "$DATABASE_DATA/dump.rdb" ] || fail "the data are in the snapshot $DATABASE_DATA/dump.rdb, and appendonly is yes: the server would begin with nothing. Nothing was changed." \
    "Say appendonly no, let it start, say CONFIG SET appendonly yes, and then leave appendonly out."
fi

# Only those inside of the pod can read the key. A server that was started again still knows it.
od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$DATABASE_RUN/key"
key=$(hash <"$DATABASE_RUN/key")
{
  echo "user default off"
  echo "user $DATABASE_USER on #$(printf %s "$word" | hash) ~* &* +@all -@admin"
  echo "user ${PROBE} on #$key -@all +ping"
  echo "user ${ADMIN} on #$key ~* &* +@all"
${hasMetrics ? METRICS_USER : ''}} >"$DATABASE_RUN/users.new"
mv "$DATABASE_RUN/users.new" "$DATABASE_RUN/users.acl"
${hasMetrics ? METRICS_KEY : ''}say "$DATABASE_USER is let in; the data are in $DATABASE_DATA"
`;
}
