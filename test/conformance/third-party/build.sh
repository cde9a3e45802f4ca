#!/usr/bin/env bash
# Builds the judge of third-party kinds and fetches the definitions that definitions.txt
# names, unless they are up to date, and prints the folder they are in.
set -euo pipefail
cd "$(dirname "$0")"
export GOTOOLCHAIN=local GOWORK=off

fail() {
  echo "third-party judge: $1" >&2
  exit 1
}

command -v go >/dev/null || fail 'needs Go, which is not on the PATH'
bin=../.bin/third-party
stamp=$(go version | cat - ./*.go go.mod go.sum definitions.txt build.sh | sha256sum)
if [ "$(cat "$bin/stamp" 2>/dev/null)" != "$stamp" ]; then
  start=$SECONDS
  mkdir -p ../.bin
  new=$(mktemp -d "$bin.XXXXXX")
  outside=$(mktemp -d) # modules are fetched as they are, not for this one
  trap 'rm -rf "$new" "$outside"' EXIT
  while read -r module version sum path; do
    [[ $module == '' || $module == '#'* ]] && continue
    said=$(cd "$outside" && go mod download -json "$module@$version") || fail "$module $version cannot be had: $said"
    [[ $said == *"\"Sum\": \"$sum\""* ]] || fail "$module $version has another checksum than $sum: $said"
    folder=$(sed -n 's/^\t*"Dir": "\(.*\)",*$/\1/p' <<<"$said")
    [ -e "$folder/$path" ] || fail "there is no $path in $module $version"
    mkdir -p "$new/definitions/${module//\//_}"
    cp -rL --no-preserve=mode "$folder/$path" "$new/definitions/${module//\//_}/"
  done <definitions.txt
  nice -n 15 go build -buildvcs=false -trimpath -p "${GO_BUILD_JOBS:-2}" -ldflags='-s -w' -o "$new/judge" . \
    || fail "go build failed, see above; modules come from GOPROXY=$(go env GOPROXY)"
  echo "$stamp" >"$new/stamp"
  rm -rf "$bin"
  mv "$new" "$bin"
  echo "third-party judge: built in $((SECONDS - start)) s" >&2
fi
realpath "$bin"
