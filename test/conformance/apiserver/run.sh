#!/usr/bin/env bash
# Asks a real API server about the examples; README.md says what.
#
#   run.sh [FOLDER...]      folders of manifests, instead of the examples'
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

fail() {
  echo "The API server test cannot run: $1" >&2
  echo '0 passed, 1 failed'
  exit 1
}

command -v setpriv >/dev/null || fail 'it needs setpriv, of the package util-linux.'
sh "$here/install.sh" >&2 || fail 'there is no etcd, and it could not be installed.'
bin=$("$here/build.sh") || fail 'it could not be built.'
TS_NODE_PROJECT=$here/../tsconfig.json exec node -r "$root/node_modules/ts-node/register" "$here/run.ts" "$bin" "$@"
