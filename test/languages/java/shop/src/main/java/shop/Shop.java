package shop;

import dev.cdk8sgopher.Cpu;
import dev.cdk8sgopher.DatabaseEngine;
import dev.cdk8sgopher.ExternalSecret;
import dev.cdk8sgopher.GoMicroservice;
import dev.cdk8sgopher.GopherApp;
import dev.cdk8sgopher.Image;
import dev.cdk8sgopher.Metadata;
import dev.cdk8sgopher.Namespace;
import dev.cdk8sgopher.NetworkPeer;
import dev.cdk8sgopher.ObjectOrder;
import dev.cdk8sgopher.Platform;
import dev.cdk8sgopher.Port;
import dev.cdk8sgopher.StatefulDatabase;
import dev.cdk8sgopher.TelemetryEndpoint;
import java.util.List;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
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
                        .registry("registry.example.com")
                        .owner(owner)
                        .telemetry(TelemetryEndpoint.builder().endpoint("http://collector.observability.svc.cluster.local:4318").build())
                        .build())
                .build();

        Chart chart = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
        new Namespace(chart, "shop");

        StatefulDatabase orders = StatefulDatabase.Builder.create(chart, "orders-db")
                .engine(DatabaseEngine.postgres("17"))
                .credentials(ExternalSecret.generated(chart, "orders-db-credentials"))
                .storage(Size.gibibytes(20))
                .memory(Size.gibibytes(1))
                .cpu(Cpu.millis(500))
                .build();

        GoMicroservice checkout = GoMicroservice.Builder.create(chart, "checkout")
                .image(Image.of("shop/checkout:1.8.2"))
                .ports(List.of(Port.grpc(9090)))
                .traits(List.of(partOfShop("checkout")))
                .build();
        checkout.uses(orders);

        frontend = GoMicroservice.Builder.create(chart, "frontend")
                .image(Image.of("shop/frontend:2.4.0"))
                .traits(List.of(partOfShop("frontend")))
                .build();
        frontend.calls(checkout);
        frontend.addCaller(NetworkPeer.namespace("gateway"));
    }

    private static Metadata partOfShop(String component) {
        return Metadata.Builder.create().partOf("shop").component(component).build();
    }
}
