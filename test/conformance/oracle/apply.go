package main

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/client-go/applyconfigurations"
	clientscheme "k8s.io/client-go/kubernetes/scheme"
)

// fieldManager is who applies.
const fieldManager = "oracle"

// typeConverter knows the list types and keys of every built-in kind. It is
// made on first use: reading its schema takes longer than judging an object.
var typeConverter = sync.OnceValue(func() managedfields.TypeConverter {
	return applyconfigurations.NewTypeConverter(clientscheme.Scheme)
})

// appliable is false for kinds whose schema is not in client-go.
func appliable(gvk schema.GroupVersionKind) bool {
	return clientscheme.Scheme.Recognizes(gvk)
}

// applyToNothing is server-side apply of an object that does not exist yet.
func applyToNothing(resource resource, gvk schema.GroupVersionKind, raw json.RawMessage) (runtime.Object, error) {
	empty, err := resource.scheme.New(gvk)
	if err != nil {
		return nil, err
	}
	return apply(resource, gvk, raw, empty)
}

// apply merges a manifest into a live object, as the manager who applied it before.
func apply(resource resource, gvk schema.GroupVersionKind, raw json.RawMessage, live runtime.Object) (runtime.Object, error) {
	var patch unstructured.Unstructured
	if err := json.Unmarshal(raw, &patch.Object); err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	if resource.strategy.NamespaceScoped() && patch.GetNamespace() == "" {
		patch.SetNamespace(defaultNamespace)
	}
	manager, err := managedfields.NewDefaultFieldManager(typeConverter(), resource.scheme, resource.scheme, resource.scheme, gvk, internal(gvk), "", nil)
	if err != nil {
		return nil, err
	}
	return manager.Apply(live, &patch, fieldManager, true)
}

// applyProblems takes an apply error apart, which lists its reasons as text:
//
//	failed to create typed patch object (shop/checkout; apps/v1, Kind=Deployment): errors:
//	  .spec.template.spec.containers[name="app"].env: duplicate entries for key [name="A"]
func applyProblems(err error) []Problem {
	const kind = "ServerSideApply"
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		return problems(err)
	}
	_, reasons, found := strings.Cut(err.Error(), "): ")
	if !found {
		return []Problem{{Type: kind, Message: err.Error()}}
	}
	var list []Problem
	for _, line := range strings.Split(strings.TrimPrefix(reasons, "errors:\n"), "\n") {
		field, message, found := strings.Cut(strings.TrimSpace(line), ": ")
		if !found {
			field, message = "", strings.TrimSpace(line)
		}
		list = append(list, Problem{Field: strings.TrimPrefix(field, "."), Type: kind, Message: message})
	}
	return list
}
