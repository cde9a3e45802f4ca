#!/bin/sh
# Installs what the live tests need beyond Node.js and Go, unless it is there: PostgreSQL, MariaDB and Redis, iproute2, and promtool,
# which judges alert rules. Of Prometheus only that one program is taken out of its package: no server is installed or started.
set -eu
cd "$(dirname "$0")/../.."
bin=test/conformance/.bin
missing=
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
# Servers without the packages that would start them; that of Redis is the same program as its checker.
command -v mariadbd >/dev/null || missing="$missing mariadb-server-core"
command -v mariadb-admin >/dev/null || missing="$missing mariadb-client"
command -v redis-check-rdb >/dev/null || missing="$missing redis-tools"
command -v ip >/dev/null || missing="$missing iproute2"
promtool=there
command -v promtool >/dev/null || [ -x "$bin/promtool" ] || promtool=
[ -n "$missing" ] || [ -z "$promtool" ] || exit 0
# A server of the system's own must not start: the tests run theirs.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
apt-get update -qq
# shellcheck disable=SC2086
[ -z "$missing" ] || DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
if [ -z "$promtool" ]; then
  mkdir -p "$bin"
  dir=$(mktemp -d)
  chmod 755 "$dir"
  (cd "$dir" && apt-get download -q prometheus && dpkg-deb -x prometheus_*.deb package)
  cp "$dir/package/usr/bin/promtool" "$bin/promtool"
  rm -rf "$dir"
fi
