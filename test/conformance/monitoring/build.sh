#!/usr/bin/env bash
# Builds the judges of monitoring unless they are up to date: grafana-judge and metrics-probe
# of this folder, and sloth, pinned with its checksum.
set -euo pipefail
cd "$(dirname "$0")"
export GOTOOLCHAIN=local GOWORK=off

fail() {
  echo "judges of monitoring: $1" >&2
  exit 1
}

sloth=v0.16.0
sum=h1:3CpcWE0H0Ixe60b+DnBAfdiusnuNm8+t1MIGkksfsuQ=
command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
bin=$(realpath -m ../.bin)
stamp=$(go version | cat - build.sh grafana/* metrics/* | sha256sum)
if [ "$(cat "$bin/monitoring.stamp" 2>/dev/null)" != "$stamp" ] || [ ! -x "$bin/sloth" ] || [ ! -x "$bin/grafana-judge" ] || [ ! -x "$bin/metrics-probe" ]; then
  start=$SECONDS
  mkdir -p "$bin"
  outside=$(mktemp -d) # the module is fetched as it is, not for this one
  trap 'rm -rf "$outside"' EXIT
  said=$(cd "$outside" && go mod download -json "github.com/slok/sloth@$sloth") || fail "sloth $sloth cannot be had: $said"
  [[ $said == *"\"Sum\": \"$sum\""* ]] || fail "sloth $sloth has another checksum than $sum: $said"
  (cd "$outside" && GOBIN="$outside" nice -n 15 go install -buildvcs=false -p "${GO_BUILD_JOBS:-2}" "github.com/slok/sloth/cmd/sloth@$sloth") || fail 'sloth cannot be built, see above'
  build() {
    (cd "$1" && nice -n 15 go build -buildvcs=false -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$outside/$2" .) \
      || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY)"
  }
  build grafana grafana-judge
  build metrics metrics-probe
  mv "$outside/sloth" "$outside/grafana-judge" "$outside/metrics-probe" "$bin/"
  echo "$stamp" >"$bin/monitoring.stamp"
  echo "judges of monitoring: built in $((SECONDS - start)) s" >&2
fi
echo "$bin"
