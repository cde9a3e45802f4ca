package main

import (
	"encoding/json"
	"fmt"

	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/local_ratelimit/v3" // what a patch may hold
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/anypb"
)

// validated is a message of Envoy's with the rules of its definition.
type validated interface{ ValidateAll() error }

// judgePatches asks Envoy's own definitions about an EnvoyFilter, whose definition leaves open what it patches with.
func judgePatches(object map[string]any) []Problem {
	if object["kind"] != "EnvoyFilter" {
		return nil
	}
	spec, _ := object["spec"].(map[string]any)
	patches, _ := spec["configPatches"].([]any)
	var problems []Problem
	for i, patch := range patches {
		place := fmt.Sprintf("spec.configPatches[%d]", i)
		configPatch, _ := patch.(map[string]any)
		content, _ := configPatch["patch"].(map[string]any)
		if configPatch["applyTo"] != "HTTP_FILTER" {
			problems = append(problems, Problem{Field: place + ".applyTo", Type: "NotJudged", Message: fmt.Sprintf("patches of %v are not judged", configPatch["applyTo"])})
			continue
		}
		if err := judgeHTTPFilter(content["value"]); err != nil {
			problems = append(problems, Problem{Field: place + ".patch.value", Type: "Envoy", Message: err.Error()})
		}
	}
	return problems
}

func judgeHTTPFilter(value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	filter := &hcm.HttpFilter{}
	if err := protojson.Unmarshal(text, filter); err != nil {
		return err
	}
	if err := filter.ValidateAll(); err != nil {
		return err
	}
	if filter.GetTypedConfig() == nil {
		return fmt.Errorf("the filter %s has no typed_config", filter.GetName())
	}
	return judgeTyped(filter.GetTypedConfig())
}

func judgeTyped(config *anypb.Any) error {
	message, err := config.UnmarshalNew()
	if err != nil {
		return err
	}
	rules, found := message.(validated)
	if !found {
		return fmt.Errorf("%s has no rules", config.GetTypeUrl())
	}
	return rules.ValidateAll()
}
