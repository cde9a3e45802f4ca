import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { Edge, EdgeController, Exposure, ExposureProps, GatewayEdgeProps, GopherApp, IngressEdgeProps, Platform, Port, Route, Severity } from '../../../src';
import { on, serviceIn, shop } from '../../kit';

const HOST = 'shop.example.com';
const NAME = `checkout.${HOST}`;
const gateway = (props: Partial<GatewayEdgeProps> = {}) => Edge.gateway({ name: 'public', namespace: 'gateways', ...props });
const envoy = (props: Partial<GatewayEdgeProps> = {}) => gateway({ controller: EdgeController.ENVOY_GATEWAY, listener: 'https', ...props });
const ingress = (props: Partial<IngressEdgeProps> = {}) => Edge.ingress({ className: 'traefik', controller: EdgeController.TRAEFIK, clusterIssuer: 'letsencrypt', ...props });

function exposed(edge: Edge | undefined, props: Partial<ExposureProps> = {}, ports: Port[] = [Port.http(8080)], platform: any = {}) {
  return shop({ ports, traits: [new Exposure({ host: HOST, ...props })] }, { ...platform, edge });
}

const letsIn = (it: ReturnType<typeof shop>, port: number) => it.find('NetworkPolicy').spec.ingress.find((rule: any) => rule.ports[0].port === port)?.from;

describe('a workload behind a Gateway', () => {
  test('gets an HTTPRoute in its own namespace, attached to the Gateway of the platform', () => {
    const route = exposed(envoy()).find('HTTPRoute', NAME);
    expect(route).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1', metadata: { namespace: 'shop' } });
    expect(route.spec).toEqual({
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways', name: 'public', sectionName: 'https' }],
      hostnames: [HOST],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ group: '', kind: 'Service', name: 'checkout', port: 8080, weight: 1 }] }],
    });
  });

  test('is called on the Service\'s port, while the policy opens the pod\'s', () => {
    const it = exposed(envoy(), {}, [Port.http(8080).servedAs(80)]);
    expect(it.find('HTTPRoute', NAME).spec.rules[0].backendRefs[0].port).toBe(80);
    expect(letsIn(it, 8080)).toHaveLength(1);
    expect(letsIn(it, 80)).toBeUndefined();
  });

  test('lets in the proxies of that Gateway, on the exposed port only', () => {
    const it = exposed(envoy(), { port: 'http' }, [Port.http(8080), Port.grpc(9090)]);
    expect(letsIn(it, 8080)[0].podSelector.matchLabels['gateway.envoyproxy.io/owning-gateway-name']).toBe('public');
    expect(letsIn(it, 9090)).toBeUndefined();
  });

  test('gets a GRPCRoute for a gRPC port', () => {
    const it = exposed(envoy(), {}, [Port.grpc(9090)]);
    expect(it.problems).toEqual([]);
    expect(it.find('GRPCRoute', NAME).spec.rules).toEqual([{ backendRefs: [{ group: '', kind: 'Service', name: 'checkout', port: 9090, weight: 1 }] }]);
    expect(it.all('HTTPRoute')).toEqual([]);
  });

  test('is redirected to TLS from the listener without, path by path', () => {
    const route = exposed(envoy({ httpListener: 'http' }), { routes: [Route.prefix('/checkout')] }).find('HTTPRoute', `${NAME}-redirect`);
    expect(route.spec.parentRefs[0].sectionName).toBe('http');
    expect(route.spec.rules).toEqual([{
      matches: [{ path: { type: 'PathPrefix', value: '/checkout' } }],
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
    }]);
  });

  test('has the annotations of the edge and its own', () => {
    const it = exposed(envoy({ annotations: { 'example.com/dns': 'public' } }), { annotations: { 'example.com/team': 'a' } });
    expect(it.find('HTTPRoute', NAME).metadata.annotations).toEqual({ 'example.com/dns': 'public', 'example.com/team': 'a' });
  });

  test('has no certificate of its own', () => {
    expect(exposed(envoy(), { tlsSecret: 'tls' }).problems).toEqual(['exposure/tls-at-gateway']);
  });
});

