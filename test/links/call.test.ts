import { App, Chart, Testing } from 'cdk8s';
import { GoMicroservice, Mesh, Port, PortProtocol, Requests } from '../../src';
import { chartIn, find, objectsOf, problemsOf, serviceIn, shop, Shop } from '../kit';

/** A shop whose checkout calls payments. */
function calling(ports: Port[], options?: object, props: object = {}): Shop {
  const it = shop(props);
  it.checkout.calls(it.service('payments', { ports }), options);
  return it;
}

const pods = (name: string, namespace?: string) => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } },
  ...(namespace && { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
});

describe('a call', () => {
  test.each([
    ['HTTP is a URL', Port.http(8080), 'PAYMENTS_URL', 'http://payments.shop.svc.cluster.local:8080'],
    ['gRPC is a name with all pods, so that the client balances', Port.grpc(9090), 'PAYMENTS_ADDR', 'dns:///payments-headless.shop.svc.cluster.local:9090'],
    ['gRPC-Web is one, too', Port.grpcWeb(8080), 'PAYMENTS_URL', 'http://payments.shop.svc.cluster.local:8080'],
    ['anything else is host and port', Port.tcp('redis', 6379), 'PAYMENTS_ADDR', 'payments.shop.svc.cluster.local:6379'],
    ['over UDP, too', Port.udp('statsd', 8125), 'PAYMENTS_ADDR', 'payments.shop.svc.cluster.local:8125'],
  ])('gives the caller the address: %s', (_, port, variable, address) => {
    const it = calling([port]);
    expect(it.env(variable)).toBe(address);
    expect(it.problems).toEqual([]);
  });

  test('gives the callee nothing', () => {
    expect(calling([Port.http(8080)]).container('payments').env.map((e: any) => e.name)).not.toEqual(expect.arrayContaining([expect.stringMatching(/CHECKOUT/)]));
  });

  test('may name the variable', () => {
    expect(calling([Port.http(8080)], { envName: 'PSP' }).env('PSP')).toBe('http://payments.shop.svc.cluster.local:8080');
  });

  test('reads a name with dashes as a variable', () => {
    const it = shop();
    it.checkout.calls(it.service('fraud-check-v2'));
    expect(it.env('FRAUD_CHECK_V2_URL')).toContain('fraud-check-v2');
  });

  test('uses the cluster\'s own DNS domain', () => {
    const it = shop({}, { clusterDomain: 'corp.internal' });
    it.checkout.calls(it.service('payments'));
    expect(it.env('PAYMENTS_URL')).toBe('http://payments.shop.svc.corp.internal:8080');
  });

  test('uses the short name where no namespace is known', () => {
    const chart = new Chart(Testing.app(), 'shop');
    const [checkout, payments] = [serviceIn(chart, 'checkout'), serviceIn(chart, 'payments')];
    checkout.calls(payments);
    expect(find(objectsOf(chart), 'Deployment', 'checkout').spec.template.spec.containers[0].env).toContainEqual({ name: 'PAYMENTS_URL', value: 'http://payments:8080' });
  });

  test('said twice is said once', () => {
    const it = calling([Port.grpc(9090)]);
    const payments = it.chart.node.findChild('payments') as GoMicroservice;
    const before = it.objects;
    it.checkout.calls(payments);
    expect(it.objects).toEqual(before);
  });

  test('may go to oneself', () => {
    const it = shop();
    it.checkout.calls(it.checkout);
    expect(it.problems).toEqual([]);
    expect(it.find('NetworkPolicy').spec.ingress).toContainEqual({ from: [pods('checkout')], ports: [{ protocol: 'TCP', port: 8080 }] });
  });
});

