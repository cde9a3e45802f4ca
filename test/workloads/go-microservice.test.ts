import { Chart, Size, Testing } from 'cdk8s';
import { Autoscaling, Cpu, ExistingSecret, GoMicroservice, Image, Metadata, Percent, Platform, PodAmount, Port, PortProtocol, Rollout, SecretKey } from '../../src';
import { IMAGE, newChart, on, problemsOf, refusalOf, serviceIn, shop, Shop } from '../kit';

const names = (it: Shop) => it.objects.map((o) => `${o.kind} ${o.metadata.name}`);

describe('a Go microservice of three lines', () => {
  test('becomes these objects and no others', () => {
    expect(names(shop()).map((n) => n.replace(/-config-[0-9a-f]{10}$/, '-config-…')).sort()).toEqual([
      'ConfigMap checkout-config-…',
      'Deployment checkout',
      'HorizontalPodAutoscaler checkout',
      'NetworkPolicy checkout',
      'PodDisruptionBudget checkout',
      'Service checkout',
      'ServiceAccount checkout',
    ]);
  });

  test('is in the chart\'s namespace, every object of it', () => {
    for (const object of shop().objects) expect(object.metadata.namespace).toBe('shop');
  });

  test('names no namespace where the chart names none', () => {
    const chart = new Chart(Testing.app(), 'shop');
    serviceIn(chart, 'checkout');
    for (const object of Testing.synth(chart)) expect(object.metadata.namespace).toBeUndefined();
  });

  test('listens on 8080 for HTTP', () => {
    const it = shop();
    expect(it.env('HTTP_ADDR')).toBe(':8080');
    expect(it.find('Service').spec.ports).toEqual([{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }]);
  });

  test.each([['1.28'], ['1.33'], ['1.37']])('has no problem on Kubernetes %s', (version) => {
    expect(shop({}, on(version)).problems).toEqual([]);
  });
});

describe('what a team says', () => {
  test('the image comes from the platform\'s registry where it names none', () => {
    const it = shop({ image: Image.of('shop/checkout:1.8.2') }, { registry: 'registry.example.com/' });
    expect(it.container().image).toBe('registry.example.com/shop/checkout:1.8.2');
  });

  test('every port is told to the program and served', () => {
    const it = shop({ ports: [Port.http(8080), Port.grpc(9090), Port.tcp('redis-in', 6379)] });
    expect(['HTTP_ADDR', 'GRPC_ADDR', 'REDIS_IN_ADDR'].map((n) => it.env(n))).toEqual([':8080', ':9090', ':6379']);
    expect(it.find('Service').spec.ports.map((p: any) => [p.name, p.port, p.appProtocol])).toEqual([
      ['grpc', 9090, 'kubernetes.io/h2c'], ['http', 8080, 'http'], ['redis-in', 6379, undefined],
    ]);
  });

  test('a port name that starts with a digit still gives a variable', () => {
    expect(shop({ ports: [Port.tcp('9p', 5640)] }).env('_9P_ADDR')).toBe(':5640');
  });

  test('without ports there is no Service', () => {
    const it = shop({ ports: [] });
    expect(it.all('Service')).toEqual([]);
    expect(it.problems).toEqual([]);
  });

  test('resources are written in Kubernetes\' own spelling', () => {
    const resources = shop({ cpu: Cpu.units(0.25), cpuLimit: Cpu.millis(2000), memory: Size.mebibytes(1024) }).container().resources;
    expect(resources.requests).toMatchObject({ cpu: '250m', memory: '1Gi' });
    expect(resources.limits).toMatchObject({ cpu: '2', memory: '1Gi' });
  });

  test('memory that is requested is the memory that is granted', () => {
    const { requests, limits } = shop({ memory: Size.mebibytes(300) }).container().resources;
    expect(requests.memory).toBe(limits.memory);
  });

  test('arguments are passed on', () => {
    expect(shop({ args: ['serve', '--fast'] }).container().args).toEqual(['serve', '--fast']);
    expect(shop().container().args).toBeUndefined();
  });

  test('props do not follow later changes of the caller\'s objects', () => {
    const args = ['serve'];
    const it = shop({ args });
    args.push('--fast');
    expect(it.container().args).toEqual(['serve']);
  });
});

