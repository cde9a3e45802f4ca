#!/usr/bin/env bash
# The shop of examples/shop in every language, with a rule and a trait of its own. Each builds with what the language's own registry
# has, runs, and must write the bytes that are committed there.
#
#   bash test/languages/run.sh     after `npx projen compile`; ends with one line: N passed, N failed
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0
failed=0

check() {
  local what=$1 start=$SECONDS
  shift
  if "$@"; then passed=$((passed + 1)); echo "passed: $what ($((SECONDS - start)) s)"; else failed=$((failed + 1)); echo "FAILED: $what"; fi
}

# shop LANGUAGE COMMAND: the program, which is given a folder to write to
shop() {
  local language=$1
  shift
  mkdir -p "$out/written/$language"
  check "$language: a rule objects, a trait writes, the shop is written" "$@" "$out/written/$language"
  check "$language: the same bytes as examples/shop" diff -r "$out/written/$language/manifests" "$root/examples/shop/manifests"
}

not_run() { echo "NOT RUN: $1, as there is no $2 here"; }
are_here() { command -v "$@" >/dev/null; }

bindings() {
  npx jsii-pacmak --code-only --outdir "$out/bindings" --target js --target go --target java --target python --target dotnet &&
    ls "$out"/bindings/js/*.tgz "$out"/bindings/dotnet/*/*.csproj >/dev/null
}

build_typescript() (
  cd "$out/typescript" && npm init --yes >/dev/null &&
    npm install --no-audit --no-fund --loglevel=error "$out"/bindings/js/*.tgz cdk8s constructs typescript@5 @types/node@20 >/dev/null &&
    npx tsc
)
# cdk8s and constructs must be those of the program, or its constructs are none to us.
one_copy_of_each() {
  local name
  for name in cdk8s constructs; do
    [ "$(find "$out/typescript/node_modules" -path "*/node_modules/$name/package.json" | wc -l)" -eq 1 ] || return 1
  done
  [ ! -e "$out/typescript/node_modules/cdk8s-plus-28" ]
}
beside_cdk8s_plus() (
  cd "$out/typescript" && npm install --no-audit --no-fund --loglevel=error cdk8s-plus-28@2 >/dev/null &&
    npx tsc --project beside-cdk8s-plus.tsconfig.json && node out/beside-cdk8s-plus.js
)
build_go() (
  cd "$out/go" && test -z "$(gofmt -l .)" && go vet -mod=mod ./... && go build -mod=mod -o shop .
)
build_java() (
  cd "$out/java" && mvn --batch-mode --quiet -Dstyle.color=never package -Dmaven.javadoc.skip=true -Dmaven.source.skip=true
)
build_python() {
  python3 -m venv "$out/venv" && "$out/venv/bin/pip" install --quiet --requirement test/languages/python/requirements.txt "$out/bindings/python"
}

check 'the bindings for TypeScript, Go, Java, Python and .NET can be made' bindings
cp -r test/languages/{typescript,go,java} "$out"

check 'TypeScript: the packed library installs in an empty folder, and a program compiles' build_typescript
check 'TypeScript: the program has one cdk8s and one constructs, and no cdk8s-plus of its own' one_copy_of_each
shop TypeScript node "$out/typescript/out/main.js"
check 'TypeScript: constructs of cdk8s-plus, in a copy of its own, select the pods of our workloads' beside_cdk8s_plus

if are_here go; then
  check 'Go: a program builds, and go vet has nothing to say' build_go
  shop Go "$out/go/shop"
else
  not_run Go go
fi

if are_here java && are_here mvn; then
  check 'Java: the bindings and a program build' build_java
  shop Java java -cp "$out/java/shop/target/classes:$out/java/shop/target/dependency/*" shop.Main
else
  not_run Java 'java and mvn'
fi

if are_here python3; then
  check 'Python: the package installs' build_python
  shop Python "$out/venv/bin/python" test/languages/python/shop.py
else
  not_run Python python3
fi

echo 'NOT RUN: .NET; its bindings are made, and not built'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
