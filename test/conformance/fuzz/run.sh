#!/usr/bin/env bash
# What CI fuzzes, in a few minutes: the same cases each time, and of updates some that are new each day. More, and other ones: README.md.
# A failure is printed with all it takes to make the case again.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
export TS_NODE_PROJECT=$here/../tsconfig.json
failed=0

run() {
  node -r "$root/node_modules/ts-node/register" "$here/$1.ts" "${@:2}" || failed=1
}

run fuzz --count 30000 --seed 1 --minor 36
run fuzz-pod-security --count 40000
run fuzz-update --check
for minor in 33 36; do
  run fuzz-plan --count 4000 --minor $minor --seed 1
  run fuzz-plan --count 4000 --minor $minor --fresh
done
exit $failed
