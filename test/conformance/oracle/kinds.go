package main

import (
	"context"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	crdinstall "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/admissionregistration"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	"k8s.io/kubernetes/pkg/apis/policy"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	"k8s.io/kubernetes/pkg/apis/rbac"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	"k8s.io/kubernetes/pkg/apis/scheduling"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	"k8s.io/kubernetes/pkg/apis/storage"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/resolver"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicy"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicybinding"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/ingressclass"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	"k8s.io/kubernetes/pkg/registry/storage/storageclass"
)

// strategy is what the registry knows about one kind.
type strategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
}

// begin does what a kind needs before its strategy runs, and returns how to undo it.
type begin func(ctx context.Context, object, old runtime.Object) (undo func(), err error)

// resource is all the oracle needs to judge one kind.
type resource struct {
	strategy strategy
	scheme   *runtime.Scheme
	codecs   serializer.CodecFactory
	begin    begin
}

var (
	builtinCodecs = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)
	resources     = map[schema.GroupKind]resource{}
)

func init() {
	for kind, strategy := range map[schema.GroupKind]strategy{
		admissionregistration.Kind("MutatingWebhookConfiguration"):     mutatingwebhookconfiguration.Strategy,
		admissionregistration.Kind("ValidatingWebhookConfiguration"):   validatingwebhookconfiguration.Strategy,
		admissionregistration.Kind("ValidatingAdmissionPolicy"):        validatingadmissionpolicy.NewStrategy(nil, nil),
		admissionregistration.Kind("ValidatingAdmissionPolicyBinding"): validatingadmissionpolicybinding.NewStrategy(nil, nil, noResources),
		apps.Kind("DaemonSet"):                      daemonset.Strategy,
		apps.Kind("Deployment"):                     deployment.Strategy,
		apps.Kind("ReplicaSet"):                     replicaset.Strategy,
		apps.Kind("StatefulSet"):                    statefulset.Strategy,
		autoscaling.Kind("HorizontalPodAutoscaler"): horizontalpodautoscaler.Strategy,
		batch.Kind("CronJob"):                       cronjob.Strategy,
		batch.Kind("Job"):                           job.Strategy,
		core.Kind("ConfigMap"):                      configmap.Strategy,
		core.Kind("LimitRange"):                     limitrange.Strategy,
		core.Kind("Namespace"):                      namespace.Strategy,
		core.Kind("PersistentVolume"):               persistentvolume.Strategy,
		core.Kind("PersistentVolumeClaim"):          persistentvolumeclaim.Strategy,
		core.Kind("Pod"):                            pod.Strategy,
		core.Kind("ResourceQuota"):                  resourcequota.Strategy,
		core.Kind("Secret"):                         secret.Strategy,
		core.Kind("Service"):                        service.Strategy,
		core.Kind("ServiceAccount"):                 serviceaccount.Strategy,
		networking.Kind("Ingress"):                  ingress.Strategy,
		networking.Kind("IngressClass"):             ingressclass.Strategy,
		networking.Kind("NetworkPolicy"):            networkpolicy.Strategy,
		policy.Kind("PodDisruptionBudget"):          poddisruptionbudget.Strategy,
		rbac.Kind("ClusterRole"):                    clusterrole.Strategy,
		rbac.Kind("ClusterRoleBinding"):             clusterrolebinding.Strategy,
		rbac.Kind("Role"):                           role.Strategy,
		rbac.Kind("RoleBinding"):                    rolebinding.Strategy,
		scheduling.Kind("PriorityClass"):            priorityclass.Strategy,
		storage.Kind("StorageClass"):                storageclass.Strategy,
	} {
		resources[kind] = resource{strategy: strategy, scheme: legacyscheme.Scheme, codecs: builtinCodecs, begin: nothing}
	}

	services := resources[core.Kind("Service")]
	services.begin = allocateService
	resources[core.Kind("Service")] = services

	crds := runtime.NewScheme()
	crdinstall.Install(crds)
	metav1.AddToGroupVersion(crds, schema.GroupVersion{Version: "v1"})
	resources[apiextensions.Kind("CustomResourceDefinition")] = resource{
		strategy: customresourcedefinition.NewStrategy(crds),
		scheme:   crds,
		codecs:   serializer.NewCodecFactory(crds, serializer.EnableStrict),
		begin:    nothing,
	}
}

// noResources stands where a strategy wants to look a resource up, which it
// does only if it has an authorizer to ask about it.
var noResources = resolver.ResourceResolverFunc(func(gvk schema.GroupVersionKind) (schema.GroupVersionResource, error) {
	return schema.GroupVersionResource{}, fmt.Errorf("no resource of %v", gvk)
})

func nothing(context.Context, runtime.Object, runtime.Object) (func(), error) {
	return func() {}, nil
}