describe('browsers that call gRPC', () => {
  const web = { webOrigins: ['https://shop.example.com', 'https://*.example.org'], webHeaders: ['authorization'] };

  test('are let in by Envoy Gateway, which translates gRPC-Web wherever there is a GRPCRoute', () => {
    const policy = exposed(envoy(), web, [Port.grpc(9090)]).find('SecurityPolicy', NAME);
    expect(policy.spec.targetRefs).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: NAME }]);
    expect(policy.spec.cors.allowOrigins).toEqual(web.webOrigins);
    expect(policy.spec.cors.allowHeaders).toEqual(['content-type', 'grpc-timeout', 'x-grpc-web', 'x-user-agent', 'authorization']);
  });

  test.each([
    ['Istio', gateway({ controller: EdgeController.ISTIO })],
    ['another Gateway', gateway()],
    ['an Ingress', ingress()],
  ])('are not let in by %s, which is told with what else would do', (_, edge) => {
    const it = exposed(edge, web, [Port.grpc(9090)]);
    expect(it.problems).toEqual(['exposure/no-grpc-web']);
    expect(it.checkout.problems()[0].message).toContain('Port.h2c');
  });

  test('need none of it where the program speaks Connect', () => {
    const it = exposed(gateway(), {}, [Port.h2c(8080)]);
    expect(it.problems).toEqual([]);
    expect(it.find('Service').spec.ports[0].appProtocol).toBe('kubernetes.io/h2c');
    expect(it.all('HTTPRoute')).toHaveLength(1);
    expect(exposed(envoy(), web, [Port.h2c(8080)]).problems).toEqual(['exposure/web-not-grpc']);
  });

  test.each(['*', 'shop.example.com', 'https://shop.example.com/', 'https://a b'])('come from an origin; %p is none', (origin) => {
    expect(exposed(envoy(), { webOrigins: [origin] }, [Port.grpc(9090)]).problems).toEqual(['exposure/bad-origin']);
  });
});

describe('a workload behind an ingress controller', () => {
  test('gets an Ingress, with a certificate per host', () => {
    const object = exposed(ingress(), { routes: [Route.prefix('/checkout'), Route.exact('/basket')] }).find('Ingress', NAME);
    const backend = { service: { name: 'checkout', port: { name: 'http' } } };
    expect(object.metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
    expect(object.spec).toEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: [HOST], secretName: `${HOST}-tls` }],
      rules: [{ host: HOST, http: { paths: [{ path: '/checkout', pathType: 'Prefix', backend }, { path: '/basket', pathType: 'Exact', backend }] } }],
    });
  });

  test('may bring a certificate of its own', () => {
    const object = exposed(ingress(), { tlsSecret: 'wildcard' }).find('Ingress', NAME);
    expect([object.spec.tls, object.metadata.annotations]).toEqual([[{ hosts: [HOST], secretName: 'wildcard' }], undefined]);
  });

  test('may leave the certificate to the controller', () => {
    expect(exposed(ingress({ clusterIssuer: undefined, defaultCertificate: true })).find('Ingress', NAME).spec.tls).toEqual([{ hosts: [HOST] }]);
  });

  test('is not served without TLS, but on a developer\'s machine', () => {
    const plain = ingress({ clusterIssuer: undefined });
    expect(exposed(plain).problems).toEqual(['exposure/no-certificate']);
    const it = shop({ traits: [new Exposure({ host: HOST })] }, Platform.kind({ edge: plain }));
    expect(it.problems).toEqual([]);
    expect(it.find('Ingress', NAME).spec.tls).toBeUndefined();
  });

  test('lets in the controller\'s pods', () => {
    expect(letsIn(exposed(ingress()), 8080)).toEqual([{
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } },
    }]);
  });

  test('can say host and path only', () => {
    const it = exposed(ingress(), { routes: [Route.prefix('/a', { methods: ['GET'], headers: { x: '1' } }), Route.redirect('b.example.com')] });
    expect(it.problems).toEqual(['route/needs-gateway', 'route/needs-gateway']);
    expect(it.checkout.problems()[0].message).toContain('methods, headers');
  });

  test.each<[EdgeController, any, any]>([
    [EdgeController.HAPROXY, { 'haproxy.org/server-proto': 'h2' }, undefined],
    [EdgeController.AWS, {
      'alb.ingress.kubernetes.io/target-type': 'ip', 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]', 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC',
    }, undefined],
    [EdgeController.TRAEFIK, {}, { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' }],
  ])('tells %s in its own words that the pods speak gRPC', (controller, onIngress, onService) => {
    const callers = new Platform({ edge: gateway() }).edge!.callers;
    const it = exposed(ingress({ controller, clusterIssuer: undefined, defaultCertificate: true, callers }), {}, [Port.grpc(9090)]);
    expect(it.problems).toEqual([]);
    expect(it.find('Ingress', NAME).metadata.annotations ?? {}).toEqual(onIngress);
    expect(it.find('Service').metadata.annotations).toEqual(onService);
  });

  test('tells a controller that nobody knows what the platform says', () => {
    const other = (grpcAnnotations?: { [key: string]: string }) => exposed(ingress({ controller: EdgeController.OTHER, callers: gateway().callers, grpcAnnotations }), {}, [Port.grpc(9090)]);
    expect(other().problems).toEqual(['exposure/no-grpc']);
    expect(other({ 'example.com/h2': 'yes' }).problems).toEqual([]);
    expect(other({ 'example.com/h2': 'yes' }).find('Ingress', NAME).metadata.annotations).toMatchObject({ 'example.com/h2': 'yes' });
  });

  test('behind Traefik speaks either gRPC or HTTP: its word holds for the whole Service', () => {
    const it = shop({
      ports: [Port.http(8080), Port.grpc(9090)],
      traits: [new Exposure({ host: 'a.example.com', port: 'http' }), new Exposure({ host: 'b.example.com', port: 'grpc' })],
    }, { edge: ingress() });
    expect(it.problems).toEqual(['draft/conflict']);
  });
});

