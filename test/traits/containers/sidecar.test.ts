import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { Cpu, ExistingSecret, Hardening, HealthChecks, Image, Platform, Port, Probe, SecretKey, Sidecar, SidecarProps, Volume } from '../../../src';
import { on, shop } from '../../kit';

const image = Image.of('registry.example.com/infra/proxy:2.18.0');
const beside = (props: Partial<SidecarProps> = {}, platform?: object, name: string = 'proxy') => shop({ traits: [new Sidecar(name, { image, ...props })] }, platform);
const sidecar = (it: ReturnType<typeof shop>, name: string = 'proxy') => [...it.pod().initContainers ?? [], ...it.pod().containers].find((c: any) => c.name === name);

describe('a sidecar', () => {
  test('is native: it starts before the program and ends after it', () => {
    const it = beside();
    expect(it.problems).toEqual([]);
    expect(it.pod().containers).toHaveLength(1);
    expect(it.pod().initContainers[0]).toMatchObject({ name: 'proxy', restartPolicy: 'Always' });
  });

  test('has the program\'s security context, and resources of its own', () => {
    const it = beside();
    expect(sidecar(it).securityContext).toEqual(it.container().securityContext);
    expect(sidecar(it).resources).toEqual({
      requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
    });
  });

  test('asks for what the platform gives to whatever does not say', () => {
    expect(sidecar(beside({}, new Platform({ cpu: Cpu.millis(20), memory: Size.mebibytes(48) }))).resources.requests).toMatchObject({ cpu: '20m', memory: '48Mi' });
    expect(sidecar(beside({ cpu: Cpu.millis(5), memory: Size.mebibytes(64) })).resources.requests).toMatchObject({ cpu: '5m', memory: '64Mi' });
  });

  test('has its part of the disk, as its logs count against the pod\'s limit; and none where the pod has no limit', () => {
    const scratch = shop({ volumes: { '/var/cache': Volume.scratch(Size.gibibytes(4)) }, traits: [new Sidecar('proxy', { image })] });
    expect(scratch.container().resources.limits['ephemeral-storage']).toBe('4224Mi');
    expect(sidecar(scratch).resources.limits['ephemeral-storage']).toBe('64Mi');
    const unlimited = shop({ without: [Hardening.ID], traits: [new Sidecar('proxy', { image })] });
    expect(sidecar(unlimited).resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } });
  });

  test('may have a user of its own, for images that need one', () => {
    expect(sidecar(beside({ user: 101 })).securityContext).toMatchObject({ runAsUser: 101, runAsNonRoot: true });
  });

  test('says what it is, and sees none of the program\'s variables', () => {
    const it = beside({
      command: ['/proxy'],
      args: ['--port=5432'],
      env: { MODE: 'quiet', PATHS: '$(MODE)/x' },
      secretEnv: { TOKEN: ExistingSecret.of('proxy', ['token']).key('token') },
      cpu: Cpu.millis(200),
      cpuLimit: Cpu.units(1),
      memory: Size.mebibytes(128),
    });
    expect(sidecar(it)).toMatchObject({
      image: image.toString(),
      imagePullPolicy: 'IfNotPresent',
      command: ['/proxy'],
      args: ['--port=5432'],
      env: [{ name: 'MODE', value: 'quiet' }, { name: 'PATHS', value: '$(MODE)/x' }, { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'proxy', key: 'token' } } }],
      resources: { requests: { cpu: '200m', memory: '128Mi' }, limits: { cpu: '1', memory: '128Mi' } },
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
  });

  test('is probed on its own ports', () => {
    const sql = Port.tcp('sql', 5432);
    const it = beside({ ports: [sql], startup: Probe.tcp(sql, { period: Duration.seconds(1), failureThreshold: 60 }), readiness: Probe.tcp(sql) });
    expect(sidecar(it)).toMatchObject({ ports: [{ name: 'sql', containerPort: 5432, protocol: 'TCP' }], startupProbe: { tcpSocket: { port: 'sql' }, failureThreshold: 60 }, readinessProbe: {} });
    expect(sidecar(it).livenessProbe).toBeUndefined();
  });

  test('shares directories of the program that it names, and no others', () => {
    const it = beside({ sharesFiles: ['/var/spool/app'], readsFiles: ['/etc/app'] });
    it.checkout.draft.addScratch('/var/spool/app', Size.mebibytes(16));
    it.checkout.draft.addFile('/etc/app/a.yaml', 'x');
    expect(it.problems).toEqual([]);
    expect(sidecar(it).volumeMounts).toEqual([
      { name: 'config-etc-app', mountPath: '/etc/app', readOnly: true },
      { name: 'scratch-var-spool-app', mountPath: '/var/spool/app' },
    ]);
  });

  test('leaves the autoscaler with the program', () => {
    expect(beside().find('HorizontalPodAutoscaler').spec.metrics.map((m: any) => m.containerResource.container)).toEqual(['checkout']);
  });

  test('leaves the memory of Go as it is', () => expect(beside().env('GOMEMLIMIT')).toBe(shop().env('GOMEMLIMIT')));
});

