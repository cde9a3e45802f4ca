package main

import (
	"reflect"
	"sync"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

var evaluator = sync.OnceValue(newEvaluator)

// newEvaluator goes through reflection since NewEvaluator has, from 1.34 on, a
// second parameter: the version to emulate, nil for none.
func newEvaluator() policy.Evaluator {
	construct := reflect.ValueOf(policy.NewEvaluator)
	args := []reflect.Value{reflect.ValueOf(policy.DefaultChecks())}
	for i := 1; i < construct.Type().NumIn(); i++ {
		args = append(args, reflect.Zero(construct.Type().In(i)))
	}
	results := construct.Call(args)
	if err, failed := results[1].Interface().(error); failed {
		panic(err)
	}
	return results[0].Interface().(policy.Evaluator)
}

// judgePodSecurity checks a pod, or the pods of a workload, against a Pod
// Security Standard. An object without pods is accepted.
func judgePodSecurity(q Question) Answer {
	level, err := api.ParseLevel(q.Level)
	if err != nil {
		return unanswered("BadQuestion", "level: %v", err)
	}
	version := api.LatestVersion()
	if q.Version != "" {
		if version, err = api.ParseVersion("v" + q.Version); err != nil {
			return unanswered("BadQuestion", "version: %v", err)
		}
	}
	object, _, gvk, _, refusal := read(q.Object)
	if refusal != nil {
		return *refusal
	}
	extractor := admission.DefaultPodSpecExtractor{}
	versioned, err := legacyscheme.Scheme.ConvertToVersion(object, schema.GroupVersion{Group: gvk.Group, Version: gvk.Version})
	if err != nil {
		return judged(nil, nil, nil) // a kind outside the built-in API, so without pods
	}
	podMeta, podSpec, err := extractor.ExtractPodSpec(versioned)
	if err != nil || podSpec == nil {
		return judged(nil, nil, nil)
	}
	var problems []Problem
	for _, result := range evaluator().EvaluatePod(api.LevelVersion{Level: level, Version: version}, podMeta, podSpec) {
		if !result.Allowed {
			problems = append(problems, Problem{Type: result.ForbiddenReason, Message: result.ForbiddenDetail})
		}
	}
	return judged(problems, nil, nil)
}
