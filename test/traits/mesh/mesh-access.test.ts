import { Size } from 'cdk8s';
import { MeshShop } from './kit';
import { DatabaseEngine, Edge, EdgeController, ExistingSecret, ExternalService, HealthChecks, Mesh, NetworkPeer, Port, Requests, StatefulDatabase } from '../../../src';

const principal = (name: string) => `cluster.local/ns/shop/sa/${name}`;
const SCRAPE = { from: [{ source: { namespaces: ['monitoring'] } }, { source: { notPrincipals: ['*'] } }], to: [{ operation: { ports: ['8081'] } }] };

describe('who gets in, with Istio', () => {
  test('nobody but the scraper, where nobody calls', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    expect(it.spec('AuthorizationPolicy')).toEqual({ selector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } }, action: 'ALLOW', rules: [SCRAPE] });
  });

  test('where nobody may come in at all, there is a policy without rules, which refuses everybody', () => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { without: [HealthChecks.ID] });
    expect(it.spec('AuthorizationPolicy')).not.toHaveProperty('rules');
  });

  test('callers by their ServiceAccounts, on the port of the pods', () => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { ports: [Port.http(8080).servedAs(80)] });
    it.web.calls(it.checkout);
    it.admin.calls(it.checkout);
    expect(it.spec('AuthorizationPolicy').rules[0]).toEqual({ from: [{ source: { principals: [principal('admin'), principal('web')] } }], to: [{ operation: { ports: ['8080'] } }] });
  });

  test('a caller that is for some requests gets no others', () => {
    const it = new MeshShop({ mesh: Mesh.istio({ trustDomain: 'example.org' }) });
    it.web.calls(it.checkout, { only: [Requests.http('/items/*', ['GET']), Requests.http('/basket')] });
    expect(it.spec('AuthorizationPolicy').rules[0]).toEqual({
      from: [{ source: { principals: ['example.org/ns/shop/sa/web'] } }],
      to: [{ operation: { ports: ['8080'], paths: ['/items/*'], methods: ['GET'] } }, { operation: { ports: ['8080'], paths: ['/basket'] } }],
    });
  });

  test('who shares a namespace with such a caller does not open the door for it', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.calls(it.checkout, { only: [Requests.http('/basket')] });
    it.checkout.addCaller(NetworkPeer.pods({ app: 'tool' }));
    expect(it.spec('AuthorizationPolicy').rules[1].from).toEqual([{ source: { namespaces: ['shop'], notPrincipals: [principal('web')] } }]);
  });

  test('plain text only where somebody may not be a member', () => {
    const it = new MeshShop({ mesh: Mesh.istio({ memberNamespaces: ['gateway'] }) }, { ports: [Port.http(8080), Port.grpc(9090)] });
    it.checkout.addCaller(NetworkPeer.namespace('gateway'), 'http');
    it.checkout.addCaller(NetworkPeer.addresses('10.9.0.0/16'), 'grpc');
    expect(it.spec('PeerAuthentication')).toMatchObject({ mtls: { mode: 'STRICT' }, portLevelMtls: { 8081: { mode: 'PERMISSIVE' }, 9090: { mode: 'PERMISSIVE' } } });
    expect(it.spec('AuthorizationPolicy').rules).toContainEqual({ from: [{ source: { ipBlocks: ['10.9.0.0/16'] } }], to: [{ operation: { ports: ['9090'] } }] });
    expect(it.spec('AuthorizationPolicy').rules).toContainEqual({ from: [{ source: { namespaces: ['gateway'] } }], to: [{ operation: { ports: ['8080'] } }] });
  });

  test('the scraper connects to addresses, in plain text, even from inside of the mesh', () => {
    expect(new MeshShop({ mesh: Mesh.istio({ memberNamespaces: ['monitoring'] }) }).spec('PeerAuthentication').portLevelMtls).toEqual({ 8081: { mode: 'PERMISSIVE' } });
  });

  test('an Istio gateway shows who it is', () => {
    const it = new MeshShop({ mesh: Mesh.istio(), edge: Edge.gateway({ name: 'public', namespace: 'gateways', controller: EdgeController.ISTIO }) });
    it.checkout.exposeAt('shop.example.com');
    expect(it.spec('PeerAuthentication').portLevelMtls).toEqual({ 8081: { mode: 'PERMISSIVE' } });
  });

  test('several namespaces are one peer', () => {
    const it = new MeshShop({ mesh: Mesh.istio({ memberNamespaces: ['legacy'] }) });
    it.checkout.addCaller(NetworkPeer._namespaces(['legacy', 'plant']));
    expect(it.spec('AuthorizationPolicy').rules).toContainEqual({ from: [{ source: { namespaces: ['legacy', 'plant'] } }, { source: { notPrincipals: ['*'] } }], to: [{ operation: { ports: ['8080'] } }] });
    it.web.draft.addEgress(NetworkPeer._namespaces(['legacy', 'plant']), 80);
    expect(it.spec('Sidecar', 'web').egress[0].hosts).toEqual(expect.arrayContaining(['legacy/*', 'plant/*']));
  });

  test('anybody is anybody', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.checkout.draft.addIngress(NetworkPeer.anywhere());
    expect(it.spec('AuthorizationPolicy').rules).toContainEqual({});
    expect(it.spec('PeerAuthentication').mtls.mode).toBe('PERMISSIVE');
  });

  test('the proxy knows whom the workload calls, and refuses to connect to others', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.calls(it.checkout);
    it.web.calls(new ExternalService(it.chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)] }));
    expect(it.spec('Sidecar', 'web')).toMatchObject({
      egress: [{ hosts: ['*/api.stripe.com', 'istio-system/*', 'kube-system/*', 'shop/checkout.shop.svc.cluster.local'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    });
  });

  test('who is let out to addresses may go where no registry knows anybody', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.web.addCallee(NetworkPeer.addresses('10.9.0.0/16'), 5432);
    it.admin.addCallee(NetworkPeer.namespace('legacy'), 8080);
    expect(it.spec('Sidecar', 'web').outboundTrafficPolicy.mode).toBe('ALLOW_ANY');
    expect(it.spec('Sidecar', 'admin')).toMatchObject({ egress: [{ hosts: expect.arrayContaining(['legacy/*']) }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  });

  test('a database lets in whoever uses it, and its port says that it is none of Istio\'s business', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    it.checkout.uses(new StatefulDatabase(it.chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), storage: Size.gibibytes(2), credentials: ExistingSecret.of('orders', ['password']) }));
    expect(it.spec('AuthorizationPolicy', 'orders-db').rules).toEqual([{ from: [{ source: { principals: [principal('checkout')] } }], to: [{ operation: { ports: ['5432'] } }] }]);
    expect(it.spec('Service', 'orders-db').ports[0].appProtocol).toBe('tcp');
    expect(it.spec('PeerAuthentication', 'orders-db')).not.toHaveProperty('portLevelMtls');
  });
});

