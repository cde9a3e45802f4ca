#!/usr/bin/env bash
# Has a real OpenTelemetry Collector judge and run our configurations; README.md says what.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
if ! "$here/build.sh" >/dev/null; then
  echo '0 passed, 1 failed'
  exit 1
fi
TS_NODE_PROJECT=$here/../tsconfig.json exec node -r "$root/node_modules/ts-node/register" "$here/run.ts"
