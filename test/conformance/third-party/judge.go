package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strings"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func newReader(text []byte) *bufio.Reader {
	return bufio.NewReader(bytes.NewReader(text))
}

// judge does what the API server does with a request: decode, default, validate.
func (d *Definitions) judge(question Question) Answer {
	object := &unstructured.Unstructured{Object: question.Object}
	gvk := object.GroupVersionKind()
	kind, err := d.kind(gvk)
	if err != nil {
		return notJudged(err)
	}
	if kind == nil {
		return refused(field.NotSupported(field.NewPath("apiVersion"), object.GetAPIVersion(), d.served(gvk.GroupKind())))
	}
	strict, err := kind.decode(object)
	if err != nil {
		return Answer{Verdict: "reject", Strict: strict, Errors: []Problem{{Type: "Decoding", Message: err.Error()}}}
	}
	answer := Answer{Verdict: "accept", Strict: strict}
	var found field.ErrorList
	ctx := context.Background()
	if question.Op == "update" {
		old := &unstructured.Unstructured{Object: question.Old}
		if _, err := kind.decode(old); err != nil {
			return notJudged(fmt.Errorf("old: %w", err))
		}
		old.SetResourceVersion("1")
		object.SetResourceVersion("1")
		kind.strategy.PrepareForUpdate(ctx, object, old)
		found = kind.strategy.ValidateUpdate(ctx, object, old)
	} else {
		kind.strategy.PrepareForCreate(ctx, object)
		found = kind.strategy.Validate(ctx, object)
		answer.Warnings = kind.strategy.WarningsOnCreate(ctx, object)
	}
	answer.Errors = problemsOf(found)
	if kind.warning != "" {
		answer.Warnings = append(answer.Warnings, kind.warning)
	}
	if len(answer.Errors) > 0 || len(strict) > 0 {
		answer.Verdict = "reject"
	}
	return answer
}

// decode drops what is unknown, and says so; then fills in the defaults.
func (k *Kind) decode(object *unstructured.Unstructured) ([]string, error) {
	track := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	apiVersion, kind := object.GetAPIVersion(), object.GetKind()
	meta, _, unknown, err := objectmeta.GetObjectMetaWithOptions(object.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return unknown, err
	}
	if !k.open {
		unknown = append(unknown, pruning.PruneWithOptions(object.Object, k.structural, true, track)...)
		defaulting.PruneNonNullableNullsWithoutDefaults(object.Object, k.structural)
	}
	problem, inside := objectmeta.CoerceWithOptions(nil, object.Object, k.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	unknown = append(unknown, inside...)
	if problem != nil {
		return unknown, problem
	}
	object.SetAPIVersion(apiVersion)
	object.SetKind(kind)
	if err := objectmeta.SetObjectMeta(object.Object, meta); err != nil {
		return unknown, err
	}
	defaulting.Default(object.Object, k.structural)
	return unknown, nil
}

func (d *Definitions) served(kind schema.GroupKind) []string {
	var served []string
	for _, version := range d.kinds[kind].Spec.Versions {
		if version.Served {
			served = append(served, kind.Group+"/"+version.Name)
		}
	}
	return served
}

func refused(problems ...*field.Error) Answer {
	return Answer{Verdict: "reject", Errors: problemsOf(problems)}
}

func problemsOf(list field.ErrorList) []Problem {
	problems := make([]Problem, 0, len(list))
	for _, err := range list {
		problems = append(problems, Problem{Field: strings.TrimPrefix(err.Field, "<nil>."), Type: string(err.Type), Message: err.ErrorBody()})
	}
	return problems
}
