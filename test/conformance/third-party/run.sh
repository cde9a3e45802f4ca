#!/usr/bin/env bash
# Judges third-party kinds; README.md says what.
#
#   run.sh            examples/*/manifests, what the library can write, and testdata
#   run.sh FILE...    folders of manifests, YAML files or files of JSON lines
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
if ! "$here/build.sh" >/dev/null; then
  echo '0 passed, 1 failed'
  exit 1
fi
TS_NODE_PROJECT=$here/../tsconfig.json exec node -r "$root/node_modules/ts-node/register" "$here/run.ts" "$@"
