package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
)

// defaultNamespace is where an object without a namespace goes.
const defaultNamespace = "default"

// judgeCreate follows what registry.Store does for a POST, as far as it needs no etcd.
func judgeCreate(q Question) Answer {
	object, resource, gvk, strict, refusal := read(q.Object)
	if refusal != nil {
		return *refusal
	}
	var refused []Problem
	if q.SSA {
		if !appliable(gvk) {
			return unanswered("UnknownKind", "this oracle has no apply schema of %v", gvk)
		}
		applied, err := applyToNothing(resource, gvk, q.Object)
		if err == nil {
			object = applied
		} else {
			// The server would stop here. The other reasons are worth knowing too.
			refused = applyProblems(err)
		}
	}
	ctx, warnings := request(resource, gvk, object)
	undo, err := create(ctx, resource, object)
	undo()
	return judged(append(refused, problems(err)...), strict, warnings.texts)
}

// judgeUpdate follows what registry.Store does for a PUT, as far as it needs no etcd.
func judgeUpdate(q Question) Answer {
	object, resource, gvk, strict, refusal := read(q.Object)
	if refusal != nil {
		return *refusal
	}
	old, _, oldGVK, _, refusal := read(q.Old)
	if refusal != nil {
		return unanswered("BadQuestion", "old: %v", refusal.Errors)
	}
	if gvk.GroupKind() != oldGVK.GroupKind() {
		return unanswered("BadQuestion", "object is a %v, old a %v", gvk.GroupKind(), oldGVK.GroupKind())
	}
	if q.SSA && !appliable(gvk) {
		return unanswered("UnknownKind", "this oracle has no apply schema of %v", gvk)
	}

	ctx, warnings := request(resource, gvk, object)
	if !isStored(q.Old) {
		if q.SSA {
			applied, err := applyToNothing(resource, gvk, q.Old)
			if err != nil {
				return unanswered("BadQuestion", "old: %v", err)
			}
			old = applied
		}
		oldCtx, _ := request(resource, gvk, old)
		undo, err := stored(oldCtx, resource, old)
		defer undo()
		if err != nil {
			return unanswered("BadQuestion", "old: %v", err)
		}
		if err := setStatus(old, q); err != nil {
			return unanswered("BadQuestion", "status: %v", err)
		}
	}
	if q.SSA {
		applied, err := apply(resource, gvk, q.Object, old)
		if err != nil {
			return judged(applyProblems(err), strict, nil)
		}
		object = applied
	}
	undo, err := update(ctx, resource, object, old)
	undo()
	answer := judged(problems(err), strict, warnings.texts)
	answer.Unchanged = answer.Verdict == Accept && same(object, old)
	return answer
}

// setStatus gives a created object the status that it has in a cluster by now.
func setStatus(old runtime.Object, q Question) error {
	if len(q.Status) == 0 {
		return nil
	}
	var manifest map[string]json.RawMessage
	if err := json.Unmarshal(q.Old, &manifest); err != nil {
		return err
	}
	manifest["status"] = q.Status
	raw, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	object, _, _, _, refusal := read(raw)
	if refusal != nil {
		return fmt.Errorf("%v", refusal.Errors)
	}
	status := func(object runtime.Object) reflect.Value { return reflect.ValueOf(object).Elem().FieldByName("Status") }
	if !status(old).IsValid() {
		return fmt.Errorf("%T has none", old)
	}
	status(old).Set(status(object))
	return nil
}

// same tells whether two objects mean the same to the server but for their metadata,
// where it takes notes: a Job, for one, gets the labels of its template.
func same(object, old runtime.Object) bool {
	object = object.DeepCopyObject()
	accessor, err := meta.Accessor(object)
	if err != nil {
		return false
	}
	oldAccessor, err := meta.Accessor(old)
	if err != nil {
		return false
	}
	accessor.SetUID(oldAccessor.GetUID())
	accessor.SetLabels(oldAccessor.GetLabels())
	accessor.SetAnnotations(oldAccessor.GetAnnotations())
	accessor.SetFinalizers(oldAccessor.GetFinalizers())
	accessor.SetOwnerReferences(oldAccessor.GetOwnerReferences())
	accessor.SetResourceVersion(oldAccessor.GetResourceVersion())
	accessor.SetGeneration(oldAccessor.GetGeneration())
	accessor.SetCreationTimestamp(oldAccessor.GetCreationTimestamp())
	accessor.SetManagedFields(oldAccessor.GetManagedFields())
	return equality.Semantic.DeepEqual(object, old)
}

