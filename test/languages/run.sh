#!/usr/bin/env bash
# A program in another language, with a rule and a trait of its own: it must write the bytes of examples/shop.
#
#   bash test/languages/run.sh     after `npx projen compile`; ends with one line: N passed, N failed
set -uo pipefail
cd "$(dirname "$0")/../.."
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0
failed=0

check() {
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); echo "passed: $what"; else failed=$((failed + 1)); echo "FAILED: $what"; fi
}

python() {
  npx jsii-pacmak --target python --outdir "$out/dist" &&
    python3 -m venv "$out/venv" &&
    "$out/venv/bin/pip" install --quiet --requirement test/languages/python/requirements.txt "$out"/dist/python/*.whl
}

check 'the Python package can be made and installed' python
check 'Python: a rule objects, a trait writes, the shop is written' "$out/venv/bin/python" test/languages/python/shop.py "$out"
check 'Python: the same bytes as TypeScript' diff -r "$out/manifests" examples/shop/manifests

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
