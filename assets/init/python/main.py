"""How the services of __PROJECT__ run on Kubernetes; all manifests follow from this program."""
import os
import sys

from cdk8s import Chart
from cdk8s_gopher import (
__NOUNS__
)

REGISTRY = "__REGISTRY__"
# The version of the defaults: an upgrade of the library restarts nothing. What the next one changes: npx cdk8s-gopher plan --golden-path next
GOLDEN_PATH = GoldenPath.V1


def local_platform(cluster):
    """A cluster on this machine, if the variable CLUSTER names one."""
    if not cluster:
        return None
    if cluster == "kind":
        return Platform.kind(golden_path=GOLDEN_PATH)
    if cluster == "minikube":
        return Platform.minikube(golden_path=GOLDEN_PATH)
    sys.exit(f'CLUSTER is "{cluster}"; it can be kind or minikube.')


local = local_platform(os.environ.get("CLUSTER"))
lock = ImageLock.read()


def image(name):
    """The image of a service: as it was built here, or as images.lock.yaml says."""
    return Image.of(f"{REGISTRY}/{name}:dev") if local else lock.image("production", f"{REGISTRY}/{name}")


app = GopherApp(platform=local) if local else GopherApp(platform=Platform.conformant(golden_path=GOLDEN_PATH), committed_dir="manifests")
chart = Chart(app, "__PROJECT__", namespace="__PROJECT__")
Namespace(chart, "__PROJECT__")

__WORKLOADS__

# Who calls whom is said here, and opens both network policies: frontend.calls(checkout).
# A service that nobody calls lets nobody in. For a gateway's requests: frontend.add_caller(NetworkPeer.namespace("gateway")).

try:
    app.synth()
except RuntimeError as problems:  # each of them names its construct, and says what to do
    sys.exit(str(problems))
