#!/usr/bin/env bash
# Begins projects with the packed command line, as a user does, and has every tool look at its own file; README.md says what.
#
#   run.sh [PACKAGE]    the folder of the compiled package; this repository after `npx projen compile` if left out
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
package=$(cd "${1:-$root}" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export GOWORK=off GOTOOLCHAIN=local
passed=0
failed=0

check() {
  local what=$1 status=0
  shift
  "$@" >"$work/log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then passed=$((passed + 1)); echo "passed: $what"; else failed=$((failed + 1)); echo "FAILED: $what"; sed 's/^/  /' "$work/log"; fi
}

bin=$("$here/build.sh") || { echo '0 passed, 1 failed'; exit 1; }

pack() { (cd "$package" && npm pack --ignore-scripts --silent --pack-destination "$work" >/dev/null) && ls "$work"/*.tgz; }
install() { (cd "$1" && npm install --no-audit --no-fund --loglevel=error ${2:+"$2"}); }
begin() { (cd "$work" && npx --no-install cdk8s-gopher init "$@" --library "file:$(ls "$work"/*.tgz)"); }
in_project() { (cd "$work/$1" && shift && "$@"); }
commit() { git init -q . && git add -A && git -c user.name=t -c user.email=t@example.com commit -qm begin; }
# what kind runs, without a registry: the program itself, as main.ts is run by make apply and by the Tiltfile
for_kind() { (cd "$work/$1/deploy" && CLUSTER=kind npx ts-node main.ts && npx cdk8s-gopher verify dist); }
# Stopping is a part of it: the program must end by itself, and well.
answers() {
  local program=$1 traffic admin pid status=0
  traffic=$((20000 + RANDOM % 10000)) admin=$((30000 + RANDOM % 2000))
  HTTP_ADDR=127.0.0.1:$traffic ADMIN_ADDR=127.0.0.1:$admin "$program" &
  pid=$!
  curl -sf --retry 50 --retry-delay 0 --retry-connrefused --retry-max-time 20 "http://127.0.0.1:$admin/readyz" &&
    curl -sf "http://127.0.0.1:$traffic/" && curl -sf "http://127.0.0.1:$admin/metrics" | grep -q '^go_goroutines ' || status=1
  kill -TERM "$pid"
  wait "$pid" && return "$status"
}
# A check that finds nothing must be able to find something. spoiled PROJECT FILE EDIT COMPLAINT
spoiled() {
  local copy=$work/spoiled status=0
  rm -rf "$copy" && mkdir "$copy" && (cd "$work/$1" && tar -c --exclude=node_modules .) | tar -x -C "$copy"
  sed -i "$3" "$copy/$2"
  "$bin/judge" "$copy" >"$work/said" || status=$?
  cat "$work/said"
  [ "$status" -eq 1 ] && grep -qE "^$2: .*$4" "$work/said"
}

judged() {
  local name=$1
  check "$name: BuildKit, buildx, kind and Tilt take their files" "$bin/judge" "$work/$name"
  check "$name: actionlint takes the workflow" in_project "$name" "$bin/actionlint" -color=false .github/workflows/ci.yml
  check "$name: Go builds and its tests pass, by make" in_project "$name" make build test
  check "$name: npm installs what deploy/package.json names" install "$work/$name/deploy"
  check "$name: synthesis through the real cdk8s-cli, with the plugin, and verify" in_project "$name" make synth verify
  check "$name: kind runs the same" for_kind "$name"
  check "$name: a plan against the last commit" in_project "$name" bash -c "$(declare -f commit); commit && make plan"
  check "$name: a second time changes nothing" bash -c "cd '$work/$name' && npx --no-install cdk8s-gopher init --library 'file:$(ls "$work"/*.tgz)' && git diff --exit-code"
}

check 'the package can be packed' pack
check 'it installs in an empty folder' bash -c "cd '$work' && npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error ./*.tgz"

check 'new: init in an empty folder' begin new
judged new
check 'new: the service answers, is ready, has metrics, and ends when told' answers "$work/new/bin/hello"
check 'new: a Dockerfile that BuildKit warns about is found' spoiled new Dockerfile 's/ AS build/ as build/' FromAsCasing
check 'new: a bake file with a package that is not there is found' spoiled new docker-bake.hcl 's|\./cmd/hello|./cmd/other|' 'builds ./cmd/other'
check 'new: a misspelt field of kind is found' spoiled new kind.yaml 's/role:/rolle:/' 'field rolle not found'
check 'new: an argument that Tilt does not know is found' spoiled new Tiltfile 's/build_args=/build_arg=/' build_arg

mkdir -p "$work/shop" && cp -r "$root"/examples/shop/services/{cmd,internal,proto,go.mod,go.sum} "$work/shop"
check 'shop: init in an existing module of six programs' begin shop
check 'shop: all six are found, with their ports' bash -c "[ \$(grep -cE 'new Go(Microservice|Worker)' '$work/shop/deploy/main.ts') -eq 6 ] && [ \$(grep -c 'Port.grpc(9090)' '$work/shop/deploy/main.ts') -eq 3 ]"
judged shop

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
