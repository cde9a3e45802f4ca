/**
 * The script that runs before the server at every start of a pod.
 *
 * The server has no setting that reads a password from a file. So the script writes what
 * is not known when manifests are made, into a directory of the pod, and the
 * configuration includes it.
 *
 * @internal
 */
export const NATS_BOOTSTRAP = String.raw`#!/bin/sh
# Writes who this server is, who is let in, and who the others are.
set -eu
umask 077

say() { echo "bootstrap: $*"; }
fail() { echo "bootstrap: $*" >&2; exit 1; }
given() { [ -n "$(tr -d '\r\n' <"$1")" ] || fail "there is no password in $1"; }
quoted() { tr -d '\r\n' <"$1" | sed 's/[\\"]/\\&/g'; }
encoded() { tr -d '\r\n' <"$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'; }

given "$DATABASE_CREDS_FILE"
{
  echo "server_name: \"$HOSTNAME\""
  echo "listen: \"$NATS_CLIENTS\""
  echo "http: \"$NATS_MONITOR\""
  printf 'authorization { user: "%s", password: "%s" }\n' "$DATABASE_USER" "$(quoted "$DATABASE_CREDS_FILE")"
  if [ -n "$NATS_MEMBERS" ]; then
    given "$NATS_CLUSTER_CREDS_FILE"
    printf 'cluster {\n  name: "%s"\n  listen: "%s"\n  no_advertise: true\n' "$NATS_CLUSTER_NAME" "$NATS_CLUSTER"
    printf '  authorization { user: "cluster", password: "%s", timeout: 5 }\n  routes: [\n' "$(quoted "$NATS_CLUSTER_CREDS_FILE")"
    for member in $NATS_MEMBERS; do
      printf '    "nats-route://cluster:%s@%s"\n' "$(encoded "$NATS_CLUSTER_CREDS_FILE")" "$member"
    done
    printf '  ]\n}\n'
  fi
} >"$NATS_RUN/server.conf.new"
mv "$NATS_RUN/server.conf.new" "$NATS_RUN/server.conf"
nats-server --config "$NATS_CONFIG" -t
say "$DATABASE_USER is let in"
`;
