import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { Edge, Exposure, Percent, Port, Route, RouteOptions } from '../../../src';
import { shop } from '../../kit';

const edge = Edge.gateway({ name: 'public', namespace: 'gateways' });
const on = (routes: Route[], port: Port = Port.http(8080)) => shop({ ports: [port], traits: [new Exposure({ host: 'shop.example.com', routes })] }, { edge });
const rules = (...routes: Route[]) => on(routes).find('HTTPRoute', 'checkout.shop.example.com').spec.rules;
const grpcRules = (...routes: Route[]) => on(routes, Port.grpc(9090)).find('GRPCRoute', 'checkout.shop.example.com').spec.rules;
const backendRefs = [{ group: '', kind: 'Service', name: 'checkout', port: 8080, weight: 1 }];

describe('a route of HTTP', () => {
  test('by prefix or by exact path', () => {
    expect(rules(Route.prefix('/checkout'), Route.exact('/basket'))).toEqual([
      { matches: [{ path: { type: 'PathPrefix', value: '/checkout' } }], backendRefs },
      { matches: [{ path: { type: 'Exact', value: '/basket' } }], backendRefs },
    ]);
  });

  test('by methods and headers: every method with all headers', () => {
    expect(rules(Route.prefix('/', { methods: ['GET', 'HEAD'], headers: { 'x-tenant': 'a', 'x-beta': '1' } }))[0].matches).toEqual(['GET', 'HEAD'].map((method) => ({
      path: { type: 'PathPrefix', value: '/' }, method, headers: [{ type: 'Exact', name: 'x-tenant', value: 'a' }, { type: 'Exact', name: 'x-beta', value: '1' }],
    })));
  });

  test('with timeouts as the Gateway API writes them', () => {
    expect(rules(Route.prefix('/', { timeout: Duration.seconds(90), tryTimeout: Duration.millis(1500) }))[0].timeouts).toEqual({ request: '90s', backendRequest: '1500ms' });
  });

  test('with headers set and removed on both ways', () => {
    expect(rules(Route.prefix('/', { setRequestHeaders: { 'x-a': '1' }, removeRequestHeaders: ['x-b'], setResponseHeaders: { 'x-c': '2' }, removeResponseHeaders: ['server'] }))[0].filters).toEqual([
      { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: '1' }], remove: ['x-b'] } },
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'x-c', value: '2' }], remove: ['server'] } },
    ]);
  });

  test('with another prefix takes a rule for each match, as the API allows one per rule', () => {
    const made = rules(Route.prefix('/api', { replacePrefix: '/', methods: ['GET', 'POST'] }));
    expect(made.map((rule: any) => rule.matches.length)).toEqual([1, 1]);
    expect(made[0].filters).toEqual([{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }]);
  });

  test('that redirects leads to no Service', () => {
    expect(rules(Route.redirect('www.example.com'))).toEqual([{
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', hostname: 'www.example.com', statusCode: 301 } }],
    }]);
  });

  test('by gRPC service is a path: a Connect program takes calls over plain HTTP', () => {
    const made = on([Route.grpc('shop.v1.Checkout'), Route.grpcMethod('shop.v1.Checkout', 'Pay')], Port.h2c(8080)).find('HTTPRoute', 'checkout.shop.example.com').spec.rules;
    expect(made.map((rule: any) => rule.matches[0].path)).toEqual([{ type: 'PathPrefix', value: '/shop.v1.Checkout' }, { type: 'Exact', value: '/shop.v1.Checkout/Pay' }]);
  });
});

describe('a route of gRPC', () => {
  test('by service, method and headers', () => {
    expect(grpcRules(Route.grpc('shop.v1.Checkout', { headers: { 'x-tenant': 'a' } }), Route.grpcMethod('shop.v1.Checkout', 'Pay')).map((rule: any) => rule.matches)).toEqual([
      [{ method: { type: 'Exact', service: 'shop.v1.Checkout' }, headers: [{ type: 'Exact', name: 'x-tenant', value: 'a' }] }],
      [{ method: { type: 'Exact', service: 'shop.v1.Checkout', method: 'Pay' } }],
    ]);
  });

  test('for all calls has no match at all', () => {
    expect(grpcRules(Route.prefix('/'))[0].matches).toBeUndefined();
  });

  test.each<[string, Route]>([
    ['a path', Route.prefix('/checkout')],
    ['a timeout', Route.grpc('a.B', { timeout: Duration.seconds(5) })],
    ['methods of HTTP', Route.grpc('a.B', { methods: ['POST'] })],
    ['a redirect', Route.redirect('www.example.com')],
  ])('cannot say %s', (_, route) => {
    expect(on([route], Port.grpc(9090)).problems).toEqual(['route/not-for-grpc']);
  });
});