describe('exposeAt', () => {
  test('collects the paths of a host, in whatever order they come', () => {
    const paths = (...calls: string[]) => {
      const it = shop({}, { edge: envoy() });
      calls.forEach((path) => it.checkout.exposeAt(HOST, path));
      return it.find('HTTPRoute', NAME).spec.rules.map((rule: any) => rule.matches[0].path.value);
    };
    expect(paths('/b', '/a', '/b')).toEqual(['/a', '/b']);
    expect(paths('/a', '/b')).toEqual(['/a', '/b']);
  });

  test('may name several hosts, each with a port of its own', () => {
    const it = shop({ ports: [Port.http(8080), Port.grpc(9090)] }, { edge: envoy() });
    it.checkout.exposeAt(HOST, '/', 'http');
    it.checkout.exposeAt('grpc.example.com', '/', 'grpc');
    expect(it.problems).toEqual([]);
    expect(it.objects.filter((o) => /Route$/.test(o.kind)).map((o) => `${o.kind} ${o.metadata.name}`).sort()).toEqual(['GRPCRoute checkout.grpc.example.com', `HTTPRoute ${NAME}`]);
  });

  test.each([['http', 'grpc'], ['grpc', 'http']])('leads one host to one port: %s and %s', (...ports) => {
    const it = shop({ ports: [Port.http(8080), Port.grpc(9090)] }, { edge: envoy() });
    ports.forEach((port) => it.checkout.exposeAt(HOST, '/', port));
    expect(it.problems).toContain('exposure/two-ports');
  });

  test('of a wildcard has a name that the API takes', () => {
    const it = shop({}, { edge: envoy() });
    it.checkout.exposeAt('*.example.com');
    expect(it.find('HTTPRoute', 'checkout.wildcard.example.com').spec.hostnames).toEqual(['*.example.com']);
  });
});

