#!/usr/bin/env bash
# Writes the bill of materials of a packed library, in CycloneDX: what a user gets who installs it, peers included.
#
#   bill-of-materials.sh PACKAGE.tgz BILL.json
set -euo pipefail
package=$(realpath "$1")
bill=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/cdk8s-gopher" # npm takes the name of the folder for that of the package
tar --strip-components=1 -xzf "$package" -C "$work/cdk8s-gopher"
cd "$work/cdk8s-gopher"
npm pkg delete devDependencies # they are not installed, and npm would complain of each
npm install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error >&2
npm sbom --sbom-format=cyclonedx --sbom-type=library >"$bill"