/** Every bad input of which peers accept most; each has one clear problem. */
describe('bad input is refused at synthesis, with its place and a slug, and nothing throws before', () => {
  const cases: Array<[string, string, (chart: Chart) => unknown]> = [
    ['two of one name in one place', 'name/taken', (c) => [serviceIn(c, 'checkout'), serviceIn(c, 'checkout')]],
    ['two of one name in one namespace', 'object/duplicate', (c) => [serviceIn(c, 'checkout'), serviceIn(new Chart(c, 'inner', { namespace: 'shop' }), 'checkout')]],
    ['a name that is no DNS label', 'name/not-a-dns-label', (c) => serviceIn(c, 'My_Service')],
    ['a name that starts with a digit', 'name/not-a-dns-label', (c) => serviceIn(c, '1checkout')],
    ['a name with a slash', 'name/not-a-dns-label', (c) => serviceIn(c, 'shop/checkout')],
    ['no name', 'name/not-a-dns-label', (c) => serviceIn(c, '')],
    ['a name of 55 characters', 'name/too-long', (c) => serviceIn(c, 'x'.repeat(55))],
    ['a bad namespace', 'namespace/bad-name', (c) => serviceIn(new Chart(c, 'inner', { namespace: 'My_Shop' }), 'checkout')],
    ['port 99999', 'port/out-of-range', (c) => serviceIn(c, 'checkout', { ports: [Port.http(99999)] })],
    ['port 0', 'port/out-of-range', (c) => serviceIn(c, 'checkout', { ports: [Port.http(0)] })],
    ['port 80', 'port/privileged', (c) => serviceIn(c, 'checkout', { ports: [Port.http(80)] })],
    ['a port name of 29 characters', 'port/bad-name', (c) => serviceIn(c, 'checkout', { ports: [Port.tcp('a-port-name-of-29-characters-', 7000)] })],
    ['two ports of one number', 'port/duplicate', (c) => serviceIn(c, 'checkout', { ports: [Port.http(8080), Port.grpc(8080)] })],
    ['two ports of one name', 'port/duplicate', (c) => serviceIn(c, 'checkout', { ports: [Port.http(8080), Port.http(8082)] })],
    ['an environment name with a blank', 'env/bad-name', (c) => serviceIn(c, 'checkout', { env: { '1 bad': 'x' } })],
    ['a variable that is not set', 'env/no-value', (c) => serviceIn(c, 'checkout', { env: { REGION: undefined as any } })],
    ['a literal secret', 'env/literal-secret', (c) => serviceIn(c, 'checkout', { env: { DB_PASSWORD: 'hunter2' } })],
    ['a secret key that is none', 'config/bad-key', (c) => serviceIn(c, 'checkout', { secretEnv: { TOKEN: SecretKey.of('stripe', 'a b') } })],
    ['a secret without keys', 'secretFiles/not-one-secret', (c) => serviceIn(c, 'checkout', { secretFiles: { '/run/s': ExistingSecret.of('stripe', []) } })],
    ['a CPU limit below the request', 'resources/limit-below-request', (c) => serviceIn(c, 'checkout', { cpu: Cpu.units(2), cpuLimit: Cpu.units(1) })],
    ['a negative CPU', 'quantity/bad-cpu', (c) => serviceIn(c, 'checkout', { cpu: Cpu.millis(-1) })],
    ['no memory', 'quantity/bad-size', (c) => serviceIn(c, 'checkout', { memory: Size.mebibytes(0) })],
    ['memory that is no number', 'quantity/bad-size', (c) => serviceIn(c, 'checkout', { memory: Size.mebibytes(Number.NaN) })],
    ['an empty image', 'image/bad-reference', (c) => serviceIn(c, 'checkout', { image: Image.of('') })],
    ['a moving tag', 'image/moving-tag', (c) => serviceIn(c, 'checkout', { image: Image.of('shop/checkout:latest') })],
    ['min above max', 'autoscaling/min-above-max', (c) => serviceIn(c, 'checkout', { traits: [new Autoscaling({ minReplicas: 9, maxReplicas: 2 })] })],
    ['an autoscaler and a fixed number', 'replicas/two-owners', (c) => serviceIn(c, 'checkout', { replicas: 2, traits: [new Autoscaling()] })],
    ['a CPU target of 0 %', 'percent/out-of-range', (c) => serviceIn(c, 'checkout', { traits: [new Autoscaling({ cpu: Percent.of(0) })] })],
    ['surge and unavailable both 0', 'rollout/cannot-move', (c) => serviceIn(c, 'checkout', { traits: [new Rollout({ maxSurge: PodAmount.count(0) })] })],
    ['an invalid label', 'label/bad-value', (c) => serviceIn(c, 'checkout', { traits: [new Metadata({ partOf: 'the shop' })] })],
    ['half a replica', 'replicas/out-of-range', (c) => serviceIn(c, 'checkout', { replicas: 1.5 })],
    ['a negative number of replicas', 'replicas/out-of-range', (c) => serviceIn(c, 'checkout', { replicas: -1 })],
    ['replicas that are no number', 'replicas/out-of-range', (c) => serviceIn(c, 'checkout', { replicas: Number.NaN })],
    ['a single pod', 'availability/single-pod', (c) => serviceIn(c, 'checkout', { replicas: 1 })],
  ];

  test.each(cases)('%s is %s', (_, slug, make) => {
    const chart = newChart();
    make(chart);
    expect(refusalOf(chart)).toMatch(new RegExp(`\\[[^\\]]*\\] ${slug}: .+\\. .+\\.`));
  });

  test('all problems come at once', () => {
    const it = shop({ image: Image.of(''), ports: [Port.http(0)], replicas: -1 });
    expect(it.problems).toEqual(expect.arrayContaining(['image/bad-reference', 'port/out-of-range', 'replicas/out-of-range']));
  });

  test('one mistake is one problem', () => {
    expect(shop({ ports: [Port.http(8080), Port.http(8082)] }).problems).toEqual(['port/duplicate']);
    expect(shop({ ports: [Port.http(99999)] }).problems).toEqual(['port/out-of-range']);
    expect(problemsOf(serviceIn(newChart(), 'shop/checkout'))).toEqual(['name/not-a-dns-label']);
  });

  test('a workload outside of a chart is refused at once, as no file would hold it', () => {
    expect(() => new GoMicroservice(Testing.app() as any, 'checkout', { image: IMAGE })).toThrow(/\[checkout\] workload\/no-chart: /);
  });

  test('a Secret that is not in the app is nobody\'s mistake: it may be in the cluster', () => {
    expect(shop({ secretEnv: { TOKEN: SecretKey.of('stripe', 'token') } }).problems).toEqual([]);
  });

  test('two autoscalers on one target cannot be said: the later replaces', () => {
    expect(shop({ traits: [new Autoscaling(), new Autoscaling({ maxReplicas: 3 })] }).all('HorizontalPodAutoscaler')).toHaveLength(1);
  });
});