describe('what cannot be exposed', () => {
  test.each<[string, ReturnType<typeof shop>, string]>([
    ['anything, without an edge', exposed(undefined), 'exposure/no-edge'],
    ['a bad host', exposed(envoy(), { host: 'https://x' }), 'host/bad-name'],
    ['one of two ports, without saying which', exposed(envoy(), {}, [Port.http(8080), Port.grpc(9090)]), 'exposure/which-port'],
    ['a port that is not there', exposed(envoy(), { port: 'web' }), 'exposure/no-such-port'],
    ['a workload without ports', exposed(envoy(), {}, []), 'exposure/no-such-port'],
    ['a TCP port', exposed(envoy(), {}, [Port.tcp('redis', 6379)]), 'exposure/not-http'],
    ['a port with TLS of its own', exposed(envoy(), {}, [Port.https(8443)]), 'exposure/not-http'],
    ['no route', exposed(envoy(), { routes: [] }), 'exposure/number-of-routes'],
    ['seventeen routes', exposed(envoy(), { routes: Array.from({ length: 17 }, (_, i) => Route.prefix(`/${i}`)) }), 'exposure/number-of-routes'],
    ['with a bad Secret name', exposed(ingress(), { tlsSecret: 'A' }), 'name/not-a-dns-subdomain'],
    ['with a bad annotation', exposed(envoy(), { annotations: { '': '' } }), 'annotation/bad-key'],
  ])('is reported: %s', (_, it, slug) => {
    expect(it.problems).toEqual([slug]);
  });

  test('is told so where the workload has no ports at all', () => {
    expect(exposed(envoy(), {}, []).checkout.problems()[0].message).toContain('the workload has no ports, and no Service. Give it `ports`');
  });

  test('never throws, whatever the host and path', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.constantFrom(envoy(), ingress()), (host, path, edge) => {
      const it = shop({}, { edge });
      it.checkout.exposeAt(host, path);
      expect(() => it.problems).not.toThrow();
    }), { numRuns: 40 });
  });
});

test('an exposure can be taken away again, with all it opened', () => {
  const it = shop({}, { edge: envoy({ httpListener: 'http' }) });
  const before = JSON.stringify(it.objects);
  it.checkout.exposeAt(HOST);
  expect(JSON.stringify(it.objects)).not.toBe(before);
  it.checkout.removeTrait(Exposure.idOf(HOST));
  expect(JSON.stringify(it.objects)).toBe(before);
});

test('any order of exposures gives one result', () => {
  const hosts = ['a.example.com', 'b.example.com', 'c.example.com'];
  const result = (order: string[]) => {
    const it = shop({ traits: order.map((host) => new Exposure({ host })) }, { edge: envoy() });
    return it.objects.map((o) => JSON.stringify(o)).sort();
  };
  fc.assert(fc.property(fc.shuffledSubarray(hosts, { minLength: 3 }), (order) => expect(result(order)).toEqual(result(hosts))));
});

describe.each(['1.28', '1.33', '1.37'])('on Kubernetes %s', (version) => {
  const outdir = mkdtempSync(join(tmpdir(), 'exposure-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  test.each<[string, Edge]>([
    ['a Gateway', envoy({ httpListener: 'http' })],
    ['Traefik', ingress()],
    ['the load balancers of Amazon', ingress({ controller: EdgeController.AWS, callers: gateway().callers })],
    ['the load balancers of Google', ingress({ controller: EdgeController.GKE })],
  ])('every object passes every rule, behind %s', (_, edge) => {
    const app = new GopherApp({ outdir, platform: new Platform({ ...on(version), edge }) });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const isGoogle = edge.controller === EdgeController.GKE;
    serviceIn(chart, 'frontend').exposeAt(HOST);
    serviceIn(chart, 'checkout').exposeAt(HOST, '/checkout');
    serviceIn(chart, 'reports', { ports: [isGoogle ? Port.http(8080) : Port.grpc(9090)] }).addTraits(
      new Exposure({ host: 'grpc.example.com', webOrigins: edge.isGateway ? ['https://shop.example.com'] : undefined }),
    );
    expect(app.findings().filter((f) => f.severity !== Severity.INFO).map(String)).toEqual([]);
    if (edge.isGateway) expect(app.findings().map((f) => f.rule)).not.toContain('operability/grpc-on-one-pod');
  });

  test('one host and path of two workloads is found', () => {
    const app = new GopherApp({ outdir, platform: new Platform({ ...on(version), edge: envoy() }) });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    serviceIn(chart, 'frontend').exposeAt(HOST);
    serviceIn(chart, 'checkout').exposeAt(HOST);
    expect(app.findings().map((f) => f.rule)).toContain('graph/same-route-twice');
  });
});
