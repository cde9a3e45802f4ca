package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/crdserverscheme"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/registry/rest"
	"sigs.k8s.io/yaml"
)

// Definitions are the kinds that are known, each made ready when it is first asked about.
type Definitions struct {
	kinds map[schema.GroupKind]*v1.CustomResourceDefinition
	ready map[schema.GroupVersionKind]*Kind
}

// Kind is one version of a kind, ready to judge.
type Kind struct {
	structural *structuralschema.Structural
	strategy   strategy
	open       bool // spec.preserveUnknownFields, of old definitions
	warning    string
}

// strategy is what a custom resource's storage asks before it stores anything.
type strategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
}

func readDefinitions(folder string) (*Definitions, error) {
	definitions := &Definitions{kinds: map[schema.GroupKind]*v1.CustomResourceDefinition{}, ready: map[schema.GroupVersionKind]*Kind{}}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := definitions.read(text); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	return definitions, err
}

func (d *Definitions) read(text []byte) error {
	documents := utilyaml.NewYAMLReader(newReader(text))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var object map[string]any
		if err := yaml.Unmarshal(document, &object); err != nil {
			return err
		}
		if object["kind"] != "CustomResourceDefinition" {
			continue
		}
		if err := d.add(object); err != nil {
			return err
		}
	}
}

func (d *Definitions) add(object map[string]any) error {
	if object["apiVersion"] != "apiextensions.k8s.io/v1" {
		return fmt.Errorf("a definition of %v, not apiextensions.k8s.io/v1", object["apiVersion"])
	}
	text, err := json.Marshal(object)
	if err != nil {
		return err
	}
	definition := &v1.CustomResourceDefinition{}
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(definition); err != nil {
		return err
	}
	v1.SetObjectDefaults_CustomResourceDefinition(definition)
	kind := schema.GroupKind{Group: definition.Spec.Group, Kind: definition.Spec.Names.Kind}
	d.kinds[kind] = definition
	for known := range d.ready {
		if known.GroupKind() == kind {
			delete(d.ready, known)
		}
	}
	return nil
}

// kind makes a version of a kind ready, as the API server does when a definition is established.
func (d *Definitions) kind(gvk schema.GroupVersionKind) (*Kind, error) {
	if kind, found := d.ready[gvk]; found {
		return kind, nil
	}
	definition, found := d.kinds[gvk.GroupKind()]
	if !found {
		return nil, fmt.Errorf("there is no definition of %s", gvk.GroupKind())
	}
	kind, err := establish(definition, gvk)
	if err == nil {
		d.ready[gvk] = kind
	}
	return kind, err
}

func establish(definition *v1.CustomResourceDefinition, gvk schema.GroupVersionKind) (*Kind, error) {
	var version *v1.CustomResourceDefinitionVersion
	for i := range definition.Spec.Versions {
		if v := &definition.Spec.Versions[i]; v.Name == gvk.Version && v.Served {
			version = v
		}
	}
	if version == nil {
		return nil, nil
	}
	if version.Schema == nil || version.Schema.OpenAPIV3Schema == nil {
		return nil, fmt.Errorf("the definition of %s has no schema", gvk)
	}
	internal := &apiextensions.CustomResourceValidation{}
	if err := v1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(version.Schema, internal, nil); err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	if err := defaulting.PruneDefaults(structural); err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	namespaced := definition.Spec.Scope == v1.NamespaceScoped
	kind := &Kind{
		structural: structural,
		open:       definition.Spec.PreserveUnknownFields,
		strategy: customresource.NewStrategy(crdserverscheme.NewUnstructuredObjectTyper(), namespaced, gvk, validator, nil, structural,
			nil, nil, version.SelectableFields),
	}
	if version.Deprecated {
		kind.warning = fmt.Sprintf("%s %s is deprecated", gvk.GroupVersion(), gvk.Kind)
		if version.DeprecationWarning != nil {
			kind.warning = *version.DeprecationWarning
		}
	}
	return kind, nil
}
