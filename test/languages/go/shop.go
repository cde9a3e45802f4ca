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
			Registry:  jsii.String("registry.example.com"),
			Owner:     owner,
			Telemetry: &gopher.TelemetryEndpoint{Endpoint: jsii.String("http://collector.observability.svc.cluster.local:4318")},
		}),
	})

	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	gopher.NewNamespace(chart, jsii.String("shop"), nil)

	orders := gopher.NewStatefulDatabase(chart, jsii.String("orders-db"), &gopher.StatefulDatabaseProps{
		Engine:      gopher.DatabaseEngine_Postgres(jsii.String("17")),
		Credentials: gopher.ExternalSecret_Generated(chart, jsii.String("orders-db-credentials"), nil),
		Storage:     cdk8s.Size_Gibibytes(jsii.Number(20)),
		Memory:      cdk8s.Size_Gibibytes(jsii.Number(1)),
		Cpu:         gopher.Cpu_Millis(jsii.Number(500)),
	})

	checkout := gopher.NewGoMicroservice(chart, jsii.String("checkout"), &gopher.GoMicroserviceProps{
		Image:  gopher.Image_Of(jsii.String("shop/checkout:1.8.2")),
		Ports:  &[]gopher.Port{gopher.Port_Grpc(jsii.Number(9090))},
		Traits: &[]gopher.ITrait{partOfShop("checkout")},
	})
	checkout.Uses(orders)

	frontend := gopher.NewGoMicroservice(chart, jsii.String("frontend"), &gopher.GoMicroserviceProps{
		Image:  gopher.Image_Of(jsii.String("shop/frontend:2.4.0")),
		Traits: &[]gopher.ITrait{partOfShop("frontend")},
	})
	frontend.Calls(checkout, nil)
	frontend.AddCaller(gopher.NetworkPeer_Namespace(jsii.String("gateway")), nil)

	return app, frontend
}

func partOfShop(component string) gopher.ITrait {
	return gopher.NewMetadata(&gopher.MetadataProps{PartOf: jsii.String("shop"), Component: jsii.String(component)})
}
