// This program says how the services of __PROJECT__ run on Kubernetes; all manifests follow from it.
package main

import (
	"fmt"
	"os"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-gopher/cdk8s-gopher-go/gopher"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

const registry = "__REGISTRY__"

func main() {
	local := localPlatform(os.Getenv("CLUSTER"))
	lock := gopher.ImageLock_Read(nil)
	image := func(name string) gopher.Image {
		if local != nil {
			return gopher.Image_Of(jsii.String(registry + "/" + name + ":dev"))
		}
		return lock.Image(jsii.String("production"), jsii.String(registry+"/"+name))
	}

	props := &gopher.GopherAppProps{Platform: local}
	if local == nil {
		props = &gopher.GopherAppProps{Platform: gopher.Platform_Conformant(&gopher.PlatformProps{GoldenPath: goldenPath()}), CommittedDir: jsii.String("manifests")}
	}
	app := gopher.NewGopherApp(props)
	chart := cdk8s.NewChart(app, jsii.String("__PROJECT__"), &cdk8s.ChartProps{Namespace: jsii.String("__PROJECT__")})
	gopher.NewNamespace(chart, jsii.String("__PROJECT__"), nil)

__WORKLOADS__

	// Who calls whom is said here, and opens both network policies: frontend.Calls(checkout, nil).
	// A service that nobody calls lets nobody in. For a gateway's requests: frontend.AddCaller(gopher.NetworkPeer_Namespace(jsii.String("gateway")), nil).

	synth(app)
}

// synth writes the manifests. Problems come as a panic; each of them names its construct, and says what to do.
func synth(app gopher.GopherApp) {
	defer func() {
		if problems := recover(); problems != nil {
			fmt.Fprintln(os.Stderr, problems)
			os.Exit(1)
		}
	}()
	app.Synth()
}

// goldenPath is the version of the defaults: an upgrade of the library restarts nothing.
// What the next one changes: npx cdk8s-gopher plan --golden-path next
func goldenPath() gopher.GoldenPath {
	return gopher.GoldenPath_V1()
}

// localPlatform is a cluster on this machine, if the variable CLUSTER names one.
func localPlatform(cluster string) gopher.Platform {
	switch cluster {
	case "":
		return nil
	case "kind":
		return gopher.Platform_Kind(&gopher.PlatformProps{GoldenPath: goldenPath()})
	case "minikube":
		return gopher.Platform_Minikube(&gopher.PlatformProps{GoldenPath: goldenPath()})
	}
	fmt.Fprintf(os.Stderr, "CLUSTER is %q; it can be kind or minikube.\n", cluster)
	os.Exit(2)
	return nil
}
