package main

import (
	"context"
	"net"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	servicestorage "k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// The cluster that Services are created in: dual stack, IPv4 first, the ranges
// that kubeadm chooses.
const (
	clusterIPv4 = "10.96.0.0/12"
	clusterIPv6 = "fd00:10:96::/112"
)

var nodePorts = utilnet.PortRange{Base: 30000, Size: 2768}

var services = newServiceStore()

// allocateService runs the part of the registry that gives a Service its
// families, addresses and node ports. Everything is given back at the end, so
// that one question never changes the answer to the next.
func allocateService(ctx context.Context, object, old runtime.Object) (func(), error) {
	var finish registry.FinishFunc
	var err error
	if old == nil {
		finish, err = services.BeginCreate(ctx, object, &metav1.CreateOptions{})
	} else {
		finish, err = services.BeginUpdate(ctx, object, old, &metav1.UpdateOptions{})
	}
	if err != nil {
		return func() {}, err
	}
	return func() { finish(ctx, false) }, nil
}

func newServiceStore() *registry.Store {
	ports, err := portallocator.NewInMemory(nodePorts)
	if err != nil {
		panic(err)
	}
	addresses := map[core.IPFamily]ipallocator.Interface{
		core.IPv4Protocol: newAddressRange(core.IPv4Protocol, clusterIPv4),
		core.IPv6Protocol: newAddressRange(core.IPv6Protocol, clusterIPv6),
	}
	rest, _, _, err := servicestorage.NewREST(noStorage{}, core.IPv4Protocol, addresses, ports, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return rest.Store
}

// noStorage lets a registry be built that never reads or writes.
type noStorage struct{}

func (noStorage) GetRESTOptions(schema.GroupResource, runtime.Object) (generic.RESTOptions, error) {
	return generic.RESTOptions{
		ResourcePrefix: "nowhere",
		StorageConfig:  &storagebackend.ConfigForResource{},
		Decorator: func(*storagebackend.ConfigForResource, string, func(runtime.Object) (string, error), func() runtime.Object, func() runtime.Object,
			storage.AttrFunc, storage.IndexerFuncs, *cache.Indexers) (storage.Interface, factory.DestroyFunc, error) {
			return nil, nil, nil
		},
	}, nil
}

// addressRange hands out one address over and over: it knows which addresses
// belong to the cluster, and never that one is taken.
type addressRange struct {
	family  core.IPFamily
	network *net.IPNet
}

func newAddressRange(family core.IPFamily, cidr string) addressRange {
	_, network, err := net.ParseCIDR(cidr)
	if err != nil {
		panic(err)
	}
	return addressRange{family, network}
}

func (r addressRange) Allocate(ip net.IP) error {
	if !r.network.Contains(ip) || ip.Equal(r.network.IP) {
		return &ipallocator.ErrNotInRange{IP: ip, ValidRange: r.network.String()}
	}
	return nil
}

func (r addressRange) AllocateNext() (net.IP, error) {
	next := append(net.IP{}, r.network.IP...)
	next[len(next)-1] = 100
	return next, nil
}

func (r addressRange) Release(net.IP) error          { return nil }
func (r addressRange) ForEach(func(net.IP))          {}
func (r addressRange) CIDR() net.IPNet               { return *r.network }
func (r addressRange) IPFamily() core.IPFamily       { return r.family }
func (r addressRange) Has(net.IP) bool               { return false }
func (r addressRange) Destroy()                      {}
func (r addressRange) EnableMetrics()                {}
func (r addressRange) DryRun() ipallocator.Interface { return r }
