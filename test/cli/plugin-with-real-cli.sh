#!/usr/bin/env bash
# The compiled plugin under the real cdk8s-cli: a good program passes, a bad one fails and says why.
# Usage: plugin-with-real-cli.sh [folder of the compiled package]
set -uo pipefail
package=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
cdk8s="$package/node_modules/.bin/cdk8s"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
ln -s "$package/node_modules" node_modules

cat > cdk8s.yaml <<YAML
language: typescript
app: node main.js
output: dist
validations:
  - package: $package
    version: 0.0.0
    class: GopherValidation
    properties:
      kubernetesVersion: "1.33"
      externals:
        - {kind: Secret, name: stripe}
YAML

cat > main.js <<'JS'
const { App, ApiObject, Chart } = require('cdk8s');
if (process.env.TARGETS) {
  const { GopherApp, GoWorker, Image, Target } = require(process.env.TARGETS);
  for (const name of ['staging', 'production']) {
    const app = new GopherApp({ target: new Target(name) });
    new GoWorker(new Chart(app, 'shop', { namespace: 'shop' }), 'mailer', { image: Image.of('registry.example.com/shop/mailer:1.0.0') });
    app.synth();
  }
  return;
}
const app = new App(); // the stock one: the plugin has to find what is wrong by itself
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const metadata = { name: 'checkout', labels: { 'app.kubernetes.io/name': 'checkout' } };
new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { A: '1' } });
if (process.env.BAD) new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 'eighty' }] } });
app.synth();
JS

failed=0
# run NAME EXIT-CODE [TEXT…]: what the environment's program comes to
run() {
  local name=$1 wanted=$2 code=0
  shift 2
  "$cdk8s" synth > out.txt 2>&1 || code=$?
  if [ "$code" -ne "$wanted" ]; then
    echo "FAILED: $name: exit code $code, not $wanted" >&2
    cat out.txt >&2
    failed=1
  fi
  for text in "$@"; do
    grep -qF -- "$text" out.txt || { echo "FAILED: $name: \"$text\" is not in the output:" >&2; cat out.txt >&2; failed=1; }
  done
}

run 'a good program passes' 0 'Validations ended succesfully'
TARGETS=$package run 'a program for two targets passes, each of which has the same objects' 0 'dist/staging/shop.k8s.yaml' 'dist/production/shop.k8s.yaml' 'Validations ended succesfully'
export BAD=1
run 'a bad program fails' 2 'Validation failed' 'structure/' 'Construct Path: shop/service' 'Service shop/checkout, spec.ports[0].port' 'How to fix: '

[ "$failed" -eq 0 ] && echo 'the plugin works under the real cdk8s-cli'
exit "$failed"
