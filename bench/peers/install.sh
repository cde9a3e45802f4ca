#!/usr/bin/env bash
# Builds the helm and the kubectl that go.mod names into bench/peers/.bin, unless they are up to
# date, and prints that folder. `npm run bench` compares with them; without them it says that it does not.
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  echo "peers: $1" >&2
  exit 1
}

command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
stamp=$(go version | cat - go.mod go.sum main.go install.sh | sha256sum)
if [ "$(cat .bin/stamp 2>/dev/null)" != "$stamp" ]; then
  echo 'peers: building helm and kubectl, minutes if it is the first time' >&2
  rm -rf .bin
  mkdir .bin
  version_of() { grep -oE "$1 v[0-9.]+" go.mod | head -n 1 | grep -oE 'v[0-9.]+$'; }
  build() { nice -n 15 go build -buildvcs=false -trimpath -p "${GO_BUILD_JOBS:-2}" "$@" || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY)"; }
  build -ldflags="-s -w -X helm.sh/helm/v3/internal/version.version=$(version_of helm.sh/helm/v3)" -o .bin/helm helm.sh/helm/v3/cmd/helm
  build -ldflags="-s -w -X k8s.io/component-base/version.gitVersion=$(version_of k8s.io/kubectl)" -o .bin/kubectl .
  echo "$stamp" >.bin/stamp
fi
realpath .bin
