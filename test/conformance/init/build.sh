#!/usr/bin/env bash
# Builds the judges of what `cdk8s-gopher init` writes, unless it is up to date, and prints the folder it is in.
set -euo pipefail
cd "$(dirname "$0")"
export GOTOOLCHAIN=local GOWORK=off
command -v go >/dev/null || { echo 'init judge: needs Go, which is not on the PATH' >&2; exit 1; }
bin=../.bin/init
stamp=$(go version | cat - ./*.go go.mod go.sum actionlint.mod actionlint.sum build.sh | sha256sum)
if [ "$(cat "$bin/stamp" 2>/dev/null)" != "$stamp" ]; then
  mkdir -p "$bin"
  nice -n 15 go build -buildvcs=false -trimpath -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$bin/judge" . >&2
  nice -n 15 go build -modfile=actionlint.mod -buildvcs=false -trimpath -o "$bin/actionlint" github.com/rhysd/actionlint/cmd/actionlint >&2 # it needs another YAML library than the others
  # The newest of each when this was written. Their own module files say what they are built of.
  for tool in github.com/google/ko@v0.19.1 github.com/google/go-containerregistry/cmd/crane@v0.21.7 sigs.k8s.io/kind@v0.32.0; do
    GOBIN=$(realpath "$bin") nice -n 15 go install -trimpath -ldflags='-s -w' "$tool" >&2
  done
  echo "$stamp" >"$bin/stamp"
fi
realpath "$bin"
