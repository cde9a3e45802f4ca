package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-gopher/cdk8s-gopher-go/gopher"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

// shop is the shop of examples/shop.
func shop(owner *string, committed string) (gopher.GopherApp, gopher.GoMicroservice) {
	app := gopher.NewGopherApp(&gopher.GopherAppProps{
		CommittedDir: jsii.String(committed),
		Order:        gopher.ObjectOrder_BY_KIND,
		Rules:        &[]gopher.IRule{newEveryServiceHasAnOwner()},
		Platform: gopher.NewPlatform(&gopher.PlatformProps{
			GoldenPath: gopher.GoldenPath_V1(),
			Registry:   jsii.String("registry.example.com"),
			Owner:      owner,
			Telemetry:  &gopher.TelemetryEndpoint{Endpoint: jsii.String("http://collector.observability.svc.cluster.local:4318")},
		}),
	})

	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	gopher.NewNamespace(chart, jsii.String("shop"), nil)

	catalogueDb, ordersDb := postgres(chart, "catalogue-db"), postgres(chart, "orders-db")

	catalogue := gopher.NewGoMicroservice(chart, jsii.String("catalogue"), &gopher.GoMicroserviceProps{
		Image:  gopher.Image_Of(jsii.String("shop/catalogue:1.3.1")),
		Traits: &[]gopher.ITrait{partOfShop("catalogue")},
	})

	cartKey := gopher.ExternalSecret_Generated(chart, jsii.String("cart-key"), &gopher.GeneratedSecretProps{Keys: jsii.Strings("key")})
	cart := gopher.NewGoMicroservice(chart, jsii.String("cart"), &gopher.GoMicroserviceProps{
		Image:   gopher.Image_Of(jsii.String("shop/cart:1.1.0")),
		Ports:   &[]gopher.Port{gopher.Port_Grpc(jsii.Number(9090))},
		Secrets: &map[string]gopher.SecretKey{"CART_KEY": cartKey.Key(jsii.String("key"))},
		Traits:  &[]gopher.ITrait{partOfShop("cart")},
	})

	payments := gopher.NewGoMicroservice(chart, jsii.String("payments"), &gopher.GoMicroserviceProps{
		Image:  gopher.Image_Of(jsii.String("shop/payments:1.0.4")),
		Ports:  &[]gopher.Port{gopher.Port_Grpc(jsii.Number(9090))},
		Traits: &[]gopher.ITrait{partOfShop("payments")},
	})

	checkout := gopher.NewGoMicroservice(chart, jsii.String("checkout"), &gopher.GoMicroserviceProps{
		Image:  gopher.Image_Of(jsii.String("shop/checkout:1.8.2")),
		Ports:  &[]gopher.Port{gopher.Port_Grpc(jsii.Number(9090))},
		Traits: &[]gopher.ITrait{partOfShop("checkout")},
	})

	frontend := gopher.NewGoMicroservice(chart, jsii.String("frontend"), &gopher.GoMicroserviceProps{
		Image:  gopher.Image_Of(jsii.String("shop/frontend:2.4.0")),
		Traits: &[]gopher.ITrait{partOfShop("frontend")},
	})

	recommendations := gopher.NewGoWorker(chart, jsii.String("recommendations"), &gopher.GoWorkerProps{
		Image:    gopher.Image_Of(jsii.String("shop/recommendations:0.9.0")),
		Replicas: jsii.Number(1), // nobody waits for it, so its node may be drained
		Without:  &[]*string{gopher.Availability_ID()},
		Traits:   &[]gopher.ITrait{partOfShop("recommendations")},
	})

	catalogue.Uses(catalogueDb)
	checkout.Uses(ordersDb)
	frontend.Calls(catalogue, nil)
	frontend.Calls(cart, nil)
	frontend.Calls(checkout, nil)
	checkout.Calls(cart, nil)
	checkout.Calls(payments, &gopher.CallOptions{
		Resilience: gopher.Resilience_Of(&gopher.ResilienceProps{Timeout: cdk8s.Duration_Seconds(jsii.Number(2))}),
	})
	recommendations.Calls(catalogue, nil)
	recommendations.Calls(checkout, nil)
	frontend.AddCaller(gopher.NetworkPeer_Namespace(jsii.String("gateway")), nil)

	return app, frontend
}

func postgres(chart cdk8s.Chart, name string) gopher.StatefulDatabase {
	return gopher.NewStatefulDatabase(chart, jsii.String(name), &gopher.StatefulDatabaseProps{
		Engine:      gopher.DatabaseEngine_Postgres(jsii.String("17")),
		Credentials: gopher.ExternalSecret_Generated(chart, jsii.String(name+"-credentials"), nil),
		Storage:     cdk8s.Size_Gibibytes(jsii.Number(20)),
		Memory:      cdk8s.Size_Gibibytes(jsii.Number(1)),
		Cpu:         gopher.Cpu_Millis(jsii.Number(500)),
	})
}

func partOfShop(component string) gopher.ITrait {
	return gopher.NewMetadata(&gopher.MetadataProps{PartOf: jsii.String("shop"), Component: jsii.String(component)})
}
