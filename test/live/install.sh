#!/bin/sh
# Installs what the live tests need beyond Node.js and Go, unless it is there: a PostgreSQL server, iproute2, and promtool,
# which judges alert rules (it is looked for in test/conformance/.bin, too).
set -eu
missing=
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v ip >/dev/null || missing="$missing iproute2"
command -v promtool >/dev/null || missing="$missing prometheus"
[ -n "$missing" ] || exit 0
# A server of the system's own must not start: the tests run theirs.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
case $missing in *prometheus*) systemctl disable --now prometheus >/dev/null 2>&1 || true ;; esac
