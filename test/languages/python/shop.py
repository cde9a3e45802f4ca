"""The shop of examples/shop in Python, with a rule and a trait written in Python."""
import os
import sys

import jsii
from cdk8s import Chart, Size
from cdk8s_plus_28 import Cpu
from cdk8s_gopher import (DatabaseEngine, ExternalSecret, GoMicroservice, GopherApp, IRule, Image, Metadata, Namespace, NetworkPeer,
                          ObjectOrder, Platform, Port, Severity, StatefulDatabase, TelemetryEndpoint, Trait)


@jsii.implements(IRule)
class EveryServiceHasAnOwner:
    """A rule of one company, in Python."""

    @property
    def rule_id(self):
        return "company/owner"

    @property
    def severity(self):
        return Severity.ERROR

    @property
    def reason(self):
        return "Nobody is called when it breaks."

    @property
    def remedy(self):
        return "Say the owner on the platform."

    def check(self, manifests, report):
        for manifest in manifests.of_kind("Deployment"):
            if "owner" not in (manifest.object["metadata"].get("labels") or {}):
                report.add(manifest, "metadata.labels", "there is no owner")


class Timezone(Trait):
    """A trait of one team, in Python."""

    @property
    def trait_id(self):
        return "timezone"

    def bind(self, host):
        host.draft.add_env("TZ", "Europe/Zurich", "reports are cut at local midnight")


def shop(owner, committed):
    app = GopherApp(committed_dir=committed, order=ObjectOrder.BY_KIND, rules=[EveryServiceHasAnOwner()], platform=Platform(
        registry="registry.example.com", owner=owner, telemetry=TelemetryEndpoint(endpoint="http://collector.observability.svc.cluster.local:4318")))
    chart = Chart(app, "shop", namespace="shop")
    Namespace(chart, "shop")
    orders = StatefulDatabase(chart, "orders-db", engine=DatabaseEngine.postgres("17"), credentials=ExternalSecret.generated(chart, "orders-db-credentials"),
                              storage=Size.gibibytes(20), memory=Size.gibibytes(1), cpu=Cpu.millis(500))
    checkout = GoMicroservice(chart, "checkout", image=Image.of("shop/checkout:1.8.2"), ports=[Port.grpc(9090)],
                              traits=[Metadata(part_of="shop", component="checkout")])
    checkout.uses(orders)
    frontend = GoMicroservice(chart, "frontend", image=Image.of("shop/frontend:2.4.0"), traits=[Metadata(part_of="shop", component="frontend")])
    frontend.calls(checkout)
    frontend.add_caller(NetworkPeer.namespace("gateway"))
    return app, frontend



def main(out):
    app, _ = shop("team-shop", os.path.join(out, "manifests"))
    app.synth()

    # Without an owner, the rule objects, and nothing is written.
    app, frontend = shop(None, os.path.join(out, "refused"))
    frontend.add_traits(Timezone())
    try:
        app.synth()
    except Exception as error:
        said = str(error)
    else:
        sys.exit("the rule written in Python did not object")
    wanted = "[shop/checkout] company/owner: Deployment shop/checkout, metadata.labels: there is no owner. Say the owner on the platform."
    if wanted not in said or os.path.exists(os.path.join(out, "refused")):
        sys.exit("the problem reads otherwise, or something was written in spite of it:\n" + said)

    # The trait wrote into the draft, and explain() says who it was.
    if "timezone" not in frontend.explain().to_string():
        sys.exit("explain() does not know the trait written in Python")


main(sys.argv[1])
