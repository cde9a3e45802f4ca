package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-gopher/cdk8s-gopher-go/gopher"
)

// timezone is a trait of one team.
type timezone struct {
	gopher.Trait
	zone string
}

func newTimezone(zone string) gopher.Trait {
	trait := &timezone{zone: zone}
	gopher.NewTrait_Override(trait)
	return trait
}

func (*timezone) TraitId() *string { return jsii.String("timezone") }

func (t *timezone) Bind(host gopher.ITraitHost) {
	host.Draft().AddEnv(jsii.String("TZ"), jsii.String(t.zone), jsii.String("reports are cut at local midnight"))
}
