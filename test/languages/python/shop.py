"""The shop of examples/shop in Python, with a rule and a trait written in Python."""
import os
import sys

from cdk8s import Chart, Duration, Size
from cdk8s_gopher import (Availability, Cpu, DatabaseEngine, ExternalSecret, GoldenPath, GoMicroservice, GopherApp, GoWorker, Image, Metadata,
                          Namespace, NetworkPeer, ObjectOrder, Platform, Port, Resilience, Rule, StatefulDatabase, TelemetryEndpoint, Trait)


class EveryServiceHasAnOwner(Rule):
    """A rule of one company."""

    @property
    def rule_id(self):
        return "company/owner"

    @property
    def reason(self):
        return "Nobody is called when it breaks."

    @property
    def remedy(self):
        return "Say the owner on the platform."

    def check(self, manifests, report):
        for deployment in manifests.of_kind("Deployment"):
            if deployment.label("owner") is None:
                report.add(deployment, "metadata.labels", "there is no owner")


class Timezone(Trait):
    """A trait of one team."""

    def __init__(self, zone):
        super().__init__()
        self.zone = zone

    @property
    def trait_id(self):
        return "timezone"

    def bind(self, host):
        host.draft.add_env("TZ", self.zone, "reports are cut at local midnight")


def shop(owner, committed):
    app = GopherApp(committed_dir=committed, order=ObjectOrder.BY_KIND, rules=[EveryServiceHasAnOwner()], platform=Platform(
        golden_path=GoldenPath.V1, registry="registry.example.com", owner=owner, telemetry=TelemetryEndpoint(endpoint="http://collector.observability.svc.cluster.local:4318")))
    chart = Chart(app, "shop", namespace="shop")
    Namespace(chart, "shop")
    catalogue_db, orders_db = (StatefulDatabase(
        chart, name, engine=DatabaseEngine.postgres("17"), credentials=ExternalSecret.generated(chart, f"{name}-credentials"),
        storage=Size.gibibytes(20), memory=Size.gibibytes(1), cpu=Cpu.millis(500)) for name in ("catalogue-db", "orders-db"))

    catalogue = GoMicroservice(chart, "catalogue", image=Image.of("shop/catalogue:1.3.1"), traits=[Metadata(part_of="shop", component="catalogue")])
    cart = GoMicroservice(chart, "cart", image=Image.of("shop/cart:1.1.0"), ports=[Port.grpc(9090)],
                          secrets={"CART_KEY": ExternalSecret.generated(chart, "cart-key", keys=["key"]).key("key")},
                          traits=[Metadata(part_of="shop", component="cart")])
    payments = GoMicroservice(chart, "payments", image=Image.of("shop/payments:1.0.4"), ports=[Port.grpc(9090)],
                              traits=[Metadata(part_of="shop", component="payments")])
    checkout = GoMicroservice(chart, "checkout", image=Image.of("shop/checkout:1.8.2"), ports=[Port.grpc(9090)],
                              traits=[Metadata(part_of="shop", component="checkout")])
    frontend = GoMicroservice(chart, "frontend", image=Image.of("shop/frontend:2.4.0"), traits=[Metadata(part_of="shop", component="frontend")])
    recommendations = GoWorker(chart, "recommendations", image=Image.of("shop/recommendations:0.9.0"),
                               replicas=1, without=[Availability.ID],  # nobody waits for it, so its node may be drained
                               traits=[Metadata(part_of="shop", component="recommendations")])

    catalogue.uses(catalogue_db)
    checkout.uses(orders_db)
    frontend.calls(catalogue)
    frontend.calls(cart)
    frontend.calls(checkout)
    checkout.calls(cart)
    checkout.calls(payments, resilience=Resilience.of(timeout=Duration.seconds(2)))
    recommendations.calls(catalogue)
    recommendations.calls(checkout)
    frontend.add_caller(NetworkPeer.namespace("gateway"))
    return app, frontend


def main(out):
    app, _ = shop("team-shop", os.path.join(out, "manifests"))
    app.synth()

    # Without an owner, the rule objects, and nothing is written.
    app, frontend = shop(None, os.path.join(out, "refused"))
    frontend.add_traits(Timezone("Europe/Zurich"))
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
    tz = frontend.explain().value_of("env/TZ")
    if tz is None or tz.who != "timezone":
        sys.exit("explain() does not know the trait written in Python")


main(sys.argv[1])
