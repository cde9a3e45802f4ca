import { table, World } from './world';
import { External, Severity } from '../../../src';

/** The Gateway of the world's route, with one listener. */
function gateway(w: World, listener: any = {}, namespaces: any = { from: 'All' }): void {
  w.add({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'gateway' },
    spec: { gatewayClassName: 'x', listeners: [{ name: 'https', port: 443, protocol: 'HTTPS', allowedRoutes: { namespaces }, ...listener }] },
  });
}

const route = (w: World) => w.get('HTTPRoute', 'orders').spec;

table('graph/missing-gateway', Severity.WARNING, {
  complains: {
    'another Gateway is here': (w) => { gateway(w); route(w).parentRefs[0].name = 'internal'; },
    'it is in another namespace': (w) => { gateway(w); delete route(w).parentRefs[0].namespace; },
    'another Gateway is declared': (w) => { w.externals = [External.gateway('internal')]; },
    'the Gateway has no such listener': (w) => { gateway(w); route(w).parentRefs[0].sectionName = 'http'; },
    'the declared Gateway has no such listener': (w) => { w.externals = [External.gateway('public', ['https'], 'gateway')]; route(w).parentRefs[0].sectionName = 'http'; },
  },
  quiet: {
    'nobody says which Gateways there are': () => {},
    'it is here': (w) => gateway(w),
    'it is declared': (w) => { w.externals = [External.gateway('public', ['https'])]; route(w).parentRefs[0].sectionName = 'https'; },
    'its parent is a Service: a mesh': (w) => { gateway(w); route(w).parentRefs = [{ group: '', kind: 'Service', name: 'orders' }]; },
  },
});

table('graph/gateway-refuses-route', Severity.ERROR, {
  complains: {
    'the listener takes routes of its own namespace only': (w) => gateway(w, {}, { from: 'Same' }),
    'the listener says nothing about namespaces': (w) => gateway(w, { allowedRoutes: undefined }),
    'the listener selects another namespace': (w) => gateway(w, {}, { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }),
    'the host is another': (w) => gateway(w, { hostname: 'shop.example.com' }),
    'the listener\'s wildcard does not cover the host': (w) => gateway(w, { hostname: '*.example.org' }),
  },
  quiet: {
    'the listener selects the namespace': (w) => gateway(w, {}, { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }),
    'the listener selects by labels that nobody here can see': (w) => { w.remove('Namespace', 'shop'); gateway(w, {}, { from: 'Selector', selector: { matchLabels: { tier: 'web' } } }); },
    'the wildcard covers the host': (w) => gateway(w, { hostname: '*.example.com' }),
    'the route is in the Gateway\'s namespace': (w) => { gateway(w, {}, { from: 'Same' }); w.objects.find((o) => o.kind === 'Gateway').metadata.namespace = 'shop'; route(w).parentRefs[0].namespace = 'shop'; },
  },
});

describe('one host at one gateway', () => {
  const grpc = (w: World) => { const copy = w.copy('HTTPRoute', 'orders', 'calls'); copy.kind = 'GRPCRoute'; copy.spec.rules[0].matches = [{ method: { service: 'shop.Orders' } }]; return copy; };
  const clashes = (w: World) => w.findings.filter((f) => f.rule === 'graph/same-route-twice').map(String);

  test('has HTTP routes or gRPC routes, never both: the gateway would accept only one of the two', () => {
    const world = new World();
    grpc(world);
    expect(clashes(world)).toHaveLength(1);
    expect(clashes(world)[0]).toContain('accepts one kind of route per host');
  });

  test('may have both at two listeners, or under two hosts', () => {
    const world = new World();
    grpc(world).spec.parentRefs[0].sectionName = 'grpc';
    expect(clashes(world)).toEqual([]);
    const other = new World();
    grpc(other).spec.hostnames = ['grpc.example.com'];
    expect(clashes(other)).toEqual([]);
  });
});
