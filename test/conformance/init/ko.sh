#!/usr/bin/env bash
# A project's images by the real ko, in a registry on this machine: built, written down, synthesized, and run.
#
#   ko.sh BIN WORK PACKAGE.tgz     in WORK the package is installed; it leaves a project there, called ko
set -euo pipefail
bin=$1 work=$2 package=$3
export GOWORK=off GOTOOLCHAIN=local GOFLAGS=-buildvcs=false
port=$((32000 + RANDOM % 2000))
repo=127.0.0.1:$port/ko

"$bin/crane" registry serve --address "127.0.0.1:$port" >"$work/registry.log" 2>&1 &
registry=$!
trap 'kill "$registry" 2>/dev/null || true' EXIT
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/v2/" >/dev/null && break; sleep 0.1; done

say() { echo "ko: $1"; }

# What stands for distroless, which is in no registry here: the same user, for the same platforms, and no program.
mkdir -p "$work/base/etc" && echo 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' >"$work/base/etc/passwd"
tar -c -C "$work/base" etc >"$work/base.tar"
members=()
for arch in amd64 arm64; do
  "$bin/crane" append --oci-empty-base --new_layer "$work/base.tar" --new_tag "127.0.0.1:$port/base:$arch" >/dev/null
  "$bin/crane" mutate --user 65532:65532 --set-platform "linux/$arch" --tag "127.0.0.1:$port/base:$arch" "127.0.0.1:$port/base:$arch" >/dev/null
  members+=(--manifest "127.0.0.1:$port/base:$arch")
done
"$bin/crane" index append "${members[@]}" --tag "127.0.0.1:$port/base:nonroot" >/dev/null
export KO_DEFAULTBASEIMAGE=127.0.0.1:$port/base:nonroot KO_DOCKER_REPO=$repo VERSION=0.2.0

cd "$work"
npx --no-install cdk8s-gopher init ko --registry "$repo" --library "file:$package" >/dev/null
cd ko
(cd deploy && npm install --no-audit --no-fund --loglevel=error)

# holds EXPRESSION: whether it is true of the JSON that is read
holds() { node -e "const it = JSON.parse(require('fs').readFileSync(0, 'utf8')); process.exit(($1) ? 0 : 1)"; }

say 'builds what .ko.yaml names, for both platforms'
reference=$("$bin/ko" build --base-import-paths --tags "$VERSION" ./cmd/hello 2>../ko.log) || { cat ../ko.log; exit 1; }
echo "$reference" | grep -qxE "$repo/hello:$VERSION@sha256:[0-9a-f]{64}"
"$bin/crane" manifest "$reference" | holds "it.manifests.map(({ platform: p }) => p.os + '/' + p.architecture).sort().join() === 'linux/amd64,linux/arm64'"
"$bin/crane" config --platform linux/amd64 "$reference" | holds "it.config.User === '65532:65532' && it.config.Entrypoint.join() === '/ko-app/hello'"

say 'its program is static, knows its version, and runs'
"$bin/crane" export --platform linux/amd64 "$reference" - | tar -x -C .. --wildcards '*ko-app/hello' 2>/dev/null
if ldd ../ko-app/hello >/dev/null 2>&1; then echo 'it needs shared libraries'; exit 1; fi
HTTP_ADDR=127.0.0.1:0 ADMIN_ADDR=127.0.0.1:0 timeout --preserve-status 1 ../ko-app/hello >../ko.said
grep -q '"version":"0.2.0"' ../ko.said

say 'the lock file takes the digest, and synthesis writes it'
(cd deploy && npx cdk8s-gopher promote --to production "$reference" && npx cdk8s-gopher synth && npx cdk8s-gopher verify manifests)
grep -qxF "          image: $reference" deploy/manifests/ko.k8s.yaml
"$bin/crane" validate --remote "$(sed -n 's/^ *image: //p' deploy/manifests/ko.k8s.yaml)"

say 'Image.ko: ko resolve builds what the manifests name, and it is the same image'
sed -i "s|image: image('hello')|image: Image.ko('example.com/ko/cmd/hello')|" deploy/main.ts
if (cd deploy && npx cdk8s-gopher synth) >../refused 2>&1 || ! grep -q image/not-built ../refused; then cat ../refused; exit 1; fi
sed -i 's|Platform.conformant({ |&imagePolicy: { allowMovingTags: true }, |' deploy/main.ts
(cd deploy && npx cdk8s-gopher synth)
grep -qxF '          image: ko://example.com/ko/cmd/hello' deploy/dist/ko.k8s.yaml
"$bin/ko" resolve --base-import-paths -f deploy/dist/ko.k8s.yaml >../resolved.yaml 2>../ko.log || { cat ../ko.log; exit 1; }
[ "$(sed -n 's/^ *image: .*@//p' ../resolved.yaml)" = "${reference##*@}" ]
(cd deploy && npx cdk8s-gopher verify ../../resolved.yaml)
