#!/usr/bin/env bash
# Has stores of traces at hand, in ../.bin: builds Jaeger of its own module unless it is up to date, and gets Zipkin, pinned with its checksum.
set -euo pipefail
cd "$(dirname "$0")"
export GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0

fail() {
  echo "stores of traces: $1" >&2
  exit 1
}

command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
jaeger=../.bin/jaeger
stamp=$(go version | cat - go.mod go.sum build.sh | sha256sum)
if [ "$(cat "$jaeger/stamp" 2>/dev/null)" != "$stamp" ] || [ ! -x "$jaeger/jaeger" ]; then
  start=$SECONDS
  mkdir -p "$jaeger"
  nice -n 15 go build -buildvcs=false -trimpath -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$jaeger/jaeger" github.com/jaegertracing/jaeger/cmd/jaeger \
    || fail "Jaeger cannot be built, see above; modules come from GOPROXY=$(go env GOPROXY)"
  echo "$stamp" >"$jaeger/stamp"
  echo "Jaeger: built in $((SECONDS - start)) s" >&2
fi

version=3.5.1 # the one that ZipkinTracing deploys
sum=7ac633a6832647e71e50012a5e3e91fbc7054414955261724526030faf271d8d
zipkin=$(realpath -m ../.bin/zipkin)
if ! command -v java >/dev/null || ! command -v mvn >/dev/null; then
  echo 'NOT RUN: Zipkin, as there is no java and mvn here' >&2
elif ! echo "$sum  $zipkin/zipkin.jar" | sha256sum --check --status 2>/dev/null; then
  mvn --batch-mode --quiet -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="io.zipkin:zipkin-server:$version:jar:exec" -DoutputDirectory="$zipkin" -Dmdep.stripVersion=true -Dmdep.stripClassifier=true \
    || fail "Zipkin $version cannot be had from Maven Central, see above"
  mv "$zipkin/zipkin-server.jar" "$zipkin/zipkin.jar"
  echo "$sum  $zipkin/zipkin.jar" | sha256sum --check --quiet || fail "Zipkin $version has another checksum than $sum"
fi
