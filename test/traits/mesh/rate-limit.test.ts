import { MeshShop } from './kit';
import { Edge, EdgeController, Mesh, MeshAccess, MeshMembership, NetworkPeer, Port, RateLimit } from '../../../src';
import { HOW_TO_BUILD, isJudgeBuilt, judge } from '../../conformance/third-party/judge';

const rateLimit = RateLimit.perPod(50, 80);
const istio = (props = {}) => new MeshShop({ mesh: Mesh.istio() }, { rateLimit, ...props });
const tells = (it: MeshShop) => JSON.stringify(it.objects).includes('RATE_LIMIT');
const patches = (it: MeshShop): any[] => it.spec('EnvoyFilter').configPatches;

describe('with Istio, the proxy of each pod of the callee', () => {
  test('takes as many requests as were said, and as many at once', () => {
    const [patch] = patches(istio());
    expect(patch.patch).toEqual({
      operation: 'INSERT_BEFORE',
      value: {
        name: 'envoy.filters.http.local_ratelimit',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
          'stat_prefix': 'http',
          'token_bucket': { max_tokens: 80, tokens_per_fill: 50, fill_interval: '1s' },
          'filter_enabled': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
          'filter_enforced': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
          'rate_limited_as_resource_exhausted': true,
        },
      },
    });
  });

  test('and no other pods', () => {
    expect(istio().find('EnvoyFilter')).toMatchObject({
      apiVersion: 'networking.istio.io/v1alpha3', metadata: { namespace: 'shop' }, spec: { workloadSelector: { labels: { 'app.kubernetes.io/instance': 'checkout' } } },
    });
    expect(istio().objects.filter(({ kind }) => kind === 'EnvoyFilter')).toHaveLength(1);
  });

  test('on the ports of the Service, by their numbers in the pod: probes and metrics are never refused', () => {
    const it = istio({ ports: [Port.http(8080).servedAs(80), Port.grpc(9090)] });
    expect(patches(it).map(({ match }) => match.listener.filterChain.destinationPort).sort()).toEqual([8080, 9090]);
  });

  test('counts only what was let in: it looks last, before requests go on to the program', () => {
    expect(patches(istio())[0].match).toMatchObject({ context: 'SIDECAR_INBOUND', listener: { filterChain: { filter: { subFilter: { name: 'envoy.filters.http.router' } } } } });
  });
});

test('with Linkerd it is a policy for each port', () => {
  const it = new MeshShop({ mesh: Mesh.linkerd() }, { rateLimit });
  expect(it.spec('HTTPLocalRateLimitPolicy', 'checkout-http')).toEqual({ targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'checkout-http' }, total: { requestsPerSecond: 50 } });
});

test('with Linkerd strangers cannot have a port of their own beside one that members call, and it is said why', () => {
  const it = new MeshShop({ mesh: Mesh.linkerd() }, { rateLimit, ports: [Port.http(8080), Port.h2c(9080)] });
  it.web.calls(it.checkout, { port: 'http' });
  it.checkout.addCaller(NetworkPeer.namespace('gateways'), 'h2c');
  expect(it.refusal).toContain('mesh/cannot-tell-apart: namespace gateways may call port h2c of checkout');
  expect(it.refusal).toContain('and leave out the rate limit');
});

describe.each([['Istio', Mesh.istio()], ['Linkerd', Mesh.linkerd()]])('the program, with %s,', (_, mesh) => {
  const told = (props = {}) => tells(new MeshShop({ mesh }, { rateLimit, ...props }));

  test('is not told of the limit, as it would be kept twice', () => {
    expect(told()).toBe(false);
  });

  test.each([
    ['there are requests that the proxy cannot read', { ports: [Port.http(8080), Port.https(8443)] }],
    ['its pods have no proxy', { without: [MeshMembership.ID] }],
    ['nobody tells the proxy', { without: [MeshAccess.ID] }],
  ])('is told where %s', (__, props) => {
    expect(told(props)).toBe(true);
  });

  test('is not told for the sake of a port without requests', () => {
    expect(told({ ports: [Port.http(8080), Port.tcp('raft', 7000)] })).toBe(false);
  });
});

test.each([Mesh.istio(), Mesh.linkerd()])('without a limit %s is told nothing', (mesh) => {
  const it = new MeshShop({ mesh });
  expect(it.objects.filter(({ kind }) => ['EnvoyFilter', 'HTTPLocalRateLimitPolicy'].includes(kind))).toEqual([]);
});

(isJudgeBuilt() ? test : test.skip)(`all of it is valid by the definitions of Istio, Envoy and Envoy Gateway${isJudgeBuilt() ? '' : ` (${HOW_TO_BUILD})`}`, () => {
  const edge = Edge.gateway({ name: 'public', namespace: 'gateways', controller: EdgeController.ENVOY_GATEWAY });
  const it = new MeshShop({ mesh: Mesh.istio(), edge }, { rateLimit, ports: [Port.http(8080).servedAs(80), Port.grpc(9090)] });
  it.checkout.exposeAt('shop.example.com', '/', 'http');
  const written = it.objects.filter(({ kind }) => ['EnvoyFilter', 'BackendTrafficPolicy'].includes(kind));
  expect(written).toHaveLength(2);
  expect(judge(written)).toEqual([]);
});

test('why, by explain()', () => {
  expect(istio().checkout.explain().valueOf('rateLimit/keptBy')).toMatchObject({ value: 'istio', why: 'the proxies refuse what is more' });
});

test('behind Envoy Gateway the mesh keeps its limit all the same: the gateway knows no pods', () => {
  const edge = Edge.gateway({ name: 'public', namespace: 'gateways', controller: EdgeController.ENVOY_GATEWAY, callers: [NetworkPeer.namespace('gateways')] });
  const it = new MeshShop({ mesh: Mesh.istio(), edge }, { rateLimit, replicas: 3 });
  it.checkout.exposeAt('shop.example.com');
  expect(patches(it)[0].patch.value.typed_config.token_bucket.tokens_per_fill).toBe(50);
  expect(it.spec('BackendTrafficPolicy', 'checkout.shop.example.com').rateLimit.local.rules[0].limit.requests).toBe(150);
});
