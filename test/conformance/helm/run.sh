#!/usr/bin/env bash
# Has a real helm read the charts that are written, and render those that are included; README.md says what.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
if [ -z "${HELM:-}" ]; then
  bin=$("$here/build.sh") || { echo '0 passed, 1 failed'; exit 1; }
  HELM=$bin/helm
fi
export HELM
TS_NODE_PROJECT=$here/../tsconfig.json exec node -r "$root/node_modules/ts-node/register" "$here/run.ts"
