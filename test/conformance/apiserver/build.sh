#!/usr/bin/env bash
# Builds the kube-apiserver and the kubectl that go.mod names, unless they are up to date,
# and prints the folder they are in.
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  echo "API server: $1" >&2
  exit 1
}

command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
version=$(grep -oE 'k8s\.io/kubernetes v[0-9.]+' go.mod | grep -oE 'v[0-9.]+')
bin=../.bin/kubernetes-${version#v}
stamp=$(go version | cat - go.mod go.sum build.sh | sha256sum)
if [ "$(cat "$bin/stamp" 2>/dev/null)" != "$stamp" ]; then
  echo "API server: building kube-apiserver and kubectl $version, many minutes if it is the first time" >&2
  mkdir -p ../.bin
  new=$(mktemp -d "$bin.XXXXXX")
  trap 'rm -rf "$new"' EXIT
  nice -n 15 go build -buildvcs=false -p "${GO_BUILD_JOBS:-2}" \
    -ldflags="-s -w -X k8s.io/component-base/version.gitVersion=$version" \
    -o "$new/" k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl \
    || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY), and go.mod wants $(grep -E '^go ' go.mod)"
  echo "$stamp" >"$new/stamp"
  rm -rf "$bin"
  mv "$new" "$bin"
  trap - EXIT
fi
realpath "$bin"
