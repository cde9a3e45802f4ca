import { Duration } from 'cdk8s';
import { Edge, EdgeController, EdgeProps, GatewayEdgeProps, IngressEdgeProps, NetworkPeer, Platform } from '../../src';

const gateway = (props: Partial<GatewayEdgeProps> = {}) => Edge.gateway({ name: 'public', namespace: 'gateways', ...props });
const ingress = (props: Partial<IngressEdgeProps> = {}) => Edge.ingress({ className: 'traefik', controller: EdgeController.TRAEFIK, ...props });
const slugs = (edge: Edge) => edge._flaws.map((f) => f.slug);

describe('an edge', () => {
  test('is a Gateway or an ingress controller', () => {
    expect([gateway().isGateway, ingress().isGateway]).toEqual([true, false]);
    expect([slugs(gateway()), slugs(ingress())]).toEqual([[], []]);
  });

  test.each([
    [EdgeController.ENVOY_GATEWAY, ['pods app.kubernetes.io/component=proxy,app.kubernetes.io/name=envoy,gateway.envoyproxy.io/owning-gateway-name=public,gateway.envoyproxy.io/owning-gateway-namespace=gateways in envoy-gateway-system']],
    [EdgeController.ISTIO, ['pods gateway.networking.k8s.io/gateway-name=public in gateways']],
    [EdgeController.TRAEFIK, ['pods app.kubernetes.io/name=traefik in traefik']],
    [EdgeController.HAPROXY, ['pods app.kubernetes.io/name=kubernetes-ingress in haproxy-controller']],
    [EdgeController.GKE, ['addresses 35.191.0.0/16', 'addresses 130.211.0.0/22']],
    [EdgeController.OTHER, ['namespace gateways']],
  ])('%s connects to the pods from where it is installed by default', (controller, callers) => {
    expect(gateway({ controller }).callers.map(String)).toEqual(callers);
  });

  test('connects from wherever the platform says', () => {
    expect(gateway({ callers: [NetworkPeer.addresses('10.1.0.0/16')] }).callers.map(String)).toEqual(['addresses 10.1.0.0/16']);
  });

  test.each([
    ['AWS, which connects from the subnets of the load balancer', gateway({ controller: EdgeController.AWS })],
    ['an ingress controller that is not known', ingress({ controller: EdgeController.OTHER })],
    ['a controller without Ingress', ingress({ controller: EdgeController.ISTIO })],
  ])('must say who connects, of %s', (_, edge) => {
    expect(slugs(edge)).toEqual(['edge/unknown-callers']);
  });

  test.each<[string, EdgeProps, number | undefined]>([
    ['a proxy in the cluster', { controller: EdgeController.ENVOY_GATEWAY }, undefined],
    ['a load balancer of Google', { controller: EdgeController.GKE }, 15],
    ['a load balancer of Amazon', { controller: EdgeController.AWS }, 15],
    ['whatever the platform says', { controller: EdgeController.GKE, drainDelay: Duration.seconds(25) }, 25],
  ])('learns late that a pod leaves: %s', (_, props, delay) => {
    expect(gateway(props)._drainDelay).toBe(delay);
  });

  test.each([
    ['a Gateway name', gateway({ name: 'Public' }), 'name/not-a-dns-subdomain'],
    ['a namespace', gateway({ namespace: 'a.b' }), 'namespace/bad-name'],
    ['a listener', gateway({ listener: 'HTTPS' }), 'name/not-a-dns-subdomain'],
    ['a redirect from all listeners', gateway({ httpListener: 'http' }), 'edge/redirect-without-listener'],
    ['a class', ingress({ className: '' }), 'name/not-a-dns-subdomain'],
    ['an issuer', ingress({ clusterIssuer: 'let us' }), 'name/not-a-dns-subdomain'],
    ['an annotation', ingress({ annotations: { 'a b': 'c' } }), 'annotation/bad-key'],
    ['a caller', gateway({ callers: [NetworkPeer.addresses('10.0.0.0/99')] }), 'peer/bad-cidr'],
    ['a delay', gateway({ drainDelay: Duration.millis(1500) }), 'edge/bad-drain-delay'],
  ])('reports bad words: %s', (_, edge, slug) => {
    expect(slugs(edge).length).toBeGreaterThan(0);
    expect(new Set(slugs(edge))).toEqual(new Set([slug]));
  });

  test('is reported where the platform says it', () => {
    expect(new Platform({ edge: ingress({ className: '' }) })._flaws().map((f) => f.slug)).toEqual(['name/not-a-dns-subdomain']);
  });
});
