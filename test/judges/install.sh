#!/usr/bin/env bash
# Installs the judges into test/judges/.bin, unless that version is there already.
# Each stands alone: one that cannot be installed is named, the others go on, and the
# exit code says that one is missing.
#
#   bash test/judges/install.sh                all of them
#   bash test/judges/install.sh trivy checkov  only these
set -uo pipefail
cd "$(dirname "$0")" || exit 1
here=$PWD
bin=$here/.bin
mkdir -p "$bin"
export GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0
wanted=" $* "
missing=()

# judge NAME VERSION COMMAND: once per version
judge() {
  local name=$1 version=$2 stamp=$bin/$1.version log=$bin/$1.log start=$SECONDS
  shift 2
  [ "$wanted" = '  ' ] || [[ $wanted == *" $name "* ]] || return 0
  if [ "$(cat "$stamp" 2>/dev/null)" = "$version" ] && [ -x "$bin/$name" ]; then
    echo "$name $version: there already"
    return 0
  fi
  rm -rf "$stamp" "${bin:?}/$name"
  if "$@" > "$log" 2>&1; then
    echo "$version" > "$stamp"
    echo "$name $version: installed in $((SECONDS - start)) s"
  else
    missing+=("$name")
    echo "$name $version: NOT installed, after $((SECONDS - start)) s:" >&2
    tail -n 20 "$log" >&2
  fi
}

# from_module NAME MODULE VERSION PACKAGE: in a module of its own. `go install` asks for
# more than it needs, such as the list of all versions, which not every proxy gives.
from_module() {
  local name=$1 module=$2 version=$3 package=$4 source
  source=$(mktemp -d) || return 1
  printf 'module judges\n\ngo 1.26\n\nrequire %s %s\n' "$module" "$version" > "$source/go.mod"
  (cd "$source" && nice -n 15 go build -mod=mod -buildvcs=false -p 2 -trimpath -ldflags='-s -w' -o "$bin/$name" "$package")
  local status=$?
  rm -rf "$source"
  return $status
}

# from_here NAME: our own program in the folder of that name
from_here() {
  (cd "$here/$1" && nice -n 15 go build -buildvcs=false -p 2 -trimpath -ldflags='-s -w' -o "$bin/$1" .)
}

# from_pypi NAME VERSION: in a virtual environment of its own
from_pypi() {
  local venv=$bin/venv-$1
  rm -rf "$venv"
  nice -n 15 python3 -m venv "$venv" || return 1
  nice -n 15 "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check "$1==$2" || return 1
  ln -s "venv-$1/bin/$1" "$bin/$1"
}

judge kube-score v1.20.0 from_module kube-score github.com/zegl/kube-score v1.20.0 github.com/zegl/kube-score/cmd/kube-score
judge checkov 3.3.13 from_pypi checkov 3.3.13
# Its release v0.0.4 knows Kubernetes up to 1.30; this commit up to 1.35.
judge kubectl-validate v0.0.5-0.20260105161640-a97ccfaca20b \
  from_module kubectl-validate sigs.k8s.io/kubectl-validate v0.0.5-0.20260105161640-a97ccfaca20b sigs.k8s.io/kubectl-validate
judge pod-security v0.37.0 from_here pod-security
judge pluto v5.24.1 from_module pluto github.com/fairwindsops/pluto/v5 v5.24.1 github.com/fairwindsops/pluto/v5/cmd/pluto
# Its own build asks for encoding/json/v2, too. The longest of all: last, and the checks are inside.
GOEXPERIMENT=jsonv2 judge trivy v0.74.0 from_module trivy github.com/aquasecurity/trivy v0.74.0 github.com/aquasecurity/trivy/cmd/trivy

if [ ${#missing[@]} -gt 0 ]; then
  echo "missing: ${missing[*]}" >&2
  exit 1
fi
