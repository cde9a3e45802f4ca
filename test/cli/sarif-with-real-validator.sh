#!/usr/bin/env bash
# SARIF reports of the compiled command line, held against the standard by the validator of those who wrote it.
# Usage: sarif-with-real-validator.sh [folder of the compiled package]
set -uo pipefail
package=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
version=5.7.0
tools=$(cd "$(dirname "$0")/../judges" && pwd)/.bin/sarif-$version
validator=$tools/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
if [ ! -e "$validator" ]; then
  npm install --prefix "$tools" --no-save --no-audit --no-fund --ignore-scripts "@microsoft/sarif-multitool-linux@$version" >/dev/null || exit 1
fi
chmod u+x "$validator"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

mkdir bad
printf 'apiVersion: v1\nkind: Service\nmetadata: { name: "a b", namespace: shop }\nspec: { ports: [{ port: eighty }], nothing: 1 }\n' > 'bad/a service.yaml'
printf 'a: [\n' > bad/broken.yaml
printf 'hello\n' > bad/text.yaml
failed=0
for folder in bad "$package"/examples/*/manifests; do
  node "$package/lib/cli/main.js" verify "$folder" --sarif report.sarif >/dev/null
  "$validator" validate report.sarif > said.txt 2>&1
  if grep -qE ': (error|warning) ' said.txt || ! grep -q 'Analysis completed successfully' said.txt; then
    echo "FAILED: $folder" >&2
    cat said.txt >&2
    failed=1
  fi
done
[ "$failed" -eq 0 ] && echo 'SARIF reports are what the standard says'
exit "$failed"
