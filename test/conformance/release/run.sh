#!/usr/bin/env bash
# Looks at the package and at what a release brings with it; README.md says what. After `npx projen compile`.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
passed=0
failed=0

check() {
  local what=$1 status=0 start=$SECONDS
  shift
  "$@" >"$work/log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then passed=$((passed + 1)); echo "passed: $what ($((SECONDS - start)) s)"; else failed=$((failed + 1)); echo "FAILED: $what"; sed 's/^/  /' "$work/log"; fi
}
# refused COMPLAINT COMMAND: it must fail, and say why
refused() {
  local complaint=$1 said
  shift
  if said=$("$@" 2>&1); then echo "it found nothing: $said"; return 1; fi
  grep -qE "$complaint" <<<"$said" || { echo "$said"; return 1; }
}
install() { (cd "$1" && shift && npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error "$@"); }

# --- the package
pack() { (cd "$root" && npm pack --ignore-scripts --json --pack-destination "$work" >"$work/packed.json" 2>"$work/pack.log") && mv "$work"/*.tgz "$work/package.tgz"; }
with_a_map() { sed 's|"path": "lib/index.js"|"path": "lib/index.js.map"|' "$work/packed.json" >"$work/odd.json"; refused 'nobody needs lib/index.js.map' node "$here/contents.js" "$work/odd.json"; }
mkdir "$work/user"
check 'it can be packed' pack
check 'what its users need is in it, and nothing else' node "$here/contents.js" "$work/packed.json"
check 'a map in it would be found' with_a_map
check 'it installs in an empty folder' install "$work/user" "$work/package.tgz" cdk8s constructs
cp "$here"/{loads.js,program.cjs} "$work/user"
sed -E "s|^const (.*) = require\((.*)\);|import \1 from \2;|" "$here/program.cjs" >"$work/user/program.mjs"
eager() { (cd "$work/user" && cp -r node_modules/cdk8s-gopher "$work/kept" && echo 'module.exports.GoMicroservice;' >>node_modules/cdk8s-gopher/lib/index.js && refused 'deepEqual|deep-equal|deeply equal' node loads.js; status=$?
  rm -r node_modules/cdk8s-gopher && mv "$work/kept" node_modules/cdk8s-gopher; exit "$status"); }

# --- every Node.js
platform=$(node -p 'process.platform + "-" + process.arch')
node_of() { echo "$work/node-$1/node_modules/node-$platform/bin/node"; }
fetch_node() { mkdir "$work/node-$1" && install "$work/node-$1" "node-$platform@$1" && [[ $("$(node_of "$1")" --version) == v$1.* ]]; }
# written VERSION PROGRAM: the program's output under that version, the same as under the first
written() {
  local to=$work/written/$1-$2
  mkdir -p "$to" && (cd "$work/user" && "$(node_of "$1")" "$2" "$to" && [ -s "$to/shop.k8s.yaml" ] && "$(node_of "$1")" node_modules/.bin/cdk8s-gopher verify "$to") && diff -r "$work/written/20-program.cjs" "$to"
}
for version in 20 22 24; do
  check "Node.js $version can be had" fetch_node "$version"
  check "Node.js $version: a program writes the same bytes, and they verify" written "$version" program.cjs
  check "Node.js $version: so does an ES module" written "$version" program.mjs
  check "Node.js $version: loading the library loads nothing, a name what it needs" bash -c "cd '$work/user' && '$(node_of "$version")' loads.js"
done
check 'a name that is loaded at once would be found' eager

# --- the bill of materials
spoiled_bill() { sed 's/"bomFormat": "CycloneDX"/"bomFormat": "other"/' "$work/bill.json" >"$work/bad.json"; cd "$work/cyclonedx" && refused 'bomFormat' node "$here/bill.js" "$work/bad.json"; }
poor_bill() { sed 's/"name": "yaml"/"name": "jest"/' "$work/bill.json" >"$work/bad.json"; cd "$work/cyclonedx" && refused 'missing: yaml' node "$here/bill.js" "$work/bad.json"; }
judge_bill() { cd "$work/cyclonedx" && node "$here/bill.js" "$work/bill.json"; }
mkdir "$work/cyclonedx" && touch "$work/bill.json"
check 'the library of CycloneDX can be had' install "$work/cyclonedx" @cyclonedx/cyclonedx-library@10 ajv@8 ajv-formats@3 ajv-formats-draft2019@1
check 'a bill of materials is written' bash "$root/projenrc/bill-of-materials.sh" "$work/package.tgz" "$work/bill.json"
check 'the standard takes it, and it names what users get' judge_bill
check 'one that is none would be found' spoiled_bill
check 'one that leaves a part out would be found' poor_bill

# --- the interface
jsii_diff() { (cd "$root" && npx --no-install jsii-diff "$work/before" "$work/after" -k --ignore-file "$work/ignore"); }
assembly() { mkdir -p "$work/$1" && cp "$root/package.json" "$work/$1/" && node -e "
  const assembly = JSON.parse(require('fs').readFileSync('$root/.jsii'));
  $2
  require('fs').writeFileSync('$work/$1/.jsii', JSON.stringify(assembly));"; ln -sfn "$root/node_modules" "$work/$1/node_modules"; }
named() { refused '\[removed:cdk8s-gopher\.Percent\]' jsii_diff && echo 'removed:cdk8s-gopher.Percent' >"$work/ignore" && ! jsii_diff | grep -q 'removed:cdk8s-gopher.Percent\]'; }
assembly before ''
assembly after ''
touch "$work/ignore"
check 'the same interface breaks nobody' jsii_diff
assembly after "delete assembly.types['cdk8s-gopher.Percent'];"
check 'a class that is gone is found, until .compatignore names it' named
assembly after "delete assembly.types['cdk8s-gopher.GopherAppProps'].properties.find((p) => p.name === 'platform').optional;"
check 'a prop that becomes compulsory is found' refused 'GopherAppProps' jsii_diff

# --- the workflows
moving() { grep -rnE '^\s*-?\s*(uses|run):' "$1" | grep -E 'uses: [^@]+$|uses: \S+@(main|master|v[0-9]+)\s*$|@latest'; }
workflows_are_pinned() { ! moving "$root/.github/workflows"; }
moving_is_found() { mkdir -p "$work/moving" && sed 's|actions/setup-node@v[0-9.]*|actions/setup-node@v7|' "$root/.github/workflows/build.yml" >"$work/moving/build.yml" && moving "$work/moving"; }
promised() { grep -q 'NPM_CONFIG_PROVENANCE: "true"' "$root/.github/workflows/release.yml" && grep -q 'id-token: write' "$root/.github/workflows/release.yml" && grep -q 'spawn": "compat"' "$root/.projen/tasks.json"; }
check 'every action and tool in the workflows has a version that does not move' workflows_are_pinned
check 'one that moves would be found' moving_is_found
check 'npm gets provenance, and a build compares the interface' promised
actionlint() { (cd "$here/../init" && GOTOOLCHAIN=local GOWORK=off nice go run -modfile=actionlint.mod github.com/rhysd/actionlint/cmd/actionlint -color=false "$@"); }
no_workflow() { sed 's/runs-on:/runs-in:/' "$root/.github/workflows/release.yml" >"$work/moving/release.yml" && refused 'runs-in' actionlint "$work/moving/release.yml"; }
if command -v go >/dev/null; then
  check 'actionlint takes the workflows' actionlint "$root"/.github/workflows/*.yml
  check 'a misspelt key would be found' no_workflow
else
  echo 'NOT RUN: actionlint, as there is no Go'
fi

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
