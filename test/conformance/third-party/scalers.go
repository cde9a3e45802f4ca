package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Scalers are what KEDA's triggers read, by their type. Its definitions leave a
// trigger's metadata open, and KEDA passes over keys that it does not know.
type Scalers map[string][]Parameter

// Parameter is one thing that a trigger reads.
type Parameter struct {
	Name       string   `json:"name"`
	Optional   bool     `json:"optional"`
	Default    any      `json:"default"`
	Exclusive  []string `json:"exclusiveSet"`
	Allowed    []string `json:"allowedValue"`
	InMetadata bool     `json:"metadataVariableReadable"`
	InEnv      bool     `json:"envVariableReadable"`
	InAuth     bool     `json:"triggerAuthenticationVariableReadable"`
}

func readScalers(folder string) (Scalers, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*", "scalers-schema.json"))
	if err != nil {
		return nil, err
	}
	if len(files) != 1 {
		return nil, fmt.Errorf("%s: %d files of KEDA's scalers, not one", folder, len(files))
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	var all struct {
		Scalers []struct {
			Type       string      `json:"type"`
			Parameters []Parameter `json:"parameters"`
		} `json:"scalers"`
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	scalers := Scalers{}
	for _, scaler := range all.Scalers {
		scalers[scaler.Type] = scaler.Parameters
	}
	return scalers, nil
}

func (s Scalers) judge(object map[string]any) []Problem {
	if apiVersion, _ := object["apiVersion"].(string); !strings.HasPrefix(apiVersion, "keda.sh/") {
		return nil
	}
	spec, _ := object["spec"].(map[string]any)
	triggers, _ := spec["triggers"].([]any)
	var problems []Problem
	for i, item := range triggers {
		trigger, _ := item.(map[string]any)
		at := fmt.Sprintf("spec.triggers[%d]", i)
		kind, _ := trigger["type"].(string)
		parameters, known := s[kind]
		if !known {
			problems = append(problems, Problem{Field: at + ".type", Type: "KEDA", Message: fmt.Sprintf("there is no scaler of the type %q", kind)})
			continue
		}
		metadata, _ := trigger["metadata"].(map[string]any)
		_, authenticated := trigger["authenticationRef"]
		problems = append(problems, unread(at, kind, metadata, parameters)...)
		problems = append(problems, missing(at, metadata, parameters, authenticated)...)
	}
	return problems
}

func unread(at, kind string, metadata map[string]any, parameters []Parameter) []Problem {
	var problems []Problem
	for key, value := range metadata {
		read := slices.IndexFunc(parameters, func(p Parameter) bool {
			return p.InMetadata && p.Name == key || p.InEnv && p.Name+"FromEnv" == key
		})
		field := at + ".metadata." + key
		if read < 0 {
			problems = append(problems, Problem{Field: field, Type: "KEDA", Message: fmt.Sprintf("the scaler %s does not read it", kind)})
		} else if allowed := parameters[read].Allowed; len(allowed) > 0 && parameters[read].Name == key && !slices.Contains(allowed, fmt.Sprint(value)) {
			problems = append(problems, Problem{Field: field, Type: "KEDA", Message: fmt.Sprintf("%q is none of %s", value, strings.Join(allowed, ", "))})
		}
	}
	sort.Slice(problems, func(i, j int) bool { return problems[i].Field < problems[j].Field })
	return problems
}

func missing(at string, metadata map[string]any, parameters []Parameter, authenticated bool) []Problem {
	var problems []Problem
	for _, p := range parameters {
		_, given := metadata[p.Name]
		_, fromEnv := metadata[p.Name+"FromEnv"]
		if given || fromEnv || p.Optional || p.Default != nil || len(p.Exclusive) > 0 || p.InAuth && authenticated {
			continue
		}
		problems = append(problems, Problem{Field: at + ".metadata." + p.Name, Type: "KEDA", Message: "is required"})
	}
	return problems
}
