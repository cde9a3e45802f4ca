package shop;

import dev.cdk8sgopher.Availability;
import dev.cdk8sgopher.CallOptions;
import dev.cdk8sgopher.Cpu;
import dev.cdk8sgopher.DatabaseEngine;
import dev.cdk8sgopher.ExternalSecret;
import dev.cdk8sgopher.GeneratedSecretProps;
import dev.cdk8sgopher.GoMicroservice;
import dev.cdk8sgopher.GoWorker;
import dev.cdk8sgopher.GoldenPath;
import dev.cdk8sgopher.GopherApp;
import dev.cdk8sgopher.Image;
import dev.cdk8sgopher.Metadata;
import dev.cdk8sgopher.Namespace;
import dev.cdk8sgopher.NetworkPeer;
import dev.cdk8sgopher.ObjectOrder;
import dev.cdk8sgopher.Platform;
import dev.cdk8sgopher.Port;
import dev.cdk8sgopher.Resilience;
import dev.cdk8sgopher.ResilienceProps;
import dev.cdk8sgopher.StatefulDatabase;
import dev.cdk8sgopher.TelemetryEndpoint;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Duration;
import org.cdk8s.Size;

/** The shop of examples/shop. */
final class Shop {
    final GopherApp app;
    final GoMicroservice frontend;

    Shop(String owner, String committed) {
        app = GopherApp.Builder.create()
                .committedDir(committed)
                .order(ObjectOrder.BY_KIND)
                .rules(List.of(new EveryServiceHasAnOwner()))
                .platform(Platform.Builder.create()
                        .goldenPath(GoldenPath.V1)
                        .registry("registry.example.com")
                        .owner(owner)
                        .telemetry(TelemetryEndpoint.builder().endpoint("http://collector.observability.svc.cluster.local:4318").build())
                        .build())
                .build();

        Chart chart = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
        new Namespace(chart, "shop");

        StatefulDatabase catalogueDb = postgres(chart, "catalogue-db");
        StatefulDatabase ordersDb = postgres(chart, "orders-db");

        GoMicroservice catalogue = GoMicroservice.Builder.create(chart, "catalogue")
                .image(Image.of("shop/catalogue:1.3.1"))
                .traits(List.of(partOfShop("catalogue")))
                .build();

        ExternalSecret cartKey = ExternalSecret.generated(chart, "cart-key", GeneratedSecretProps.builder().keys(List.of("key")).build());
        GoMicroservice cart = GoMicroservice.Builder.create(chart, "cart")
                .image(Image.of("shop/cart:1.1.0"))
                .ports(List.of(Port.grpc(9090)))
                .secrets(Map.of("CART_KEY", cartKey.key("key")))
                .traits(List.of(partOfShop("cart")))
                .build();

        GoMicroservice payments = GoMicroservice.Builder.create(chart, "payments")
                .image(Image.of("shop/payments:1.0.4"))
                .ports(List.of(Port.grpc(9090)))
                .traits(List.of(partOfShop("payments")))
                .build();

        GoMicroservice checkout = GoMicroservice.Builder.create(chart, "checkout")
                .image(Image.of("shop/checkout:1.8.2"))
                .ports(List.of(Port.grpc(9090)))
                .traits(List.of(partOfShop("checkout")))
                .build();

        frontend = GoMicroservice.Builder.create(chart, "frontend")
                .image(Image.of("shop/frontend:2.4.0"))
                .traits(List.of(partOfShop("frontend")))
                .build();

        GoWorker recommendations = GoWorker.Builder.create(chart, "recommendations")
                .image(Image.of("shop/recommendations:0.9.0"))
                .replicas(1) // nobody waits for it, so its node may be drained
                .without(List.of(Availability.ID))
                .traits(List.of(partOfShop("recommendations")))
                .build();

        catalogue.uses(catalogueDb);
        checkout.uses(ordersDb);
        frontend.calls(catalogue);
        frontend.calls(cart);
        frontend.calls(checkout);
        checkout.calls(cart);
        checkout.calls(payments, CallOptions.builder()
                .resilience(Resilience.of(ResilienceProps.builder().timeout(Duration.seconds(2)).build()))
                .build());
        recommendations.calls(catalogue);
        recommendations.calls(checkout);
        frontend.addCaller(NetworkPeer.namespace("gateway"));
    }

    private static StatefulDatabase postgres(Chart chart, String name) {
        return StatefulDatabase.Builder.create(chart, name)
                .engine(DatabaseEngine.postgres("17"))
                .credentials(ExternalSecret.generated(chart, name + "-credentials"))
                .storage(Size.gibibytes(20))
                .memory(Size.gibibytes(1))
                .cpu(Cpu.millis(500))
                .build();
    }

    private static Metadata partOfShop(String component) {
        return Metadata.Builder.create().partOf("shop").component(component).build();
    }
}