// read decodes as the server does for fieldValidation=Strict, into the
// internal version and with defaults.
func read(raw json.RawMessage) (runtime.Object, resource, schema.GroupVersionKind, []string, *Answer) {
	fail := func(answer Answer) (runtime.Object, resource, schema.GroupVersionKind, []string, *Answer) {
		return nil, resource{}, schema.GroupVersionKind{}, nil, &answer
	}
	var head metav1.TypeMeta
	if err := json.Unmarshal(raw, &head); err != nil {
		return fail(unanswered("BadQuestion", "%v", err))
	}
	gvk := head.GroupVersionKind()
	known, ok := resources[gvk.GroupKind()]
	if !ok || !known.scheme.Recognizes(gvk) {
		return fail(unanswered("UnknownKind", "%s %s is not known to this oracle", head.APIVersion, head.Kind))
	}

	info, _ := runtime.SerializerInfoForMediaType(known.codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	decoder := known.codecs.DecoderToVersion(info.StrictSerializer, internal(gvk))
	object, _, err := decoder.Decode(raw, &gvk, nil)
	var strict []string
	if unknown, ok := runtime.AsStrictDecodingError(err); ok && object != nil {
		for _, each := range unknown.Errors() {
			strict = append(strict, each.Error())
		}
	} else if err != nil {
		return fail(judged([]Problem{{Type: string(metav1.StatusReasonBadRequest), Message: err.Error()}}, nil, nil))
	}
	if known.strategy.NamespaceScoped() {
		if accessor, err := meta.Accessor(object); err == nil && accessor.GetNamespace() == "" {
			accessor.SetNamespace(defaultNamespace)
		}
	}
	return object, known, gvk, strict, nil
}

func internal(gvk schema.GroupVersionKind) schema.GroupVersion {
	return schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal}
}

// request is the context that the endpoint handlers would hand to the registry.
func request(resource resource, gvk schema.GroupVersionKind, object runtime.Object) (context.Context, *recorder) {
	namespace, name := "", ""
	if accessor, err := meta.Accessor(object); err == nil {
		name = accessor.GetName()
		if resource.strategy.NamespaceScoped() {
			namespace = accessor.GetNamespace()
		}
	}
	warnings := &recorder{}
	ctx := genericapirequest.WithNamespace(context.Background(), namespace)
	ctx = genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{
		IsResourceRequest: true,
		APIGroup:          gvk.Group,
		APIVersion:        gvk.Version,
		Namespace:         namespace,
		Name:              name,
	})
	return warning.WithWarningRecorder(ctx, warnings), warnings
}

type recorder struct{ texts []string }

func (r *recorder) AddWarning(_, text string) {
	if !slices.Contains(r.texts, text) { // as the server's own recorder does
		r.texts = append(r.texts, text)
	}
}

func create(ctx context.Context, resource resource, object runtime.Object) (func(), error) {
	name(resource, object)
	undo, err := resource.begin(ctx, object, nil)
	if err != nil {
		return undo, err
	}
	return undo, rest.BeforeCreate(resource.strategy, ctx, object)
}

// stored makes a plain manifest what the cluster would hold after its
// creation. It is not validated again: what is stored was valid once, perhaps
// by older rules.
func stored(ctx context.Context, resource resource, object runtime.Object) (func(), error) {
	name(resource, object)
	undo, err := resource.begin(ctx, object, nil)
	if err != nil {
		return undo, err
	}
	resource.strategy.PrepareForCreate(ctx, object)
	resource.strategy.Canonicalize(object)
	return undo, nil
}

func update(ctx context.Context, resource resource, object, old runtime.Object) (func(), error) {
	// A client that updates has read the object first, and sends its version.
	accessor, err := meta.Accessor(object)
	if err != nil {
		return func() {}, err
	}
	oldAccessor, err := meta.Accessor(old)
	if err != nil {
		return func() {}, err
	}
	if oldAccessor.GetResourceVersion() == "" {
		oldAccessor.SetResourceVersion("1")
	}
	if oldAccessor.GetUID() == "" {
		oldAccessor.SetUID(types.UID("00000000-0000-0000-0000-000000000000"))
	}
	accessor.SetResourceVersion(oldAccessor.GetResourceVersion())

	undo, err := resource.begin(ctx, object, old)
	if err != nil {
		return undo, err
	}
	return undo, rest.BeforeUpdate(resource.strategy, ctx, object, old)
}

// name gives an object the metadata that the server gives.
func name(resource resource, object runtime.Object) {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return
	}
	rest.FillObjectMetaSystemFields(accessor)
	if accessor.GetGenerateName() != "" && accessor.GetName() == "" {
		accessor.SetName(resource.strategy.GenerateName(accessor.GetGenerateName()))
	}
}

func isStored(raw json.RawMessage) bool {
	var object unstructured.Unstructured
	if err := json.Unmarshal(raw, &object.Object); err != nil {
		return false
	}
	status, _, _ := unstructured.NestedMap(object.Object, "status")
	return object.GetUID() != "" || len(status) > 0
}

// problems reads the error that the server would send.
func problems(err error) []Problem {
	if err == nil {
		return nil
	}
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return []Problem{{Type: string(metav1.StatusReasonInternalError), Message: err.Error()}}
	}
	details := status.Status().Details
	if details == nil || len(details.Causes) == 0 {
		return []Problem{{Type: string(status.Status().Reason), Message: status.Status().Message}}
	}
	var list []Problem
	for _, cause := range details.Causes {
		list = append(list, Problem{Field: cause.Field, Type: string(cause.Type), Message: cause.Message})
	}
	return list
}
