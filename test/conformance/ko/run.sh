#!/usr/bin/env bash
# Has a real ko build and resolve what a program names; README.md says what.
# Usage: run.sh [folder of the compiled package]
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "${1:-$here/../../..}" && pwd)
PATH=$here/../.bin:$PATH
work=$(mktemp -d)
cd "$work" || exit 1
passed=0
failed=0
check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name" >&2; fi
}
has() { grep -qE -- "$1" "$2" || { cat "$2" >&2; return 1; }; }

crane registry serve --address 127.0.0.1:0 > registry.log 2>&1 &
registry=$!
trap 'kill "$registry"; rm -rf "$work"' EXIT
for _ in $(seq 100); do port=$(grep -oE 'serving on port [0-9]+|127\.0\.0\.1:[0-9]+' registry.log | grep -oE '[0-9]+$' | head -n 1); [ -n "$port" ] && break; sleep 0.1; done
mkdir layer && echo none > layer/none && tar -cf layer.tar -C layer none
crane append --insecure --new_layer layer.tar --new_tag "127.0.0.1:$port/base:1" > said.txt 2>&1 || cat said.txt >&2

mkdir -p cmd/checkout
printf 'module github.com/acme/shop\n\ngo 1.24\n' > go.mod
printf 'package main\n\nfunc main() {}\n' > cmd/checkout/main.go
printf 'defaultBaseImage: 127.0.0.1:%s/base:1\ndefaultPlatforms: [linux/amd64]\n' "$port" > .ko.yaml
export KO_DOCKER_REPO=127.0.0.1:$port/shop GOFLAGS=-mod=mod

cat > main.js <<JS
const { Chart } = require('$package/node_modules/cdk8s');
const { GoMicroservice, GopherApp, Image, ImageLock, Platform } = require('$package');
const isLocal = process.env.CLUSTER === 'kind';
const registry = '127.0.0.1:$port/shop';
const app = new GopherApp({
  outdir: isLocal ? 'dist' : 'release',
  platform: isLocal ? Platform.kind() : new Platform({ imagePolicy: { requireDigest: true, registries: [registry] } }),
});
const image = isLocal ? Image.ko('github.com/acme/shop/cmd/checkout') : ImageLock.read().image('production', registry + '/checkout');
new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', { image });
app.synth();
JS

check 'a program may name a Go package on a developer'"'"'s machine' env CLUSTER=kind node main.js
check 'the manifest has what ko looks for' has 'image: ko://github.com/acme/shop/cmd/checkout$' dist/shop.k8s.yaml
check 'ko resolves it' bash -c 'ko resolve --base-import-paths -f dist > resolved.yaml 2> said.txt || { cat said.txt >&2; exit 1; }'
check 'by what it has pushed' has "image: 127\.0\.0\.1:$port/shop/checkout@sha256:[0-9a-f]{64}\$" resolved.yaml
check 'and nothing is left for ko' bash -c '! grep -q ko:// resolved.yaml'
check 'the registry has that image' bash -c "crane digest --insecure \"\$(grep -oE '127\.0\.0\.1:$port/shop/checkout@sha256:[0-9a-f]+' resolved.yaml | head -n 1)\" > said.txt 2>&1"
check 'the rules hold for what ko has written' bash -c "node '$package/lib/cli/main.js' verify resolved.yaml --min-severity error > said.txt 2>&1 || { cat said.txt >&2; exit 1; }"

reference=$(ko build --base-import-paths --tags 1.8.3 ./cmd/checkout 2> said.txt) || cat said.txt >&2
printf '%s\n' "$reference" > reference.txt
check 'ko build prints tag and digest' has "^127\.0\.0\.1:$port/shop/checkout:1\.8\.3@sha256:[0-9a-f]{64}\$" reference.txt
printf 'targets:\n  production:\n    %s/checkout:\n      tag: "1.8.3"\n      digest: %s\n' "127.0.0.1:$port/shop" "${reference##*@}" > images.lock.yaml
check 'a platform that demands digests takes it from the lock' node main.js
check 'as it was printed' has "image: ${reference//./\\.}\$" release/shop.k8s.yaml

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