describe('a split', () => {
  function canary(share: number, namespace?: string) {
    const it = shop({ ports: [Port.http(8080)] }, { edge });
    const next = it.service('checkout-next', { ports: [Port.http(8081).servedAs(80), Port.grpc(9090)], without: ['health-checks'] });
    it.checkout.addTraits(new Exposure({ host: 'shop.example.com', routes: [Route.prefix('/', { splits: [{ to: namespace ? { name: 'x', namespace, acceptRequests: () => 80 } : next, share: Percent.of(share), port: 'http' }] })] }));
    return it;
  }

  test('gives a share to another workload, and lets the gateway in there', () => {
    const it = canary(10);
    expect(it.problems).toEqual([]);
    expect(it.find('HTTPRoute', 'checkout.shop.example.com').spec.rules[0].backendRefs.map((ref: any) => [ref.name, ref.port, ref.weight])).toEqual([['checkout', 8080, 90], ['checkout-next', 80, 10]]);
    expect(it.find('NetworkPolicy', 'checkout-next').spec.ingress).toEqual([
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } } }], ports: [{ protocol: 'TCP', port: 8081 }] },
    ]);
  });

  test('gives away at most everything', () => {
    expect(canary(100).find('HTTPRoute', 'checkout.shop.example.com').spec.rules[0].backendRefs[0].weight).toBe(0);
    expect(canary(101).problems).toEqual(['percent/out-of-range', 'route/shares-above-all']);
    expect(canary(0).problems).toEqual(['percent/out-of-range']);
  });

  test('stays in one namespace', () => {
    expect(canary(10, 'other').problems).toEqual(['route/other-namespace']);
  });

  test('to a port that is not there is reported where it is not', () => {
    const it = shop({}, { edge });
    const next = it.service('next');
    it.checkout.addTraits(new Exposure({ host: 'a.example.com', routes: [Route.prefix('/', { splits: [{ to: next, share: Percent.of(5), port: 'grpc' }] })] }));
    expect(next.problems().map((p) => p.slug)).toEqual(['call/no-such-port']);
  });
});

describe('bad words of a route', () => {
  const slugs = (route: Route) => route._flaws.map((f) => f.slug);

  test.each(['/', '/checkout', '/a/b-c_d.e~f/', '/%20', '/@me', '/a:b'])('%p is a good path', (path) => {
    expect(slugs(Route.prefix(path))).toEqual([]);
  });

  test.each(['', 'checkout', '/a//b', '/a/../b', '/..', '/a?b=1', '/a#b', '/a b', '/%2f', '/ü', `/${'a'.repeat(1024)}`])('%p is none', (path) => {
    expect(slugs(Route.exact(path))).toEqual(['route/bad-path']);
  });

  test.each<[string, RouteOptions, string]>([
    ['a method', { methods: ['get'] }, 'route/bad-method'],
    ['a header\'s name', { headers: { 'x y': '1' } }, 'route/bad-header'],
    ['a header\'s value', { setRequestHeaders: { 'x-a': 'a\nb' } }, 'route/bad-header'],
    ['an empty value', { headers: { 'x-a': '' } }, 'route/bad-header'],
    ['a removed header', { removeResponseHeaders: [''] }, 'route/bad-header'],
    ['a password that the program would get', { setRequestHeaders: { Authorization: 'Basic eDp5' } }, 'route/secret-header'],
    ['a key that requests must have', { headers: { 'X-Api-Key': 'abc' } }, 'route/secret-header'],
    ['no time', { timeout: Duration.seconds(0) }, 'route/bad-timeout'],
    ['too much time', { timeout: Duration.days(2) }, 'route/bad-timeout'],
    ['parts of a millisecond', { tryTimeout: Duration.millis(0.5) }, 'route/bad-timeout'],
    ['one try longer than all', { timeout: Duration.seconds(1), tryTimeout: Duration.seconds(2) }, 'route/try-above-timeout'],
    ['a prefix to put there', { replacePrefix: 'v2' }, 'route/bad-path'],
  ])('are reported: %s', (_, options, slug) => {
    expect(slugs(Route.prefix('/', options))).toEqual([slug]);
  });

  test('are reported: a prefix replaced where none is matched', () => {
    expect(slugs(Route.exact('/a', { replacePrefix: '/' }))).toEqual(['route/replaces-no-prefix']);
  });

  test.each(['', 'shop..Checkout', '1a', 'shop/Checkout', 'a b'])('are reported: the gRPC service %p', (service) => {
    expect(slugs(Route.grpc(service))).toEqual(['route/bad-grpc-name']);
  });

  test('are reported: a gRPC method, a host to redirect to', () => {
    expect([...slugs(Route.grpcMethod('a.B', 'c/d')), ...slugs(Route.redirect('https://x'))]).toEqual(['route/bad-grpc-name', 'host/bad-name']);
  });

  test('never throw, and never show the value of a secret header', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string({ minLength: 12 }), (path, name, value) => {
      const route = Route.prefix(path, { headers: { [name]: value, authorization: value } });
      expect(route._flaws.find((f) => f.slug === 'route/secret-header')!.what).not.toContain(value);
    }));
  });
});
