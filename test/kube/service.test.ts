import { Port, PortProtocol } from '../../src';
import { shop } from '../kit';

describe('a Service', () => {
  test('is inside the cluster only', () => {
    expect(shop().find('Service').spec).toMatchObject({ type: 'ClusterIP', sessionAffinity: 'None' });
  });

  test('finds its target ports by name, so that a pod\'s port may move', () => {
    expect(shop({ ports: [Port.grpc(9090)] }).find('Service').spec.ports[0].targetPort).toBe('grpc');
  });

  test('writes out what the API server would, so that no difference is ever shown', () => {
    const it = shop();
    it.find('Service').spec.ports.forEach((port: any) => expect(port.protocol).toBe('TCP'));
    it.container().ports.forEach((port: any) => expect(port.protocol).toBe('TCP'));
  });

  test('has the numbers that callers use; pods, policies and the headless Service have the pod\'s', () => {
    const it = shop({ ports: [Port.http(8080).servedAs(80), Port.grpc(9090).servedAs(443)] });
    const frontend = it.service('frontend');
    frontend.calls(it.checkout, { port: 'http' });
    frontend.calls(it.checkout, { port: 'grpc' });
    expect(it.problems).toEqual([]);
    expect(it.find('Service').spec.ports.map((p: any) => [p.name, p.port, p.targetPort])).toEqual([['grpc', 443, 'grpc'], ['http', 80, 'http']]);
    expect(it.find('Service', 'checkout-headless').spec.ports.map((p: any) => [p.port, p.targetPort])).toEqual([[9090, 9090], [8080, 8080]]);
    expect([it.env('CHECKOUT_URL', 'frontend'), it.env('CHECKOUT_ADDR', 'frontend')])
      .toEqual(['http://checkout.shop.svc.cluster.local:80', 'dns:///checkout-headless.shop.svc.cluster.local:9090']);
    expect(it.env('HTTP_ADDR')).toBe(':8080');
    expect(it.find('NetworkPolicy').spec.ingress.map((rule: any) => rule.ports[0].port)).toEqual([8080, 8081, 9090]);
  });

  test('carries UDP as UDP, from caller to pod', () => {
    const it = shop({ ports: [Port.udp('statsd', 8125)] });
    it.service('frontend').calls(it.checkout);
    const udp = { ports: [{ protocol: 'UDP', port: 8125 }] };
    expect(it.container().ports).toContainEqual({ name: 'statsd', containerPort: 8125, protocol: 'UDP' });
    expect(it.find('Service').spec.ports[0].protocol).toBe('UDP');
    expect(it.find('NetworkPolicy').spec.ingress).toContainEqual(expect.objectContaining(udp));
    expect(it.find('NetworkPolicy', 'frontend').spec.egress).toContainEqual(expect.objectContaining(udp));
  });

  test('never says a protocol that makes a mesh treat gRPC as opaque', () => {
    expect(shop({ ports: [Port.named('rpc', 9090, PortProtocol.GRPC)] }).find('Service').spec.ports[0].appProtocol).toBe('kubernetes.io/h2c');
  });
});
