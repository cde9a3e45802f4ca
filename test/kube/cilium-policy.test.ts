import { Chart } from 'cdk8s';
import { ExternalService, GopherApp, HealthChecks, GoMicroservice, GoWorker, Mesh, NetworkPeer, Platform, PlatformProps, PolicyEngine, Port, Requests, AccessRights, Grant } from '../../src';
import { find, IMAGE } from '../kit';

/** A shop where web calls checkout, on a cluster with Cilium. */
class CiliumShop {
  public readonly chart: Chart;
  public readonly checkout: GoMicroservice;
  public readonly web: GoMicroservice;

  constructor(platform: PlatformProps = {}, ports: Port[] = [Port.http(8080)]) {
    this.chart = new Chart(new GopherApp({ platform: new Platform({ policyEngine: PolicyEngine.CILIUM, ...platform }) }), 'shop', { namespace: 'shop' });
    this.checkout = new GoMicroservice(this.chart, 'checkout', { image: IMAGE, ports });
    this.web = new GoMicroservice(new Chart(this.chart.node.root as GopherApp, 'web', { namespace: 'web' }), 'web', { image: IMAGE });
  }

  public policy(name: string = 'checkout', chart: Chart = this.chart): any {
    return find(chart.toJson(), 'CiliumNetworkPolicy', name).spec;
  }
}

const pods = (name: string) => ({ matchLabels: { 'app.kubernetes.io/instance': name } });
const namespace = (name: string) => ({ matchLabels: { 'k8s:io.kubernetes.pod.namespace': name } });
const on = (port: number, more: object = {}) => [{ ports: [{ port: String(port), protocol: 'TCP' }], ...more }];

describe('a policy of Cilium', () => {
  test('takes the place of the NetworkPolicy, as of both the union would be open', () => {
    const it = new CiliumShop();
    expect(find(it.chart.toJson(), 'NetworkPolicy', 'checkout')).toBeUndefined();
    expect(it.policy()).toEqual({
      endpointSelector: pods('checkout'),
      ingress: [
        { fromEndpoints: [namespace('monitoring')], toPorts: on(8081) },
        { fromEntities: ['host'], toPorts: on(8081) },
      ],
      egress: [
        { toCIDR: ['169.254.20.10/32'], toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }, { port: '53', protocol: 'TCP' }] }] },
        { toEndpoints: [namespace('kube-system')], toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }, { port: '53', protocol: 'TCP' }] }] },
      ],
    });
  });

  test('closes a direction in which nobody is known', () => {
    const it = new CiliumShop({ dns: [] });
    new GoWorker(it.chart, 'mailer', { image: IMAGE, without: [HealthChecks.ID] });
    expect(it.policy('mailer')).toMatchObject({ ingress: [{}], egress: [{}] });
  });

  test('lets a caller ask for what it is for, whatever the query; a path is no pattern', () => {
    const it = new CiliumShop();
    const chart = it.chart.node.root.node.findChild('web') as Chart;
    it.web.addCallee(NetworkPeer.namespace('legacy'), 8080);
    const near = new GoMicroservice(it.chart, 'near', { image: IMAGE });
    near.calls(it.checkout, { only: [Requests.http('/v1.0/items/*', ['GET', 'HEAD']), Requests.http('/basket')] });
    expect(it.policy().ingress[0]).toEqual({
      fromEndpoints: [pods('near')],
      toPorts: on(8080, { rules: { http: [{ method: 'GET', path: '/v1\\.0/items/.*' }, { method: 'HEAD', path: '/v1\\.0/items/.*' }, { path: '/basket(\\?.*)?' }] } }),
    });
    expect(it.policy('near').egress).toContainEqual({ toEndpoints: [pods('checkout')], toPorts: on(8080) });
    expect(it.policy('web', chart).egress).toContainEqual({ toEndpoints: [namespace('legacy')], toPorts: on(8080) });
  });

  test('leaves requests to a mesh, which encrypts them', () => {
    const it = new CiliumShop({ mesh: Mesh.istio() });
    new GoMicroservice(it.chart, 'near', { image: IMAGE }).calls(it.checkout, { only: [Requests.http('/basket')] });
    expect(JSON.stringify(it.policy())).not.toContain('basket');
  });

  test('knows what is outside by its name, for which it has to see what DNS answers', () => {
    const it = new CiliumShop();
    it.checkout.calls(new ExternalService(it.chart, 'rates', { host: 'rates.example.com', ports: [Port.http(80)] }), { only: [Requests.http('/v1/*')] });
    const { egress } = it.policy();
    expect(egress).toContainEqual({ toFQDNs: [{ matchName: 'rates.example.com' }], toPorts: on(80, { rules: { http: [{ path: '/v1/.*' }] } }) });
    expect(egress).toContainEqual({
      toEndpoints: [namespace('kube-system')], toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }, { port: '53', protocol: 'TCP' }], rules: { dns: [{ matchPattern: '*' }] } }],
    });
  });

  test('knows the API server, unless it is said who that is', () => {
    const it = new CiliumShop();
    it.checkout.addTraits(new AccessRights({ grants: [Grant.read('core', 'configmaps')] }));
    expect(it.policy().egress).toContainEqual({ toEntities: ['kube-apiserver'], toPorts: on(443) });
    const told = new CiliumShop({ apiServer: [NetworkPeer.addresses('10.0.0.1/32')] });
    told.checkout.addTraits(new AccessRights({ grants: [Grant.read('core', 'configmaps')] }));
    expect(told.policy().egress).toContainEqual({ toCIDR: ['10.0.0.1/32'], toPorts: on(443) });
  });

  test('knows several namespaces as one peer', () => {
    const it = new CiliumShop();
    it.checkout.addCaller(NetworkPeer._namespaces(['legacy', 'plant']));
    expect(it.policy().ingress[0].fromEndpoints).toEqual([{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'In', values: ['legacy', 'plant'] }] }]);
  });

  test('anybody is anybody', () => {
    const it = new CiliumShop();
    it.checkout.addCaller(NetworkPeer.anywhere());
    expect(it.policy().ingress).toContainEqual({ fromEntities: ['all'], toPorts: on(8080) });
  });
});
