package main

import (
	"fmt"
	"go/ast"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// The packages whose kinds are described field by field. Kinds of all other built-in
// packages are known by name only.
var described = map[string]bool{
	"core/v1": true, "apps/v1": true, "batch/v1": true, "autoscaling/v1": true, "autoscaling/v2": true, "policy/v1": true,
	"networking/v1": true, "rbac/v1": true, "scheduling/v1": true, "storage/v1": true, "discovery/v1": true,
	"coordination/v1": true, "admissionregistration/v1": true, "node/v1": true, "resource/v1": true, "apiextensions/v1": true,
}

// Kinds that nobody commits to git.
var undescribed = map[string]bool{
	"Node": true, "Event": true, "ComponentStatus": true, "ControllerRevision": true, "VolumeAttachment": true, "CSINode": true,
	"ResourceSlice": true, "Eviction": true, "IPAddress": true, "DeviceTaintRule": true,
}

// Types that decode themselves. The letters are explained in the README.
var special = map[string]string{
	"k8s.io/apimachinery/pkg/api/resource.Quantity":                                         "q",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString":                                       "x",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":                                             "t",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":                                        "u",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":                                         "a",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":                                          "a",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSON":                         "a",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrBool":        "?JSONSchemaProps",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrArray":       "?JSONSchemaProps",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrStringArray": "?JSONSchemaProps",
}

var basic = map[string]string{"string": "s", "bool": "b", "int32": "i", "int64": "l", "int": "l", "float64": "f"}

// String types without +enum whose values the API server checks all the same.
var closed = map[string]bool{
	"LabelSelectorOperator": true, "MetricSourceType": true, "ScalingPolicySelect": true, "HPAScalingPolicyType": true, "MetricTargetType": true,
	"PersistentVolumeClaimRetentionPolicyType": true, "RecursiveReadOnlyMode": true, "ResourceResizeRestartPolicy": true,
	"ContainerRestartPolicy": true, "ContainerRestartRuleAction": true, "ContainerRestartRuleOnExitCodesOperator": true,
	"OSName": true, "PodSELinuxChangePolicy": true, "LoadBalancerIPMode": true, "FSGroupPolicy": true,
	"VolumeLifecycleMode": true, "ParameterNotFoundActionType": true, "ConversionStrategyType": true, "ResourceScope": true,
}

// Types that share their name with another type.
var qualified = map[string]bool{
	"k8s.io/api/resource/v1.ResourceClaim":                                         true,
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.ServiceReference":    true,
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.WebhookClientConfig": true,
	"k8s.io/api/autoscaling/v1.HorizontalPodAutoscalerStatus":                      true,
	"k8s.io/api/autoscaling/v1.CrossVersionObjectReference":                        true,
	"k8s.io/api/autoscaling/v1.HorizontalPodAutoscalerSpec":                        true,
	"k8s.io/api/autoscaling/v1.HorizontalPodAutoscaler":                            true,
	"k8s.io/api/discovery/v1.EndpointPort":                                         true,
}

// Fields that read as required in the source, and that the API server takes without, somewhere or in some minor.
var unenforced = setOf(`
	HTTPHeader.value Sysctl.value TokenRequest.audience ISCSIVolumeSource.lun ISCSIPersistentVolumeSource.lun
	SleepAction.seconds PriorityClass.value RoleRef.apiGroup CSIDriver.spec PreferredSchedulingTerm.preference
	StatefulSetSpec.serviceName NetworkPolicySpec.podSelector LimitRangeSpec.limits EndpointSlice.endpoints EndpointSlice.addressType
	PodFailurePolicyOnPodConditionsPattern.status PodFailurePolicy.rules CustomResourceDefinitionVersion.served
	CustomResourceDefinitionVersion.storage CustomResourceDefinitionNames.kind PersistentVolumeClaimTemplate.spec
	EvictionResponder.priority DeviceClass.spec ResourceClaim.spec ResourceClaimTemplate.spec ResourceClaimTemplateSpec.spec
	CustomResourceConversion.strategy LimitRangeItem.type CSIStorageCapacity.storageClassName HTTPGetAction.port TCPSocketAction.port
	FlexVolumeSource.driver OpaqueDeviceConfiguration.parameters AppArmorProfile.type
	OwnerReference.apiVersion OwnerReference.kind OwnerReference.name OwnerReference.uid ClusterTrustBundleProjection.path
	PodCertificateProjection.signerName PodCertificateProjection.keyType TypedLocalObjectReference.kind TypedLocalObjectReference.name
`)

// Fields that read as optional, and that the API server insists on.
var enforced = setOf(`Container.image EphemeralContainer.image HTTPIngressPath.pathType`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// A field as the table writes it: its name, with ! if it is required, and its type.
type field struct{ name, typ string }

// A snapshot is the structure of one minor.
type snapshot struct {
	minor int
	kinds map[string]map[string]kind // apps/v1 → Deployment
	types map[string][]field
	enums map[string][]string
}

type kind struct {
	id          string // the described type, or empty
	clusterWide bool
	introduced  int
	removed     int
	replacedBy  string
}

type reader struct {
	source   source
	packages map[string]*goPackage
	ids      map[string]string // package.Type → id
	out      *snapshot
}

func read(s source, minor int) (*snapshot, error) {
	r := &reader{s, map[string]*goPackage{}, map[string]string{}, &snapshot{minor, map[string]map[string]kind{}, map[string][]field{}, map[string][]string{}}}
	for _, path := range s.groupVersions() {
		if err := r.readKinds(path); err != nil {
			return nil, err
		}
	}
	return r.out, nil
}

func (r *reader) pkg(path string) (*goPackage, error) {
	if found, ok := r.packages[path]; ok {
		return found, nil
	}
	parsed, err := parse(r.source, path)
	r.packages[path] = parsed
	return parsed, err
}

func (r *reader) readKinds(path string) error {
	pkg, err := r.pkg(path)
	if err != nil {
		return nil // a package that this minor does not have
	}
	short := shortPath(path)
	apiVersion := strings.TrimPrefix(pkg.group+"/"+short[strings.Index(short, "/")+1:], "/")
	for _, name := range sorted(pkg.types) {
		t := pkg.types[name]
		if _, ok := t.markers["genclient"]; !ok {
			continue
		}
		_, clusterWide := t.markers["genclient:nonNamespaced"]
		k := kind{clusterWide: clusterWide}
		life := pkg.lifecycle[name]
		k.introduced, k.removed = minorOf(life["Introduced"]), minorOf(life["Removed"])
		if gvk := life["Replacement"]; len(gvk) == 3 {
			k.replacedBy = strings.TrimPrefix(gvk[0]+"/"+gvk[1], "/")
		}
		if described[short] && !undescribed[name] {
			if k.id, err = r.typeID(t); err != nil {
				return err
			}
		}
		if r.out.kinds[apiVersion] == nil {
			r.out.kinds[apiVersion] = map[string]kind{}
		}
		r.out.kinds[apiVersion][name] = k
	}
	return nil
}

func minorOf(version []string) int {
	if len(version) != 2 {
		return 0
	}
	minor, _ := strconv.Atoi(version[1])
	return minor
}

// typeID describes a struct once and gives the name it has in the table.
func (r *reader) typeID(t *goType) (string, error) {
	full := t.pkg.path + "." + t.name
	if id, ok := r.ids[full]; ok {
		return id, nil
	}
	id := t.name
	if qualified[full] {
		id = shortPath(t.pkg.path) + "." + id
	}
	r.ids[full] = id
	if _, taken := r.out.types[id]; taken {
		return "", fmt.Errorf("two types are called %s; the second is %s", id, full)
	}
	r.out.types[id] = nil
	fields, err := r.fields(t, t.expr.(*ast.StructType))
	if err != nil {
		return "", fmt.Errorf("%s: %w", full, err)
	}
	r.out.types[id] = fields
	return id, nil
}

func shortPath(path string) string {
	parts := strings.Split(path, "/")
	return strings.Join(parts[len(parts)-2:], "/")
}

func (r *reader) fields(t *goType, body *ast.StructType) ([]field, error) {
	var fields []field
	for _, f := range body.Fields.List {
		tag := ""
		if f.Tag != nil {
			text, _ := strconv.Unquote(f.Tag.Value)
			tag = reflect.StructTag(text).Get("json")
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "-" {
			continue
		}
		if name == "" {
			if len(f.Names) > 0 && !strings.Contains(options, "inline") {
				return nil, fmt.Errorf("field %s has no JSON name", f.Names[0])
			}
			inlined, err := r.resolve(t, f.Type)
			if err != nil {
				return nil, err
			}
			more, err := r.fields(inlined, inlined.expr.(*ast.StructType))
			if err != nil {
				return nil, err
			}
			fields = append(fields, more...)
			continue
		}
		if name == "status" && isKind(t) {
			fields = append(fields, field{name, "{}a"}) // the API server drops what a manifest says there
			continue
		}
		markers := map[string]string{}
		readMarkers(f.Doc, markers)
		typ, err := r.typeOf(t, f.Type, markers, f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if required(f, options, markers) && !unenforced[t.name+"."+name] || enforced[t.name+"."+name] {
			name += "!"
		}
		fields = append(fields, field{name, typ})
	}
	return fields, nil
}

func isKind(t *goType) bool {
	_, ok := t.markers["genclient"]
	return ok
}

func required(f *ast.Field, options string, markers map[string]string) bool {
	_, optional := markers["optional"]
	_, certain := markers["required"]
	_, pointer := f.Type.(*ast.StarExpr)
	return certain || (!optional && !pointer && !strings.Contains(options, "omitempty") && !strings.Contains(options, "omitzero"))
}

// resolve finds the declaration behind a name, in this package or another.
func (r *reader) resolve(t *goType, expr ast.Expr) (*goType, error) {
	pkg, name := t.pkg, ""
	switch e := expr.(type) {
	case *ast.StarExpr:
		return r.resolve(t, e.X)
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		var err error
		if pkg, err = r.pkg(t.imports[e.X.(*ast.Ident).Name]); err != nil {
			return nil, err
		}
		name = e.Sel.Name
	default:
		return nil, fmt.Errorf("unexpected %T", expr)
	}
	found, ok := pkg.types[name]
	if !ok {
		return nil, fmt.Errorf("no type %s in %s", name, pkg.path)
	}
	return found, nil
}

func (r *reader) typeOf(t *goType, expr ast.Expr, markers map[string]string, f *ast.Field) (string, error) {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return r.typeOf(t, e.X, markers, f)
	case *ast.MapType:
		value, err := r.typeOf(t, e.Value, nil, nil)
		return "{}" + value, err
	case *ast.ArrayType:
		if element, ok := e.Elt.(*ast.Ident); ok && element.Name == "byte" {
			return "y", nil
		}
		item, err := r.typeOf(t, e.Elt, nil, nil)
		if err != nil {
			return "", err
		}
		keys, err := r.listKeys(t, e.Elt, markers, f)
		return "[" + keys + "]" + item, err
	case *ast.Ident:
		if letter, ok := basic[e.Name]; ok {
			return letter, nil
		}
	}
	named, err := r.resolve(t, expr)
	if err != nil {
		return "", err
	}
	if letter, ok := special[named.pkg.path+"."+named.name]; ok {
		if strings.HasPrefix(letter, "?") {
			_, err = r.typeID(named.pkg.types[letter[1:]])
		}
		return letter, err
	}
	if _, ok := named.expr.(*ast.StructType); ok {
		return r.typeID(named)
	}
	if values := r.values(named); values != nil {
		id := named.name
		if old, ok := r.out.enums[id]; ok && strings.Join(old, " ") != strings.Join(values, " ") {
			return "", fmt.Errorf("two enums are called %s", id)
		}
		r.out.enums[id] = values
		return "=" + id, nil
	}
	return r.typeOf(named, named.expr, markers, f)
}

// values lists what a closed string type takes; nil for any other type.
func (r *reader) values(t *goType) []string {
	base, ok := t.expr.(*ast.Ident)
	if !ok {
		return nil
	}
	_, enum := t.markers["enum"]
	if base.Name != "string" || !(enum || closed[t.name]) {
		return nil
	}
	all := t.pkg.constants[t.name]
	for _, c := range t.pkg.borrowed[t.name] {
		if from, err := r.pkg(c.path); err == nil {
			all = append(all, from.values[c.name])
		}
	}
	seen := map[string]bool{"": true} // an empty string reads as a field left out
	var values []string
	for _, value := range all {
		if !seen[value] {
			values = append(values, value)
		}
		seen[value] = true
	}
	sort.Strings(values)
	return values
}

// listKeys says what tells the items of a list apart, as server-side apply sees it:
// `name`, `containerPort,protocol:TCP`, `*` for a set; empty for a list that is one value.
func (r *reader) listKeys(t *goType, element ast.Expr, markers map[string]string, f *ast.Field) (string, error) {
	keys := ""
	switch markers["listType"] {
	case "map":
		keys = markers["listMapKey"]
	case "set":
		return "*", nil
	case "":
		if strategy := patchTag(f, "patchStrategy"); strings.Contains(strategy, "merge") {
			if keys = patchTag(f, "patchMergeKey"); keys == "" {
				return "*", nil
			}
		}
	}
	if keys == "" {
		return "", nil
	}
	item, err := r.resolve(t, element)
	if err != nil {
		return "", err
	}
	var with []string
	for _, key := range strings.Split(keys, ",") {
		value, ok := defaultOf(r, item, key)
		if ok {
			key += ":" + value
		}
		with = append(with, key)
	}
	return strings.Join(with, ","), nil
}

func patchTag(f *ast.Field, key string) string {
	if f == nil || f.Tag == nil {
		return ""
	}
	text, _ := strconv.Unquote(f.Tag.Value)
	return reflect.StructTag(text).Get(key)
}

func defaultOf(r *reader, item *goType, key string) (string, bool) {
	body, ok := item.expr.(*ast.StructType)
	if !ok {
		return "", false
	}
	for _, f := range body.Fields.List {
		if f.Tag == nil {
			continue
		}
		text, _ := strconv.Unquote(f.Tag.Value)
		name, _, _ := strings.Cut(reflect.StructTag(text).Get("json"), ",")
		if name != key {
			continue
		}
		markers := map[string]string{}
		readMarkers(f.Doc, markers)
		value, err := strconv.Unquote(markers["default"])
		return value, err == nil && value != ""
	}
	return "", false
}