describe('the way of a call', () => {
  test('is opened on the caller\'s side, to that pod port and nothing else', () => {
    const egress = calling([Port.http(8080), Port.grpc(9090)], { port: 'grpc' }).find('NetworkPolicy').spec.egress;
    expect(egress.filter((r: any) => r.ports[0].port !== 53)).toEqual([{ to: [pods('payments')], ports: [{ protocol: 'TCP', port: 9090 }] }]);
  });

  test('is opened on the callee\'s side, for that caller and port and nothing else', () => {
    const ingress = calling([Port.http(8080), Port.grpc(9090)], { port: 'grpc' }).find('NetworkPolicy', 'payments').spec.ingress;
    expect(ingress.filter((r: any) => r.ports[0].port !== 8081)).toEqual([{ from: [pods('checkout')], ports: [{ protocol: 'TCP', port: 9090 }] }]);
  });

  test('opens nothing for anybody else', () => {
    const it = calling([Port.http(8080)]);
    it.service('stranger');
    for (const name of ['checkout', 'payments']) expect(JSON.stringify(it.find('NetworkPolicy', name))).not.toContain('stranger');
    const [{ ingress, egress }, { ingress: none, egress: dns }] = [it.find('NetworkPolicy', 'stranger').spec, shop().find('NetworkPolicy').spec];
    expect({ ingress, egress }).toEqual({ ingress: none, egress: dns });
  });

  test('across namespaces names the other namespace, on both sides', () => {
    const app = Testing.app();
    const [a, b] = [chartIn(app, 'a', 'shop'), chartIn(app, 'b', 'pay')];
    serviceIn(a, 'checkout').calls(serviceIn(b, 'payments', { callableFrom: ['shop'] }));
    expect(find(objectsOf(a), 'NetworkPolicy', 'checkout').spec.egress).toContainEqual({ to: [pods('payments', 'pay')], ports: [{ protocol: 'TCP', port: 8080 }] });
    expect(find(objectsOf(b), 'NetworkPolicy', 'payments').spec.ingress).toContainEqual({ from: [pods('checkout', 'shop')], ports: [{ protocol: 'TCP', port: 8080 }] });
  });

  test('callers of one port share a rule', () => {
    const it = shop();
    for (const name of ['a', 'b']) it.service(name).calls(it.checkout);
    expect(it.find('NetworkPolicy').spec.ingress).toContainEqual({ from: [pods('a'), pods('b')], ports: [{ protocol: 'TCP', port: 8080 }] });
  });
});

describe('a gRPC callee', () => {
  test('gets a second Service that answers with its pods, on their own ports', () => {
    expect(calling([Port.grpc(9090)]).find('Service', 'payments-headless').spec).toMatchObject({
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/instance': 'payments' },
      ports: [{ name: 'grpc', port: 9090, targetPort: 9090, appProtocol: 'kubernetes.io/h2c' }],
    });
  });

  test('hides pods that are not ready', () => {
    expect(calling([Port.grpc(9090)]).find('Service', 'payments-headless').spec.publishNotReadyAddresses).toBe(false);
  });

  test('that nobody calls has no second Service', () => {
    expect(shop({ ports: [Port.grpc(9090)] }).all('Service')).toHaveLength(1);
  });

  test('keeps its own Service with an address', () => {
    expect(calling([Port.grpc(9090)]).find('Service', 'payments').spec.type).toBe('ClusterIP');
  });
});

describe('a call over gRPC-Web', () => {
  test('may be for one method, which a mesh keeps', () => {
    const it = shop({}, { mesh: Mesh.istio() });
    it.checkout.calls(it.service('payments', { ports: [Port.grpcWeb(8080)] }), { only: [Requests.rpc('shop.v1.Payments/Charge')] });
    expect(it.find('AuthorizationPolicy', 'payments').spec.rules[0].to).toEqual([{ operation: { ports: ['8080'], paths: ['/shop.v1.Payments/Charge'] } }]);
    expect(it.problems).toEqual([]);
  });

  test('is HTTP to every proxy: the program answers it, and nobody translates', () => {
    const it = shop({ ports: [Port.grpcWeb(8080)] }, { mesh: Mesh.istio() });
    expect(it.find('Service').spec.ports).toEqual([expect.objectContaining({ name: 'grpc-web', appProtocol: 'http' })]);
  });
});

