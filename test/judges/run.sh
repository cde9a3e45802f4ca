#!/usr/bin/env bash
# Has the judges judge the examples and the matrix; install.sh must have installed them.
set -euo pipefail
cd "$(dirname "$0")"
exec node -r ts-node/register run.ts "$@"
