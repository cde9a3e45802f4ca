import { App, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, KubernetesVersion, NetworkPeer, Platform, PlatformProps } from '../../src';
import { chartIn, find, objectsOf, refusalOf, serviceIn } from '../kit';

const said = (props: PlatformProps): App => {
  const app = Testing.app();
  new Platform(props).applyTo(app);
  return app;
};

describe('what nobody says', () => {
  const platform = Platform.of(Testing.app());

  test('is a conformant production cluster, Kubernetes 1.33', () => {
    expect(`${platform.kubernetesVersion}`).toBe('1.33');
    expect(platform.environment).toBe(Environment.PRODUCTION);
    expect(platform.clusterDomain).toBe('cluster.local');
  });

  test('is 100m of CPU and 128Mi of memory', () => {
    expect([`${platform.cpu}`, platform.memory.toMebibytes()]).toEqual(['100m', 128]);
  });

  test('is telemetry to nowhere', () => {
    expect(platform.telemetry).toBeUndefined();
  });
});

describe('what is said', () => {
  test('holds for everything below', () => {
    const app = said({ owner: 'team-shop' });
    expect(Platform.of(new Construct(chartIn(app, 'shop'), 'deep')).owner).toBe('team-shop');
  });

  test('on a chart changes there only what is said there', () => {
    const app = said({ owner: 'team-shop', registry: 'registry.example.com' });
    const [a, b] = [chartIn(app, 'a'), chartIn(app, 'b')];
    new Platform({ owner: 'team-pay' }).applyTo(b);
    expect([Platform.of(a).owner, Platform.of(b).owner]).toEqual(['team-shop', 'team-pay']);
    expect(Platform.of(b).registry).toBe('registry.example.com');
  });

  test('in labels is united', () => {
    const app = said({ labels: { a: '1', b: '1' } });
    const chart = chartIn(app, 'a');
    new Platform({ labels: { b: '2', c: '2' } }).applyTo(chart);
    expect(Platform.of(chart).labels).toEqual({ a: '1', b: '2', c: '2' });
  });

  test('twice in one place is said together', () => {
    const app = said({ owner: 'team-shop' });
    new Platform({ registry: 'registry.example.com' }).applyTo(app);
    expect(Platform.of(app)).toMatchObject({ owner: 'team-shop', registry: 'registry.example.com' });
  });

  test('as undefined or null is not said', () => {
    const chart = chartIn(said({ owner: 'team-shop' }), 'a');
    new Platform({ owner: undefined, registry: null as any }).applyTo(chart);
    expect(Platform.of(chart).owner).toBe('team-shop');
    expect(refusalOf(chart)).toBe('');
  });

  test('is seen by workloads', () => {
    const chart = chartIn(said({ owner: 'team-shop', kubernetesVersion: KubernetesVersion.of('1.29') }), 'a');
    serviceIn(chart, 'checkout');
    const { metadata, spec } = find(objectsOf(chart), 'Deployment', 'checkout');
    expect(metadata.labels.owner).toBe('team-shop');
    expect(spec.template.spec.containers[0].lifecycle).toBeUndefined();
  });
});

describe('what is said too late', () => {
  test('is refused, as workloads were already made', () => {
    const app = Testing.app();
    const chart = chartIn(app, 'shop');
    serviceIn(chart, 'checkout');
    new Platform({ owner: 'team-shop' }).applyTo(app);
    expect(refusalOf(chart)).toContain('platform/said-too-late: ');
  });

  test('for another chart is in time for the next', () => {
    const app = Testing.app();
    serviceIn(chartIn(app, 'a'), 'checkout');
    const next = chartIn(app, 'b');
    new Platform({ owner: 'team-pay' }).applyTo(next);
    serviceIn(next, 'payments');
    expect(refusalOf(next)).toBe('');
  });
});

describe('presets', () => {
  test.each([['kind', Platform.kind()], ['minikube', Platform.minikube()]])('%s is a developer\'s machine with images of any tag', (_, platform) => {
    expect(platform.environment).toBe(Environment.LOCAL);
    expect(platform.imagePolicy.allowMovingTags).toBe(true);
    expect(platform._flaws()).toEqual([]);
  });

  test('conformant is what holds where nobody says otherwise', () => {
    expect(Platform.conformant().environment).toBe(Environment.PRODUCTION);
  });

  test.each([[Platform.kind({ owner: 'me' })], [Platform.minikube({ owner: 'me' })], [Platform.conformant({ owner: 'me' })]])('differ where it is said', (platform) => {
    expect(platform.owner).toBe('me');
  });
});

describe('bad values', () => {
  const bad: Array<[string, PlatformProps, string]> = [
    ['a Kubernetes version', { kubernetesVersion: KubernetesVersion.of('1.20') }, 'platform/unknown-kubernetes-version'],
    ['a registry with a scheme', { registry: 'https://registry.example.com' }, 'platform/bad-registry'],
    ['an empty registry', { registry: '' }, 'platform/bad-registry'],
    ['a pull secret', { imagePullSecrets: ['My Secret'] }, 'name/not-a-dns-subdomain'],
    ['a label\'s key', { labels: { 'a b': '1' } }, 'label/bad-key'],
    ['a label\'s value', { labels: { a: 'x y' } }, 'label/bad-value'],
    ['an owner', { owner: 'the shop team' }, 'label/bad-value'],
    ['CPU', { cpu: Cpu.millis(0) }, 'quantity/bad-cpu'],
    ['memory', { memory: Size.mebibytes(0) }, 'quantity/bad-size'],
    ['a monitoring namespace', { monitoringNamespace: 'My_Ns' }, 'namespace/bad-name'],
    ['a DNS peer', { dns: [NetworkPeer.addresses('x')] }, 'peer/bad-cidr'],
    ['a cluster domain', { clusterDomain: 'Cluster Local' }, 'name/not-a-dns-subdomain'],
    ['a collector', { telemetry: { endpoint: 'collector:4318' } }, 'platform/bad-telemetry-endpoint'],
    ['a collector at a variable that programs do not have', { telemetry: { endpoint: 'http://$(NODE_ADDRESS):4318' } }, 'platform/unknown-variable'],
    ['no way to pass traces on', { telemetry: { endpoint: 'http://c:4318', propagators: [] } }, 'platform/no-propagators'],
    ['a sample ratio', { telemetry: { endpoint: 'http://c:4318', sampleRatio: 2 } }, 'platform/bad-sample-ratio'],
    ['a sample ratio that is no number', { telemetry: { endpoint: 'http://c:4318', sampleRatio: Number.NaN } }, 'platform/bad-sample-ratio'],
  ];

  test.each(bad)('%s is refused', (_, props, slug) => {
    expect(new Platform(props)._flaws().map((f) => f.slug)).toEqual([slug]);
  });

  test('are said at synthesis', () => {
    expect(refusalOf(chartIn(said({ owner: 'the shop team' }), 'shop'))).toContain('label/bad-value: ');
  });

  test.each(['registry.example.com', 'registry.example.com/shop', 'localhost:5000', 'registry.example.com/'])('the registry %s is good', (registry) => {
    expect(new Platform({ registry })._flaws()).toEqual([]);
  });

  test('a DNS port that is none is refused with the workload that needs it', () => {
    const chart = chartIn(said({ dnsPort: 0 }), 'shop');
    serviceIn(chart, 'checkout');
    expect(refusalOf(chart)).toContain('[shop/checkout] port/out-of-range: ');
  });
});
