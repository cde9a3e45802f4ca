#!/usr/bin/env bash
# The compiled command line runs a real program with the next golden path: it says what would change and why, and no file of the project changes.
# Usage: golden-path-with-real-program.sh [folder of the compiled package]
set -uo pipefail
package=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
ln -s "$package/node_modules" node_modules

printf 'language: typescript\napp: node main.js\noutput: dist\n' > cdk8s.yaml
cat > main.js <<JS
const { Chart } = require('cdk8s');
const { ConfigKey, ConfigSchema, GoldenPath, GoMicroservice, GopherApp, GoWorker, Image, Platform, Target } = require('$package');
const early = new Target('staging', { platform: new Platform({ goldenPath: GoldenPath.V2 }) });
for (const target of [early, new Target('production')]) {
  const app = new GopherApp({ target, committedDir: 'manifests', graphDir: 'graph' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const image = Image.of('registry.example.com/shop/checkout:1.0.0');
  new GoMicroservice(chart, 'checkout', { image, config: ConfigSchema.of('checkout', [ConfigKey.text('REGION', { defaultValue: 'eu' })], { goDirectory: 'config' }) });
  new GoWorker(chart, 'mailer', { image });
  app.synth();
}
JS

failed=0
fail() { echo "FAILED: $*" >&2; failed=1; }
plan() { node "$package/lib/cli/main.js" plan "$@"; }

before=$(find . -not -path './node_modules*' | sort)
plan --golden-path next > plan.txt 2> said.txt || fail "exit code $?: $(cat said.txt)"
rm -f said.txt; mv plan.txt "$work.plan"
[ "$(find . -not -path './node_modules*' | sort)" = "$before" ] || fail "the project has other files: $(find . -not -path './node_modules*' | sort)"
for text in 'GoldenPath v1 and v2 (a preview) → v2 (a preview)' 'production' '2 rolling-restart' 'GoldenPath v2: pods of the old version are about to go' '2 workloads: shop/checkout, shop/mailer; availability: spread/' 'staging'; do
  grep -qF -- "$text" "$work.plan" || fail "\"$text\" is not in the plan: $(cat "$work.plan")"
done
grep -qF 'nothing changes' <(sed -n '/^staging$/,$p' "$work.plan") || fail 'staging, which is there already, would change'
plan --golden-path next --fail-on rolling-restart > "$work.plan" 2>&1 && fail 'a restart was not told by the exit code'

# A synthesis goes on as ever, whatever variable is left over: then there is nothing to plan, and all targets verify.
CDK8S_GOPHER_PREVIEW_GOLDEN_PATH=v2 node main.js || fail 'the program does not run'
plan --committed manifests --new dist --fail-on metadata > "$work.plan" 2>&1 || fail "the folders differ: $(cat "$work.plan")"
if grep -rq matchLabelKeys manifests/production; then fail 'a variable has changed what is written'; fi
grep -rq matchLabelKeys manifests/staging || fail 'staging is not on the second golden path'
node "$package/lib/cli/main.js" verify dist > "$work.plan" 2>&1 || fail "the targets do not verify: $(cat "$work.plan")"
grep -qF 'for 2 targets: 0 errors, 0 warnings' "$work.plan" || fail "the targets are not told apart: $(cat "$work.plan")"

rm -f "$work.plan"
[ "$failed" -eq 0 ] && echo 'the next golden path was planned with a real program'
exit "$failed"
