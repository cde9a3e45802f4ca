// The shop of examples/shop in Go, with a rule and a trait written in Go.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-gopher/cdk8s-gopher-go/gopher"
)

func main() {
	out := os.Args[1]
	app, _ := shop(jsii.String("team-shop"), filepath.Join(out, "manifests"))
	app.Synth()

	// Without an owner, the rule objects, and nothing is written.
	refused := filepath.Join(out, "refused")
	app, frontend := shop(nil, refused)
	frontend.AddTraits(newTimezone("Europe/Zurich"))
	said := refusal(app)
	wanted := "[shop/checkout] company/owner: Deployment shop/checkout, metadata.labels: there is no owner. Say the owner on the platform."
	if !strings.Contains(said, wanted) {
		log.Fatalf("the rule written in Go did not object, or in other words:\n%s", said)
	}
	if _, err := os.Stat(refused); err == nil {
		log.Fatal("something was written in spite of the problem")
	}

	// The trait wrote into the draft, and explain() says who it was.
	if tz := frontend.Explain().ValueOf(jsii.String("env/TZ")); tz == nil || *tz.Who != "timezone" {
		log.Fatal("explain() does not know the trait written in Go")
	}
}

// refusal is what synthesis says when it refuses to write.
func refusal(app gopher.GopherApp) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	app.Synth()
	return
}
