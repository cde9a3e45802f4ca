import { Size } from 'cdk8s';
import { DatabaseEngine, Edge, EdgeController, EksNodes, ExistingSecret, Isolation, LoadBalancerAccessProps, NetworkPeer, Platform, PlatformProps, ServiceAccess, StatefulDatabase } from '../../../src';
import { newChart, objectsOf, on, refusalOf, shop } from '../../kit';

const PROVIDERS: Array<[string, (props?: PlatformProps) => Platform]> = [
  ['EKS', Platform.eks], ['GKE', Platform.gke], ['AKS', Platform.aks], ['OpenShift', Platform.openShift], ['K3s', Platform.k3s],
];

/** Whom DNS questions may go to, as the network policy of a workload says. */
function dnsOf(platform: Platform): { peers: string[]; port: number } {
  const rule = shop({}, platform).find('NetworkPolicy').spec.egress.find((r: any) => r.ports.some((p: any) => p.protocol === 'UDP'));
  const peers = rule.to.map((peer: any) => peer.ipBlock?.cidr ?? peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name']);
  return { peers, port: rule.ports[0].port };
}

function claimOf(platform: Platform, storageClass?: string): any {
  const chart = newChart(platform);
  new StatefulDatabase(chart, 'orders-db', {
    engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders-db-credentials', ['password']), storage: Size.gibibytes(20), storageClass,
  });
  return objectsOf(chart).find((o) => o.kind === 'StatefulSet').spec.volumeClaimTemplates[0].spec;
}

describe.each(PROVIDERS)('%s', (name, make) => {
  test('is a good platform, known by its name', () => {
    expect(make()._flaws()).toEqual([]);
    expect(`${make().provider}`).toBe(name);
  });

  test('gives way to what is said', () => {
    const platform = make({ storageClass: 'fast', dnsPort: 54, owner: 'team-shop' });
    expect([platform.storageClass, platform.dnsPort, platform.owner]).toEqual(['fast', 54, 'team-shop']);
  });

  test('takes what is left out as not said', () => {
    expect(make({ storageClass: undefined, dns: undefined }).storageClass).toBe(make().storageClass);
  });

  test.each(['1.28', '1.33', '1.37'])('runs a service on Kubernetes %s', (version) => {
    expect(shop({}, make(on(version))).problems).toEqual([]);
  });

  test('says in explain() when network policies take effect, and in the YAML nothing', () => {
    const it = shop({}, make());
    expect(it.checkout.explain().valueOf('network/enforcement')).toMatchObject({ value: make().provider!.networkPolicies, who: 'isolation' });
    expect(JSON.stringify(it.objects)).not.toContain('enforced');
    expect(shop({ without: [Isolation.ID] }, make()).checkout.explain().valueOf('network/enforcement')).toBeUndefined();
  });
});

describe('a volume that names no class', () => {
  test.each([[Platform.eks(), 'gp3'], [Platform.gke(), 'standard-rwo'], [Platform.aks(), 'managed-csi'], [Platform.k3s(), 'local-path']])('gets the one of %#: the provider\'s', (platform, storageClass) => {
    expect(claimOf(platform).storageClassName).toBe(storageClass);
  });

  test('is left to the cluster where the platform names none', () => {
    expect(claimOf(new Platform())).not.toHaveProperty('storageClassName');
    expect(claimOf(Platform.kind())).not.toHaveProperty('storageClassName');
  });

  test('keeps its own', () => {
    expect(claimOf(Platform.eks(), 'io2').storageClassName).toBe('io2');
  });

  test('cannot have a class that is no name', () => {
    expect(new Platform({ storageClass: 'My Class' })._flaws().map((f) => f.slug)).toEqual(['name/not-a-dns-subdomain']);
  });
});

describe('DNS passes the network policy', () => {
  test('on GKE to kube-dns, to the cache of the node, and to the metadata server, which are no pods', () => {
    expect(dnsOf(Platform.gke())).toEqual({ peers: ['169.254.169.254/32', '169.254.20.10/32', 'kube-system'], port: 53 });
  });

  test('on AKS to CoreDNS and to LocalDNS on the node', () => {
    expect(dnsOf(Platform.aks())).toEqual({ peers: ['169.254.10.10/32', '169.254.10.11/32', 'kube-system'], port: 53 });
  });

  test('on EKS to CoreDNS and the cache of the node; in Auto Mode to the address of the Service', () => {
    expect(dnsOf(Platform.eks()).peers).toEqual(['169.254.20.10/32', 'kube-system']);
    expect(dnsOf(Platform.eks({ nodes: EksNodes.AUTO_MODE })).peers).toEqual(['10.100.0.10/32', '172.20.0.10/32', 'kube-system']);
  });

  test('on OpenShift to openshift-dns, where pods listen on 5353', () => {
    expect(dnsOf(Platform.openShift())).toEqual({ peers: ['openshift-dns'], port: 5353 });
  });

  test('on K3s to CoreDNS', () => {
    expect(dnsOf(Platform.k3s())).toEqual({ peers: ['kube-system'], port: 53 });
  });
});

describe('spot nodes', () => {
  test('are known by the label that who makes the nodes gives them', () => {
    const label = (nodes: EksNodes) => Platform.eks({ nodes }).provider!._spot!.term;
    expect(label(EksNodes.NODE_GROUPS)).toMatchObject({ key: 'eks.amazonaws.com/capacityType', values: ['SPOT'] });
    expect(label(EksNodes.KARPENTER)).toMatchObject({ key: 'karpenter.sh/capacity-type', values: ['spot'] });
    expect(label(EksNodes.AUTO_MODE)).toEqual(label(EksNodes.KARPENTER));
  });

  test('are tolerated where the provider taints them', () => {
    expect(Platform.gke().provider!._spot!.toleration).toEqual({ key: 'cloud.google.com/gke-spot', operator: 'Equal', value: 'true', effect: 'NoSchedule' });
    expect(Platform.aks().provider!._spot!.toleration).toEqual({ key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot', effect: 'NoSchedule' });
    expect(Platform.eks().provider!._spot!.toleration).toBeUndefined();
  });

  test('are not there on one\'s own machines', () => {
    expect([Platform.k3s(), Platform.openShift(), Platform.kind()].map((p) => p.provider!._spot)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a load balancer', () => {
  test('that only the private network reaches is asked for in the provider\'s words', () => {
    expect(Platform.eks().provider!._loadBalancer(true)).toEqual({
      className: 'service.k8s.aws/nlb',
      annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal', 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip' },
    });
    expect(Platform.gke().provider!._loadBalancer(true).annotations).toEqual({ 'networking.gke.io/load-balancer-type': 'Internal' });
    expect(Platform.aks().provider!._loadBalancer(true).annotations).toEqual({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' });
  });

  test('for everybody too', () => {
    expect(Platform.eks().provider!._loadBalancer(false).annotations).toMatchObject({ 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' });
    expect(Platform.eks({ nodes: EksNodes.AUTO_MODE }).provider!._loadBalancer(false).className).toBe('eks.amazonaws.com/nlb');
    expect(Platform.gke().provider!._loadBalancer(false).annotations).toEqual({ 'cloud.google.com/l4-rbs': 'enabled' });
    expect(Platform.aks().provider!._loadBalancer(false)).toEqual({ annotations: {} });
  });

  test('of a Service is asked for in these words', () => {
    const it = shop({ traits: [ServiceAccess.loadBalancer({ privateOnly: true })] }, Platform.eks());
    const { metadata, spec } = it.find('Service');
    expect([metadata.annotations, spec.loadBalancerClass]).toEqual([Platform.eks().provider!._loadBalancer(true).annotations, 'service.k8s.aws/nlb']);
    expect(it.problems).toEqual([]);
  });

  test('keeps the class that was given, and says nothing where nobody cares', () => {
    const specOf = (props: LoadBalancerAccessProps) => shop({ traits: [ServiceAccess.loadBalancer(props)] }, Platform.eks()).find('Service');
    expect(specOf({ privateOnly: false, className: 'example.com/lb' }).spec.loadBalancerClass).toBe('example.com/lb');
    expect(specOf({}).metadata.annotations).toBeUndefined();
  });

  test('is refused where nobody knows the words', () => {
    expect(shop({ traits: [ServiceAccess.loadBalancer({ privateOnly: true })] }).problems).toEqual(['service-access/unknown-provider']);
  });

  test('needs no words on K3s', () => {
    expect([Platform.k3s().provider!._loadBalancer(true), Platform.k3s().provider!._loadBalancer(false)]).toEqual([{ annotations: {} }, { annotations: {} }]);
  });
});

describe('an ingress controller of which nothing is said', () => {
  const edgeOf = (make: (props: PlatformProps) => Platform, edge = Edge.ingress()) => {
    const it = shop({}, make({ edge }));
    it.checkout.exposeAt('shop.example.com', '/checkout');
    return { it, className: it.all('Ingress')[0]?.spec.ingressClassName, edge: make({ edge }).edge! };
  };

  test('is K3s\' own Traefik, which the network policy lets in from kube-system', () => {
    const { it, className, edge } = edgeOf(Platform.k3s, Edge.ingress({ clusterIssuer: 'letsencrypt' }));
    expect([className, edge.controller, it.problems]).toEqual(['traefik', EdgeController.TRAEFIK, []]);
    expect(edge.callers.map(String)).toEqual(['pods app.kubernetes.io/name=traefik in kube-system']);
  });

  test('is the router of OpenShift, on the network of pods or of nodes', () => {
    const { className, edge } = edgeOf(Platform.openShift, Edge.ingress({ clusterIssuer: 'letsencrypt' }));
    expect([className, edge.callers.map(String)]).toEqual(['openshift-default', ['namespace openshift-ingress', 'namespace openshift-host-network']]);
  });

  test('is that of AWS on EKS, where only the subnets are still to be said', () => {
    expect(Platform.eks({ edge: Edge.ingress() })._flaws().map((f) => f.slug)).toEqual(['edge/unknown-callers']);
    const { it, className, edge } = edgeOf(Platform.eks, Edge.ingress({ callers: [NetworkPeer.addresses('10.1.0.0/16')] }));
    expect([className, edge.controller, it.problems]).toEqual(['alb', EdgeController.AWS, []]);
  });

  test('is a problem where the provider has none', () => {
    expect(Platform.gke({ edge: Edge.ingress({ callers: [NetworkPeer.namespace('edge')] }) })._flaws().map((f) => f.slug)).toEqual(['edge/no-class']);
    expect(new Platform({ edge: Edge.ingress({ callers: [NetworkPeer.namespace('edge')] }) })._flaws().map((f) => f.slug)).toEqual(['edge/no-class']);
  });

  test('is not taken for the provider\'s where another one is named', () => {
    const haproxy = Platform.k3s({ edge: Edge.ingress({ className: 'haproxy', controller: EdgeController.HAPROXY }) }).edge!;
    expect([haproxy.controller, haproxy.callers.map(String)]).toEqual([EdgeController.HAPROXY, ['pods app.kubernetes.io/name=kubernetes-ingress in haproxy-controller']]);
    expect(Platform.k3s({ edge: Edge.ingress({ className: 'traefik', callers: [NetworkPeer.namespace('edge')] }) }).edge!.callers.map(String)).toEqual(['namespace edge']);
  });
});

test('the API server of a managed cluster answers on 443', () => {
  expect([Platform.eks(), Platform.gke(), Platform.aks()].map((p) => p.apiServerPort)).toEqual([443, 443, 443]);
});

test('what is said of a provider on the app holds in its charts', () => {
  const chart = newChart(Platform.gke());
  new Platform({ owner: 'team-shop' }).applyTo(chart);
  expect([Platform.of(chart).provider?.name, Platform.of(chart).owner, refusalOf(chart)]).toEqual(['GKE', 'team-shop', '']);
});
