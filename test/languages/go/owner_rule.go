package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-gopher/cdk8s-gopher-go/gopher"
)

// everyServiceHasAnOwner is a rule of one company.
type everyServiceHasAnOwner struct{ gopher.Rule }

func newEveryServiceHasAnOwner() gopher.Rule {
	rule := &everyServiceHasAnOwner{}
	gopher.NewRule_Override(rule)
	return rule
}

func (*everyServiceHasAnOwner) RuleId() *string { return jsii.String("company/owner") }
func (*everyServiceHasAnOwner) Reason() *string {
	return jsii.String("Nobody is called when it breaks.")
}
func (*everyServiceHasAnOwner) Remedy() *string { return jsii.String("Say the owner on the platform.") }

func (*everyServiceHasAnOwner) Check(manifests gopher.Manifests, report gopher.RuleReport) {
	for _, deployment := range *manifests.OfKind(jsii.String("Deployment")) {
		if deployment.Label(jsii.String("owner")) == nil {
			report.Add(deployment, jsii.String("metadata.labels"), jsii.String("there is no owner"), nil)
		}
	}
}