describe('several sidecars', () => {
  const two = (...orders: number[]) => shop({ traits: orders.map((order, i) => new Sidecar(`s${i}`, { image, order })) });

  test('stand in their order, then by name', () => {
    expect(two(2, 1, 1).pod().initContainers.map((c: any) => c.name)).toEqual(['s1', 's2', 's0']);
  });

  test('can be removed one by one', () => {
    const it = two(0, 0);
    it.checkout.removeTrait('sidecar/s0');
    expect(it.pod().initContainers.map((c: any) => c.name)).toEqual(['s1']);
    it.checkout.removeTrait('sidecar/s1');
    expect(it.objects).toEqual(shop().objects);
  });

  test('come in any order', () => {
    const traits = [new Sidecar('a', { image }), new Sidecar('b', { image, native: false })];
    expect(shop({ traits }).objects).toEqual(shop({ traits: [...traits].reverse() }).objects);
  });

  test('of one name are one: the later', () => {
    expect(shop({ traits: [new Sidecar('a', { image, args: ['1'] }), new Sidecar('a', { image, args: ['2'] })] }).pod().initContainers.map((c: any) => c.args)).toEqual([['2']]);
  });
});

describe('on Kubernetes', () => {
  test('1.28 a sidecar is an ordinary container', () => {
    const it = beside({}, on('1.28'));
    expect(it.problems).toEqual([]);
    expect(it.pod().initContainers).toBeUndefined();
    expect(it.pod().containers.map((c: any) => c.name)).toEqual(['checkout', 'proxy']);
  });

  test('1.28 a native one is refused', () => expect(beside({ native: true }, on('1.28')).problems).toEqual(['container/no-native-sidecars']));

  test.each(['1.29', '1.33', '1.37'])('%s it is native, unless that is not wanted', (version) => {
    expect(sidecar(beside({}, on(version))).restartPolicy).toBe('Always');
    expect(beside({ native: false }, on(version)).pod().containers).toHaveLength(2);
  });
});

describe('is refused', () => {
  test.each<[string, Partial<SidecarProps>, string]>([
    ['an image that can move', { image: Image.of('registry.example.com/infra/proxy:latest') }, 'image/moving-tag'],
    ['an image that cannot be', { image: Image.of('Not An Image') }, 'image/bad-reference'],
    ['a secret in plain text', { env: { API_TOKEN: 'hunter2' } }, 'env/literal-secret'],
    ['a variable that cannot be', { env: { 'A B': 'x' } }, 'env/bad-name'],
    ['a key that the Secret does not have', { secretEnv: { A: ExistingSecret.of('proxy', ['a']).key('b') } }, 'secret/no-such-key'],
    ['a directory that is no volume', { sharesFiles: ['/var/lib'] }, 'container/no-such-directory'],
    ['a directory that cannot be', { readsFiles: ['tmp'] }, 'container/bad-path'],
    ['a port of the program', { ports: [Port.tcp('sql', 8080)] }, 'port/duplicate'],
    ['a port that cannot be', { ports: [Port.tcp('sql', 0)] }, 'port/out-of-range'],
    ['no CPU', { cpu: Cpu.millis(0) }, 'quantity/bad-cpu'],
    ['no memory', { memory: Size.kibibytes(1) }, 'quantity/bad-size'],
    ['less CPU than it requests', { cpuLimit: Cpu.millis(10) }, 'resources/limit-below-request'],
    ['root', { user: 0 }, 'security/bad-id'],
    ['half a place', { order: 0.5 }, 'container/bad-order'],
  ])('%s', (_, props, slug) => expect(beside(props).problems).toEqual([slug]));

  test('the admin port too', () => expect(beside({ ports: [Port.tcp('x', 8081)] }).problems).toEqual(['port/duplicate']));
  test('the admin port not where it is elsewhere', () => {
    expect(shop({ traits: [new HealthChecks({ adminPort: 8090 }), new Sidecar('proxy', { image, ports: [Port.tcp('x', 8081)] })] }).problems).toEqual([]);
  });
  test('the program\'s name', () => expect(beside({}, {}, 'checkout').problems).toEqual(['container/name-taken']));
  test('a registry that the platform does not allow', () => {
    expect(beside({}, new Platform({ imagePolicy: { registries: ['ghcr.io'] } })).problems.filter((slug) => slug === 'image/registry-not-allowed')).toHaveLength(2);
  });
  test('what is wrong, all at once', () => {
    expect(new Set(beside({ env: { '-': '' }, secretEnv: { A: SecretKey.of('A', 'b') }, cpu: Cpu.millis(0) }).problems)).toEqual(new Set(['env/bad-name', 'name/not-a-dns-subdomain', 'quantity/bad-cpu']));
  });
});

test('whatever name is given: it is the container\'s, or refused with a problem', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9-]{0,70}$/)), (name) => {
    const it = beside({}, undefined, name);
    if (it.problems.length === 0) expect(it.pod().initContainers[0].name).toBe(name);
    else expect(it.problems.every((slug) => slug.startsWith('container/'))).toBe(true);
  }), { numRuns: 60 });
});

test('a memory-backed directory may be shared', () => {
  const it = shop({ volumes: { '/run/app': Volume.memory(Size.mebibytes(8)) }, traits: [new Sidecar('proxy', { image, sharesFiles: ['/run/app'] })] });
  expect(it.problems).toEqual([]);
});
