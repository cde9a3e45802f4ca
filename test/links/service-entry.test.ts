import { Chart } from 'cdk8s';
import { ExternalService, GopherApp, Mesh, Platform, Port } from '../../src';

function entriesIn(mesh: Mesh | undefined, declare: (shop: Chart, web: Chart) => void): any[] {
  const app = new GopherApp({ platform: new Platform({ mesh }) });
  const [shop, web] = ['shop', 'web'].map((namespace) => new Chart(app, namespace, { namespace }));
  declare(shop, web);
  return [...shop.toJson(), ...web.toJson()].filter((object) => object.kind === 'ServiceEntry');
}

const stripe = (chart: Chart, id: string, ...ports: Port[]) => new ExternalService(chart, id, { host: 'api.stripe.com', ports });

describe('what is outside, for an Istio mesh', () => {
  test('is told once, with the ports of all who declare it', () => {
    const entries = entriesIn(Mesh.istio(), (shop, web) => {
      stripe(shop, 'stripe', Port.https(443));
      stripe(web, 'payments', Port.http(80), Port.https(443));
    });
    expect(entries).toEqual([{
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'api.stripe.com', namespace: 'shop' },
      spec: {
        hosts: ['api.stripe.com'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: 80, name: 'http-80', protocol: 'HTTP' }, { number: 443, name: 'https-443', protocol: 'TLS' }],
      },
    }]);
  });

  test('what a port speaks has Istio\'s word; UDP has none', () => {
    const [entry] = entriesIn(Mesh.istio(), (shop) => stripe(shop, 'a', Port.grpc(9090), Port.h2c(8080), Port.tcp('sql', 5432), Port.udp('stats', 8125)));
    expect(entry.spec.ports.map((port: any) => port.protocol)).toEqual(['TCP', 'HTTP2', 'GRPC']);
  });

  test('is told by another who declares it, if the first was removed', () => {
    const entries = entriesIn(Mesh.istio(), (shop, web) => {
      stripe(shop, 'stripe', Port.http(80));
      stripe(web, 'payments', Port.https(443));
      expect(shop.toJson().filter(({ kind }) => kind === 'ServiceEntry')).toHaveLength(1);
      shop.node.tryRemoveChild('stripe');
    });
    expect(entries.map(({ metadata, spec }) => [metadata.namespace, spec.ports.map((port: any) => port.number)])).toEqual([['web', [443]]]);
  });

  test('nobody else is told', () => {
    for (const mesh of [undefined, Mesh.linkerd()]) expect(entriesIn(mesh, (shop) => stripe(shop, 'stripe', Port.https(443)))).toEqual([]);
  });
});
