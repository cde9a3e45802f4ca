#!/usr/bin/env bash
# Runs the stores of traces as they are deployed, behind a real collector; README.md says what is promised. Needs root, as all live tests do.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if ! "$here/build.sh" || ! "$here/../collector/build.sh" >/dev/null; then
  echo '0 passed, 1 failed'
  exit 1
fi
LIVE_MIGRATION_TOOLS='' exec sh "$here/../../live/run.sh" tracing.live
