#!/usr/bin/env bash
# Builds an OpenTelemetry Collector of its own modules, unless it is up to date, and prints its path.
set -euo pipefail
cd "$(dirname "$0")"
export GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0

fail() {
  echo "collector: $1" >&2
  exit 1
}

command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
bin=../.bin/collector
stamp=$(go version | cat - ./*.go go.mod go.sum build.sh | sha256sum)
if [ "$(cat "$bin/stamp" 2>/dev/null)" != "$stamp" ]; then
  start=$SECONDS
  mkdir -p "$bin"
  nice -n 15 go build -buildvcs=false -trimpath -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$bin/otelcol" . \
    || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY)"
  echo "$stamp" >"$bin/stamp"
  echo "collector: built in $((SECONDS - start)) s" >&2
fi
realpath "$bin/otelcol"
