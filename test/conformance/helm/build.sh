#!/usr/bin/env bash
# Builds the helm that go.mod names, unless it is up to date, and prints the folder it is in.
set -euo pipefail
cd "$(dirname "$0")"
export GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0

fail() {
  echo "helm: $1" >&2
  exit 1
}

command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
bin=../.bin/helm
stamp=$(go version | cat - go.mod go.sum build.sh | sha256sum)
if [ "$(cat "$bin/stamp" 2>/dev/null)" != "$stamp" ]; then
  start=$SECONDS
  mkdir -p "$bin"
  nice -n 15 go build -buildvcs=false -trimpath -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$bin/helm" helm.sh/helm/v4/cmd/helm \
    || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY), and go.mod wants $(grep -E '^go ' go.mod)"
  echo "$stamp" >"$bin/stamp"
  echo "helm: built in $((SECONDS - start)) s" >&2
fi
realpath "$bin"