test('a call over UDP opens the way for UDP, and has no deadline', () => {
  const it = calling([Port.udp('statsd', 8125)]);
  expect(it.find('NetworkPolicy', 'payments').spec.ingress).toContainEqual({ from: [pods('checkout')], ports: [{ port: 8125, protocol: 'UDP' }] });
  expect(it.env('PAYMENTS_TIMEOUT')).toBeUndefined();
});

describe('a call that cannot be made is refused', () => {
  test('if it does not say which of several ports', () => {
    expect(calling([Port.http(8080), Port.grpc(9090)]).problems).toEqual(['call/which-port']);
  });

  test('if there is no such port', () => {
    expect(calling([Port.http(8080)], { port: 'grpc' }).problems).toEqual(['call/no-such-port']);
  });

  test('if there is no port at all', () => {
    expect(calling([]).problems).toEqual(['call/no-such-port']);
  });

  test('and leaves the callee as it is', () => {
    const it = calling([Port.http(8080)], { port: 'grpc' });
    expect(problemsOf(it.chart.node.findChild('payments') as GoMicroservice)).toEqual([]);
  });

  test.each([['HTTP_ADDR'], ['ADMIN_ADDR'], ['PPROF_ADDR']])('if its variable is %s, where the caller finds its own address', (envName) => {
    expect(calling([Port.http(8080)], { envName }).problems).toEqual(['call/env-name-taken']);
  });

  test('if the callee\'s name makes the variable of one of the caller\'s own ports', () => {
    const it = shop({ ports: [Port.tcp('redis', 7000)] });
    it.checkout.calls(it.service('redis', { ports: [Port.tcp('redis', 6379)] }));
    expect(it.problems).toEqual(['call/env-name-taken']);
  });

  test('if its variable has no name that a shell knows', () => {
    expect(calling([Port.http(8080)], { envName: 'my psp' }).problems).toEqual(['env/bad-name']);
  });

  test('if two callees would be in one variable, and both are named', () => {
    const it = shop();
    it.checkout.calls(it.service('payments'), { envName: 'BACKEND' });
    it.checkout.calls(it.service('orders'), { envName: 'BACKEND' });
    expect(it.problems).toEqual(['draft/conflict']);
    expect(it.checkout.problems()[0].what).toMatch(/checkout calls orders.*checkout calls payments/);
  });

  test('if two callees of one name in two namespaces would be, and then it says how to tell them apart', () => {
    const it = shop();
    const app = it.chart.node.root as App;
    const [eu, us] = ['eu', 'us'].map((namespace) => serviceIn(chartIn(app, namespace, namespace), 'payments', { callableFrom: ['shop'] }));
    it.checkout.calls(eu);
    it.checkout.calls(us);
    expect(it.checkout.problems().map(({ slug, remedy }) => [slug, remedy])).toEqual([['draft/conflict', 'Give one of the calls an `envName` of its own: calls(…, { envName: \'…\' }).']]);
  });

  test('and then that way out works', () => {
    const it = shop();
    const app = it.chart.node.root as App;
    const [eu, us] = ['eu', 'us'].map((namespace) => serviceIn(chartIn(app, namespace, namespace), 'payments', { callableFrom: ['shop'] }));
    it.checkout.calls(eu);
    it.checkout.calls(us, { envName: 'PAYMENTS_US_URL' });
    expect(it.problems).toEqual([]);
    expect([it.env('PAYMENTS_URL'), it.env('PAYMENTS_US_URL')]).toEqual(['http://payments.eu.svc.cluster.local:8080', 'http://payments.us.svc.cluster.local:8080']);
  });

  test('but the caller\'s own props may say where', () => {
    const it = calling([Port.http(8080)], {}, { env: { PAYMENTS_URL: 'http://localhost:9999' } });
    expect(it.problems).toEqual([]);
    expect(it.env('PAYMENTS_URL')).toBe('http://localhost:9999');
  });
});

test('a second port of one kind can be called by its name', () => {
  const it = calling([Port.http(8080), Port.named('internal', 8090, PortProtocol.HTTP)], { port: 'internal' });
  expect(it.env('PAYMENTS_URL')).toBe('http://payments.shop.svc.cluster.local:8090');
});
