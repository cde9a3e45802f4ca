#!/usr/bin/env bash
# Begins projects with the packed command line, as a user does, and has every tool look at its own file; README.md says what.
#
#   run.sh [PACKAGE [PART...]]    the folder of the compiled package; this repository after `npx projen compile` if left out.
#                                 The parts: new shop languages local ko tutorial; all of them if left out
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
package=$(cd "${1:-$root}" && pwd)
parts=" ${*:2} "
wanted() { [ "$parts" = "  " ] || [[ "$parts" = *" $1 "* ]]; }
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
tgz() { ls "$work"/*.tgz; }
tutorial() { TS_NODE_PROJECT=$here/../tsconfig.json node -r "$root/node_modules/ts-node/register" "$here/tutorial.ts" docs/tutorial.md "$work/tutorial" "$(tgz)"; }
install() { (cd "$1" && npm install --no-audit --no-fund --loglevel=error ${2:+"$2"}); }
begin() { (cd "$work" && npx --no-install cdk8s-gopher init "$@" --library "file:$(ls "$work"/*.tgz)"); }
in_project() { (cd "$work/$1" && shift && "$@"); }
commit() { git init -q . && git add -A && git -c user.name=t -c user.email=t@example.com commit -qm begin; }
run_of() { sed -n 's/^app: //p' "$work/$1/deploy/cdk8s.yaml"; }
# What a cluster on a developer's machine runs, without a registry: the program itself, as make apply and the Tiltfile run it.
for_local() {
  (cd "$work/$1/deploy" && CLUSTER=$2 sh -c "$(run_of "$1")" && npx cdk8s-gopher verify dist && mkdir -p "../../local/$1/$2" && cp dist/*.yaml "../../local/$1/$2")
}
# Stopping is a part of it: the program must end by itself, and well.
answers() {
  local program=$1 traffic admin pid status=0
  traffic=$((20000 + RANDOM % 10000)) admin=$((30000 + RANDOM % 2000))
  HTTP_ADDR=127.0.0.1:$traffic ADMIN_ADDR=127.0.0.1:$admin "$program" &
  pid=$!
  curl -sf --retry 50 --retry-delay 0 --retry-connrefused --retry-max-time 20 "http://127.0.0.1:$admin/readyz" &&
    curl -sf "http://127.0.0.1:$traffic/" && curl -sf "http://127.0.0.1:$admin/metrics" | grep '^go_goroutines ' >/dev/null || status=1
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
  check "$name: what npm has installed is no package of the module" in_project "$name" bash -c 'go vet ./... && ! go list ./... | grep node_modules'
  check "$name: kind runs the same" for_local "$name" kind
  check "$name: minikube runs the same" for_local "$name" minikube
  check "$name: a plan against the last commit" in_project "$name" bash -c "$(declare -f commit); commit && make plan"
  check "$name: a second time changes nothing" bash -c "cd '$work/$name' && npx --no-install cdk8s-gopher init --library 'file:$(ls "$work"/*.tgz)' && git diff --exit-code"
}

check 'the package can be packed' pack
check 'it installs in an empty folder' bash -c "cd '$work' && npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error ./*.tgz"

if wanted new; then
  check 'new: init in an empty folder' begin new
  judged new
  check 'new: the service answers, is ready, has metrics, and ends when told' answers "$work/new/bin/hello"
  check 'new: a Dockerfile that BuildKit warns about is found' spoiled new Dockerfile 's/ AS build/ as build/' FromAsCasing
  check 'new: a bake file with a package that is not there is found' spoiled new docker-bake.hcl 's|\./cmd/hello|./cmd/other|' 'builds ./cmd/other'
  check 'new: a misspelt field of kind is found' spoiled new kind.yaml 's/role:/rolle:/' 'field rolle not found'
  check 'new: an argument that Tilt does not know is found' spoiled new Tiltfile 's/build_args=/build_arg=/' build_arg
fi

if wanted local; then
  [ -d "$work/new" ] || check 'new: init in an empty folder' begin new
  check 'new: make up, again, and down, with kind and with minikube' "$here/local.sh" "$bin" "$work/new"
fi

if wanted shop; then
  mkdir -p "$work/shop" && cp -r "$root"/examples/shop/services/{cmd,internal,proto,go.mod,go.sum} "$work/shop"
  check 'shop: init in an existing module of six programs' begin shop
  check 'shop: all six are found, with their ports' bash -c "[ \$(grep -cE 'new Go(Microservice|Worker)' '$work/shop/deploy/main.ts') -eq 6 ] && [ \$(grep -c 'Port.grpc(9090)' '$work/shop/deploy/main.ts') -eq 3 ]"
  judged shop
fi

# One module, a program in each language. In the module there is every kind of address, probe and name.
bindings() { (cd "$package" && npx jsii-pacmak --code-only --outdir "$work/bindings" --target go --target python >/dev/null); }
odd() {
  cp -r "$here/testdata/odd" "$work/odd-$1" && begin "odd-$1" --language "$1" --services api,class,frontend,import-worker,type "${@:2}"
}
same_bytes() { diff -r "$work/odd-typescript/deploy/manifests" "$work/odd-$1/deploy/manifests" && diff -r "$work/local/odd-typescript" "$work/local/odd-$1"; }
# wrong PROJECT FILE EDIT COMPLAINT: a mistake on purpose. Synthesis fails and says this; what is committed stays as it was.
wrong() {
  local status=0 file=$work/$1/deploy/$2
  cp "$file" "$work/right" && sed -i "$3" "$file"
  ! cmp -s "$file" "$work/right" || { echo "nothing was made wrong"; return 1; }
  (cd "$work/$1/deploy" && npx cdk8s-gopher synth) >"$work/said" 2>&1 || status=$?
  cp "$work/right" "$file"
  cat "$work/said"
  [ "$status" -eq 1 ] && grep -qF "$4" "$work/said" && diff -r "$work/odd-typescript/deploy/manifests" "$work/$1/deploy/manifests"
}
# the same of a problem of ours, which is said without where in the bindings it was found
refused() { wrong "$@" && ! grep -qE 'goroutine|Traceback' "$work/said"; }
if wanted languages; then
  for language in typescript go python; do
    name=odd-$language
    if [ "$language" = python ] && ! python3 -c 'import ensurepip' 2>/dev/null; then echo 'NOT RUN: the program in Python, as there is no python3 with venv here'; continue; fi
    case $language in
      typescript) options=() program=main.ts ;;
      go) options=(--bindings "$work/bindings/go/gopher") program=main.go ;;
      python) options=(--bindings "$work/bindings/python") program=main.py ;;
    esac
    [ "$language" != go ] || check 'the bindings for Go and Python can be made' bindings
    check "$name: init" odd "$language" "${options[@]}"
    check "$name: BuildKit, buildx, kind and Tilt take their files" "$bin/judge" "$work/$name"
    check "$name: actionlint takes the workflow" in_project "$name" "$bin/actionlint" -color=false .github/workflows/ci.yml
    check "$name: synthesis through the real cdk8s-cli, with the plugin, and verify" in_project "$name" make synth verify
    check "$name: kind runs the same" for_local "$name" kind
    check "$name: minikube runs the same" for_local "$name" minikube
    [ "$language" = typescript ] || check "$name: the same bytes as in TypeScript, for production, kind and minikube" same_bytes "$language"
    check "$name: a tag that moves is refused in one sentence" refused "$name" images.lock.yaml 's/0\.1\.0/latest/' 'image/moving-tag: "registry.example.com/odd/api:latest"'
    check "$name: a name that DNS does not take is refused" refused "$name" "$program" "s/[\"']api[\"']/\"Api_1\"/" 'name/not-a-dns-label: "Api_1"'
  done
  check 'odd-go: gofmt and go vet have nothing to say of the program' bash -c "cd '$work/odd-go/deploy' && test -z \"\$(gofmt -l main.go)\" && go vet . && cp go.mod tidied && go mod tidy && cmp go.mod tidied"
  check 'odd-typescript: a misspelt property does not compile, and the right one is named' wrong odd-typescript main.ts 's/goVersion: /goVersio: /' "Did you mean to write 'goVersion'?"
  check 'odd-go: a misspelt property does not compile' wrong odd-go main.go 's/GoVersion: /GoVersio: /' 'unknown field GoVersio'
  if [ -d "$work/odd-python" ]; then
    check 'odd-python: a misspelt property is named' wrong odd-python main.py 's/go_version=/go_versio=/' "unexpected keyword argument 'go_versio'"
    check 'odd-python: without its packages, it is said what is missing' bash -c "cd '$work/odd-python/deploy' && mv .venv away && npx cdk8s-gopher synth 2>&1 | tee /dev/stderr | grep -q 'there is no such command'; said=\$?; mv away .venv; exit \$said"
  fi
fi

if wanted ko; then check 'ko: builds for two platforms into a registry, and the digest ends in the manifests, by the lock file and by Image.ko' "$here/ko.sh" "$bin" "$work" "$(tgz)"; fi
if wanted tutorial; then check 'docs/tutorial.md: every command does what the page says' tutorial; fi

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
