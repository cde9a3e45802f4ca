#!/usr/bin/env bash
# Builds the conformance oracle unless it is up to date, and prints where it is.
#
#   build.sh                  for the newest Kubernetes minor, oracle/go.mod
#   build.sh 1.33             for an older one, oracle/go-1.33.mod
#   build.sh --test [MINOR]   builds, and runs the oracle's own tests too
set -euo pipefail
cd "$(dirname "$0")/oracle"

fail() {
  echo "conformance oracle: $1" >&2
  exit 1
}

minor_of() {
  grep -oE 'k8s\.io/kubernetes v1\.[0-9]+' "$1" | head -n 1 | grep -oE '1\.[0-9]+'
}

test=false
if [ "${1:-}" = --test ]; then
  test=true
  shift
fi
newest=$(minor_of go.mod)
minor=${1:-$newest}
mod=go.mod
[ "$minor" = "$newest" ] || mod=go-$minor.mod
[ -f "$mod" ] || fail "there is no oracle for Kubernetes $minor; there are $newest and those of oracle/go-*.mod"
command -v go >/dev/null || fail "needs Go, which is not on the PATH"

sources=(*.go "$mod" "${mod%.mod}.sum")
binary=../.bin/oracle-$minor
stamp=$(go version | cat - "${sources[@]}" | sha256sum)
if [ ! -x "$binary" ] || [ "$(cat "$binary.stamp" 2>/dev/null)" != "$stamp" ]; then
  echo "conformance oracle: building for Kubernetes $minor, minutes if it is the first time" >&2
  mkdir -p ../.bin
  trap 'rm -f "$binary.$$"' EXIT
  nice -n 15 go build -modfile="$mod" -buildvcs=false -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$binary.$$" . \
    || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY), and $mod wants $(grep -E '^go ' "$mod")"
  mv "$binary.$$" "$binary"
  echo "$stamp" >"$binary.stamp"
fi
if $test; then
  nice -n 15 go test -modfile="$mod" -buildvcs=false -p "${GO_BUILD_JOBS:-2}" . >&2 || fail "its own tests fail for Kubernetes $minor"
fi
realpath "$binary"
