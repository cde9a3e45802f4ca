#!/usr/bin/env bash
# make up, down, up again, with kind and with minikube: what is run, in which order, and with arguments that the tools take.
#
#   local.sh BIN PROJECT
#
# No container and no cluster can run here. docker, kind, minikube and kubectl are stand-ins that write down how they were called;
# kind and kubectl are asked, by the real ones, whether they would take these arguments. The program of the project is run for real.
set -euo pipefail
bin=$1 project=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tools"
# without a kubectl on the PATH the one is asked that the tests of the API server build anyway
export RECORD=$work/record CLUSTERS=$work/clusters REAL_KIND=$bin/kind
REAL_KUBECTL=$(command -v kubectl || echo "$("$(dirname "$0")/../apiserver/build.sh")/kubectl")
export REAL_KUBECTL
touch "$RECORD" "$CLUSTERS"

tool() { { echo '#!/usr/bin/env bash'; echo "echo \"$1 \$*\" >>\"\$RECORD\""; cat; } >"$work/tools/$1"; chmod +x "$work/tools/$1"; }
tool docker <<<':'
tool kind <<'TOOL'
"$REAL_KIND" "$@" --help >/dev/null || exit 1
case $1 in
  get) cat "$CLUSTERS" ;;
  create) echo new >"$CLUSTERS" ;;
  delete) : >"$CLUSTERS" ;;
esac
TOOL
tool minikube <<'TOOL'
# the options of its reference: https://minikube.sigs.k8s.io/docs/commands/
command=$1; [ "$1" != image ] || { command="image $2"; shift; }; shift
case $command in
  start) known='profile driver cni ports' ;;
  *) known=profile ;;
esac
for option in $(grep -o -- '--[a-z-]*' <<<"$*"); do [[ " $known " = *" ${option#--} "* ]] || { echo "minikube $command does not know $option"; exit 1; }; done
case $command in
  status) grep -q minikube "$CLUSTERS" ;;
  start) echo minikube >"$CLUSTERS" ;;
  delete) : >"$CLUSTERS" ;;
  'image load') ;;
  *) exit 1 ;;
esac
TOOL
tool kubectl <<'TOOL'
"$REAL_KUBECTL" "$@" --help >/dev/null || exit 1
case "$*" in
  *' apply '*) echo "namespace/new unchanged"; echo "deployment.apps/hello ${FATE:-created}" ;;
esac
TOOL

# up CLUSTER FATE: make up, where kubectl says this of the Deployment
up() { : >"$RECORD"; (cd "$project" && PATH="$work/tools:$PATH" FATE=$2 make up CLUSTER="$1" >"$work/said" 2>&1) || { cat "$work/said"; exit 1; }; }
expect() { diff -u - "$RECORD" || { cat "$work/said"; exit 1; }; }
never() { if "$@"; then echo "this should have failed: $*"; exit 1; fi; }
few_tools() { PATH="$work/tools:$work/few" "$@"; }
image=registry.example.com/new/hello:dev

up kind created
expect <<RECORD
kind get clusters
kind create cluster --config kind.yaml
docker buildx bake
kind load docker-image --name new $image
kubectl --context kind-new --namespace new apply -f deploy/dist/new.k8s.yaml
kubectl --context kind-new --namespace new rollout status deployment/hello --timeout 3m
RECORD
grep -qx 'hello answers at http://localhost:8080' "$work/said"
grep -q 'nodePort: 30080' "$project/deploy/dist/new.k8s.yaml"

# The second time there is a cluster, and a Deployment that is not changed is restarted, as its image may be new.
up kind unchanged
expect <<RECORD
kind get clusters
docker buildx bake
kind load docker-image --name new $image
kubectl --context kind-new --namespace new apply -f deploy/dist/new.k8s.yaml
kubectl --context kind-new --namespace new rollout restart deployment.apps/hello
kubectl --context kind-new --namespace new rollout status deployment/hello --timeout 3m
RECORD

up minikube created
expect <<RECORD
minikube status --profile new
minikube start --profile new --driver docker --cni calico --ports 127.0.0.1:8080:30080
docker buildx bake
minikube image load --profile new $image
kubectl --context new --namespace new apply -f deploy/dist/new.k8s.yaml
kubectl --context new --namespace new rollout status deployment/hello --timeout 3m
RECORD
up minikube configured
never grep -q 'minikube start' "$RECORD"

(cd "$project" && PATH="$work/tools:$PATH" make down CLUSTER=minikube >/dev/null) && tail -n 1 "$RECORD" | grep -qx 'minikube delete --profile new'
(cd "$project" && PATH="$work/tools:$PATH" make down >/dev/null) && tail -n 1 "$RECORD" | grep -qx 'kind delete cluster --name new'

# What is missing is named before anything is begun.
rm "$work/tools/kind"
mkdir "$work/few" && for name in sh make grep sed expand env; do ln -s "$(command -v $name)" "$work/few/$name"; done
: >"$RECORD"
never few_tools make -C "$project" up >"$work/said" 2>&1
grep -q 'kind is not on the PATH. It is needed here: https://kind.sigs.k8s.io' "$work/said" || { cat "$work/said"; exit 1; }
[ ! -s "$RECORD" ]
never make -C "$project" up CLUSTER=kid >"$work/said" 2>&1
grep -q 'CLUSTER is "kid"; it can be kind or minikube' "$work/said"
