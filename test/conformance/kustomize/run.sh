#!/usr/bin/env bash
# Has a real kubectl read trees of manifests; README.md says what.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
if [ -z "${KUBECTL:-}" ]; then
  bin=$("$here/../apiserver/build.sh") || { echo '0 passed, 1 failed'; exit 1; }
  KUBECTL=$bin/kubectl
fi
export KUBECTL
TS_NODE_PROJECT=$here/../tsconfig.json exec node -r "$root/node_modules/ts-node/register" "$here/run.ts"