describe('D7: two workloads that select each other\'s pods', () => {
  test('every Service and every Deployment selects its own pods only', () => {
    const it = shop();
    it.service('checkout-worker');
    const selectors = it.all('Deployment').map((d) => d.spec.selector.matchLabels);
    const pods = it.all('Deployment').map((d) => d.spec.template.metadata.labels);
    const matches = (selector: any, labels: any) => Object.entries(selector).every(([k, v]) => labels[k] === v);
    selectors.forEach((selector, i) => pods.forEach((labels, j) => expect(matches(selector, labels)).toBe(i === j)));
    for (const service of it.all('Service')) {
      expect(pods.filter((labels) => matches(service.spec.selector, labels))).toHaveLength(1);
    }
  });
});

describe('D15: a port that is checked on one side only', () => {
  test('port and target port of every Service are the pod\'s own', () => {
    const it = shop({ ports: [Port.http(65535)] });
    expect(it.find('Service').spec.ports[0]).toMatchObject({ port: 65535, targetPort: 'http' });
    expect(it.container().ports).toContainEqual({ name: 'http', containerPort: 65535, protocol: 'TCP' });
  });

  test.each([65536, 70000, 0, -1, 8080.5, Number.NaN, Number.POSITIVE_INFINITY])('%p is refused wherever a port is said', (number) => {
    const it = shop({ ports: [Port.named('x', number, PortProtocol.TCP)] });
    expect(it.problems).toContain('port/out-of-range');
  });
});

describe('D16: a CPU limit that nobody asked for', () => {
  test('CPU is requested and not limited', () => {
    const { requests, limits } = shop({ cpu: Cpu.units(1) }).container().resources;
    expect(requests.cpu).toBe('1');
    expect(limits.cpu).toBeUndefined();
  });

  test('memory is limited all the same', () => {
    expect(shop().container().resources.limits.memory).toBe('128Mi');
  });
});

describe('D19: a start or a death that takes minutes to be seen', () => {
  test('a program that hangs is restarted after a minute, and one that starts gets requests within seconds', () => {
    const { startupProbe, readinessProbe, livenessProbe } = shop().container();
    const budget = (p: any) => p.periodSeconds * p.failureThreshold;
    expect([budget(startupProbe), budget(readinessProbe), budget(livenessProbe)]).toEqual([60, 10, 60]);
    expect(startupProbe.initialDelaySeconds ?? readinessProbe.initialDelaySeconds ?? livenessProbe.initialDelaySeconds).toBeUndefined();
  });
});

describe('a developer\'s machine', () => {
  test('runs one pod of any tag, without autoscaler and budget, and has no problem', () => {
    const it = shop({ image: Image.of('checkout:latest') }, Platform.kind());
    expect(it.problems).toEqual([]);
    expect(it.objects.map((o) => o.kind)).not.toEqual(expect.arrayContaining(['HorizontalPodAutoscaler']));
    expect(it.container().imagePullPolicy).toBe('IfNotPresent');
  });
});