describe('who gets in, with Linkerd', () => {
  test('callers by their ServiceAccounts, at a Server per port', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() }, { ports: [Port.http(8080), Port.grpc(9090), Port.tcp('redis', 6379)] });
    it.web.calls(it.checkout, { port: 'http' });
    expect(it.spec('Server', 'checkout-http')).toEqual({ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } }, port: 8080, proxyProtocol: 'HTTP/1' });
    expect([it.spec('Server', 'checkout-grpc').proxyProtocol, it.spec('Server', 'checkout-redis').proxyProtocol]).toEqual(['HTTP/2', 'opaque']);
    expect(it.spec('AuthorizationPolicy', 'checkout-http')).toEqual({
      targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'checkout-http' },
      requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'checkout-http' }],
    });
    expect(it.spec('MeshTLSAuthentication', 'checkout-http')).toEqual({ identityRefs: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }] });
    expect(it.find('AuthorizationPolicy', 'checkout-grpc')).toBeUndefined();
  });

  test('a caller that is for some requests gets no others, though Linkerd takes a path for all below it', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    it.web.calls(it.checkout, { only: [Requests.http('/items/*', ['GET'])] });
    const rulesOf = (name: string) => it.spec('HTTPRoute', name).rules[0].matches;
    expect(rulesOf('checkout-http-under-shop-web')).toEqual([{ path: { type: 'PathPrefix', value: '/items/' }, method: 'GET' }]);
    expect(rulesOf('checkout-http-exact-nobody')).toEqual([{ path: { type: 'Exact', value: '/items' }, method: 'GET' }, { path: { type: 'Exact', value: '/items' } }]);
    expect(it.spec('AuthorizationPolicy', 'checkout-http-under-shop-web').targetRef.kind).toBe('HTTPRoute');
    expect(it.find('AuthorizationPolicy', 'checkout-http-exact-nobody')).toBeUndefined();
  });

  test('where one names a path below what another may call, both may call it', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    it.web.calls(it.checkout, { only: [Requests.http('/items/*')] });
    it.admin.calls(it.checkout, { only: [Requests.http('/items/x')] });
    expect(it.spec('MeshTLSAuthentication', 'checkout-http-exact-shop-admin.shop-web').identityRefs.map((ref: any) => ref.name)).toEqual(['admin', 'web']);
  });

  test('the kubelet asks for gRPC health, for which Linkerd has no exception', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() }, { ports: [Port.grpc(9090)], traits: [HealthChecks.overGrpc()] });
    it.web.calls(it.checkout);
    expect(it.spec('HTTPRoute', 'checkout-grpc-probes').rules[0].matches).toEqual([{ path: { type: 'Exact', value: '/grpc.health.v1.Health/Check' }, method: 'POST' }]);
    expect(it.spec('NetworkAuthentication', 'checkout-grpc-probes').networks).toEqual([{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }]);
    expect(it.spec('HTTPRoute', 'checkout-grpc').rules[0].matches).toEqual([{ path: { type: 'PathPrefix', value: '/' } }]);
  });

  test('strangers and callers of one port cannot be told apart, and that is a problem with both names', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    it.web.calls(it.checkout, { only: [Requests.http('/basket')] });
    it.checkout.addCaller(NetworkPeer.namespace('gateway'));
    expect(it.refusal).toContain('mesh/cannot-tell-apart: namespace gateway may call port http of checkout without showing who exactly it is, and Linkerd would let in web as well');
    const known = new MeshShop({ mesh: Mesh.linkerd({ memberNamespaces: ['gateway'] }) });
    known.web.calls(known.checkout, { only: [Requests.http('/basket')] });
    known.checkout.addCaller(NetworkPeer.namespace('gateway'));
    expect(known.refusal).toBe('');
    expect(known.spec('MeshTLSAuthentication', 'checkout-http').identityRefs).toEqual([{ kind: 'Namespace', name: 'gateway' }]);
  });

  test('neither can pods of one namespace that are let in to different ports', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd({ memberNamespaces: ['legacy'] }) }, { ports: [Port.http(8080), Port.grpc(9090)] });
    it.checkout.addCaller(NetworkPeer.pods({ app: 'tool' }, 'legacy'), 'http');
    it.checkout.addCaller(NetworkPeer.namespace('legacy'), 'grpc');
    expect(it.refusal).toContain('pods app=tool in legacy may call port http of checkout without showing who exactly it is, and Linkerd would let in namespace legacy as well');
  });

  test('what is let in later is let in, and what was looked at before stays', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    const before = it.objects.length;
    const server = it.app.node.findAll().find((c) => c.node.id === 'Server.checkout-http');
    it.web.calls(it.checkout);
    expect(it.objects.length).toBe(before + 2);
    expect(it.app.node.findAll().find((c) => c.node.id === 'Server.checkout-http')).toBe(server);
  });
});
