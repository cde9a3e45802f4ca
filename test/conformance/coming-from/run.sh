#!/usr/bin/env bash
# Has every tool that can be had here render the service of docs/coming-from/service again, and compares with what is committed there.
#
#   run.sh [--write]    --write takes what they render now; then say `npm run docs:coming-from`
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
service=$root/docs/coming-from/service
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# rendered FOLDER COMMAND: what it prints is what is committed
rendered() {
  local folder=$1
  shift
  if "$@" >"$work/$folder.yaml" 2>"$work/said"; then
    [ -n "${write:-}" ] && cp "$work/$folder.yaml" "$service/$folder/rendered.yaml"
    if diff -u -B "$service/$folder/rendered.yaml" "$work/$folder.yaml"; then passed=$((passed + 1)); echo "passed: $folder renders what is committed"; return; fi
  fi
  failed=$((failed + 1))
  echo "FAILED: $folder"
  cat "$work/said"
}
not_run() { echo "NOT RUN: $1"; }
program() { (cd "$service/$1" && CDK8S_OUTDIR="$work/$1" TS_NODE_PROJECT="$root/bench/tsconfig.json" node -r "$root/node_modules/ts-node/register" main.ts >&2 && cat "$work/$1"/*.yaml); }
chart() { "$helm" template checkout "$service/helm" --namespace shop; }
overlay() { "$kubectl" kustomize "$service/kustomize/overlays/production"; }

write=
[ "${1:-}" = --write ] && write=yes
rendered cdk8s-gopher program cdk8s-gopher
rendered cdk8s program cdk8s
if [ -x "$here/../helm/build.sh" ] && command -v go >/dev/null && bin=$("$here/../helm/build.sh"); then helm=$bin/helm; else helm=$(command -v helm || true); fi
if [ -n "$helm" ]; then rendered helm chart; else not_run 'Helm, as there is none here'; fi
kubectl=${KUBECTL:-}
if [ -z "$kubectl" ] && command -v go >/dev/null && bin=$("$here/../apiserver/build.sh"); then kubectl=$bin/kubectl; fi
if [ -n "$kubectl" ]; then rendered kustomize overlay; else not_run 'kustomize, as there is no kubectl here'; fi
not_run 'Score and KubeVela: no package registry has them; docs/coming-from/service says how theirs were rendered'

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
