#!/bin/sh
# Installs what the live tests need beyond Node.js and Go, unless it is there: PostgreSQL, MariaDB and Redis, etcd's client, rclone, iproute2, promtool,
# which judges alert rules, and the exporters of the three. Of Prometheus' packages only the programs are taken: no server is
# installed or started.
set -eu
cd "$(dirname "$0")/../.."
bin=test/conformance/.bin
missing=
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
# Servers without the packages that would start them; that of Redis is the same program as its checker.
command -v mariadbd >/dev/null || missing="$missing mariadb-server-core"
command -v mariadb-admin >/dev/null || missing="$missing mariadb-client"
command -v redis-check-rdb >/dev/null || missing="$missing redis-tools"
command -v etcdctl >/dev/null || missing="$missing etcd-client"
command -v ip >/dev/null || missing="$missing iproute2"
command -v rclone >/dev/null || missing="$missing rclone"
promtool=there
command -v promtool >/dev/null || [ -x "$bin/promtool" ] || promtool=
exporters=
for exporter in postgres mysqld redis; do
  [ -x "$bin/prometheus-$exporter-exporter" ] || exporters="$exporters prometheus-$exporter-exporter"
done
[ -n "$missing$exporters" ] || [ -z "$promtool" ] || exit 0
# A server of the system's own must not start: the tests run theirs.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
apt-get update -qq
# shellcheck disable=SC2086
[ -z "$missing" ] || DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
[ -n "$promtool" ] || exporters="$exporters prometheus"
for package in $exporters; do
  mkdir -p "$bin"
  dir=$(mktemp -d)
  chmod 755 "$dir"
  (cd "$dir" && apt-get download -q "$package" && dpkg-deb -x "$package"_*.deb package)
  case $package in
    prometheus) cp "$dir/package/usr/bin/promtool" "$bin/promtool" ;;
    *) cp "$dir/package/usr/bin/$package" "$bin/$package" ;;
  esac
  rm -rf "$dir"
done
