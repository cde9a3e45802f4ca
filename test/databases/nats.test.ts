import { execFileSync } from 'child_process';
import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { CREDENTIALS, envOf, store, Store } from './kit';
import { DatabaseEngine, ExistingSecret, Image, Platform, StatefulDatabaseProps, Topology } from '../../src';
import { NATS_BOOTSTRAP } from '../../src/databases/engines/nats-bootstrap';

const BOTH = ExistingSecret.of('events-credentials', ['password', 'cluster-password']);

function nats(props: Partial<StatefulDatabaseProps> = {}, platform?: Platform): Store {
  return store({ engine: DatabaseEngine.nats('2.12'), credentials: BOTH, topology: Topology.cluster(3), ...props }, 'events', platform);
}

const setting = (it: Store, name: string) => new RegExp(`^\\s*${name}: (.*)$`, 'm').exec(it.files['nats.conf'])?.[1];
const env = (it: Store) => Object.fromEntries(it.server.env.map((e: any) => [e.name, e.value]));

describe('a cluster of three', () => {
  const it = nats();

  test('has no problems', () => expect([it.problems, nats({}, Platform.kind()).problems]).toEqual([[], []]));

  test('is one StatefulSet, whose members start together, as they wait for each other', () => {
    expect(it.find('StatefulSet').spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' });
  });

  test('never has two members on one node, and is spread over zones where there is room', () => {
    expect(it.pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'events' } } },
    ]);
    expect(it.pod.topologySpreadConstraints).toMatchObject([{ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }]);
  });

  test('may share the only node of a developer\'s machine', () => expect(nats({}, Platform.kind()).pod.affinity).toBeUndefined());

  test('loses one member at a time to drains, never the majority', () => {
    expect(it.find('PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });

  test('finds its members by names that are there before they are ready', () => {
    expect(it.find('Service', 'events-headless').spec).toMatchObject({ publishNotReadyAddresses: true, ports: [{ port: 4222 }, { name: 'cluster', port: 6222 }] });
    expect(env(it).NATS_MEMBERS.split(' ')).toEqual([0, 1, 2].map((n) => `events-${n}.events-headless.shop.svc.cluster.local:6222`));
  });

  test('opens the port of the members to members only, and shows it to no client', () => {
    const own = [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'events' } } }];
    const ports = [{ protocol: 'TCP', port: 6222 }];
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{ from: own, ports }]);
    expect(it.find('NetworkPolicy').spec.egress).toContainEqual({ to: own, ports });
    expect(it.find('Service').spec.ports.map((p: any) => p.port)).toEqual([4222]);
  });

  test('asks each member what its probe means: whether it is there, and whether it is as far as the others', () => {
    const { startupProbe, livenessProbe, readinessProbe } = it.server;
    expect([startupProbe, livenessProbe].map((p) => p.httpGet.path)).toEqual(Array(2).fill('/healthz?js-enabled-only=true'));
    expect(readinessProbe.httpGet).toMatchObject({ path: '/healthz?js-server-only=true', port: 'http' });
  });

  test('sends its clients elsewhere before it stops, and has the time for it', () => {
    expect(it.server.lifecycle.preStop.exec.command).toEqual(['nats-server', '--signal=ldm=/run/nats/nats.pid']);
    expect(it.pod.terminationGracePeriodSeconds).toBeGreaterThan(40);
    expect(setting(it, 'lame_duck_duration')).toBe('30s');
  });

  test('is told its memory as Go programs are', () => expect(env(it)).toMatchObject({ GOMEMLIMIT: expect.stringMatching(/MiB$/) }));

  test('tells clients the address, the user and how many copies a stream can have', () => {
    const shop = nats();
    shop.service('checkout').uses(shop.orders);
    expect(envOf(shop, 'checkout')).toMatchObject({
      EVENTS_URL: 'nats://events.shop.svc.cluster.local:4222', EVENTS_USER: 'events', EVENTS_REPLICAS: '3', EVENTS_CREDS_FILE: '/run/secrets/events/password',
    });
  });
});

describe('one server', () => {
  const it = nats({ topology: undefined, credentials: ExistingSecret.of('events-credentials', ['password']) });

  test('needs one password, and has no port for members', () => {
    expect(it.problems).toEqual([]);
    expect(it.server.ports.map((p: any) => p.name).sort()).toEqual(['http', 'nats']);
    expect(env(it).NATS_MEMBERS).toBe('');
    expect(it.find('StatefulSet').spec).toMatchObject({ replicas: 1, podManagementPolicy: 'OrderedReady' });
  });
});

describe('the configuration', () => {
  test('never fills the volume, nor more than a quarter of the memory', () => {
    fc.assert(fc.property(fc.integer({ min: 128, max: 65536 }), fc.integer({ min: 1, max: 2000 }), fc.constantFrom(1, 3, 5), (memory, storage, members) => {
      const it = nats({ memory: Size.mebibytes(memory), storage: Size.gibibytes(storage), topology: members === 1 ? Topology.single() : Topology.cluster(members) });
      expect(it.problems).toEqual([]);
      expect(parseInt(setting(it, 'max_file_store')!, 10)).toBeLessThanOrEqual(storage * 1024 * 0.9);
      expect(parseInt(setting(it, 'max_memory_store')!, 10)).toBeLessThanOrEqual(memory / 4);
    }), { numRuns: 25 });
  });

  test('has what is acknowledged on the disk, unless somebody says otherwise', () => {
    expect(setting(nats(), 'sync_interval')).toBe('always');
    expect(setting(nats({ parameters: { sync_interval: '1m' } }), 'sync_interval')).toBe('1m');
    expect(setting(nats({ parameters: { max_payload: '8MB' } }), 'max_payload')).toBe('8MB');
  });

  test('holds no password', () => expect(everything()).not.toMatch(/password: "[^%]/));

  test.each(['listen', 'authorization', 'jetstream', 'routes', 'lame_duck_duration'])('%s is not to be touched', (name) => {
    expect(nats({ parameters: { [name]: 'x' } }).complaint).toMatch(/^database\/blocked-parameter: the parameter \w+ cannot be set to .+: .+ Leave it out\.$/);
  });

  test.each(['', 'Max Payload', 'a.b', 'x\ny'])('%j is no name', (name) => {
    expect(nats({ parameters: { [name]: 'x' } }).problems).toEqual(['database/bad-parameter']);
  });

  function everything(): string {
    return JSON.stringify(nats().objects);
  }
});

describe('the bootstrap', () => {
  test('is plain POSIX sh', () => { execFileSync('sh', ['-n'], { input: NATS_BOOTSTRAP }); });

  test('has the server check the configuration before it starts', () => expect(NATS_BOOTSTRAP).toContain('nats-server --config "$NATS_CONFIG" -t'));
});

describe('what cannot work is said', () => {
  test.each<[string, Partial<StatefulDatabaseProps>, string]>([
    ['an old version', { engine: DatabaseEngine.nats('2.9') }, 'database/unsupported-version'],
    ['a version that is none', { engine: DatabaseEngine.nats('latest') }, 'database/unsupported-version'],
    ['an even number', { topology: Topology.cluster(4) }, 'topology/even-members'],
    ['two', { topology: Topology.cluster(2) }, 'topology/too-few-members'],
    ['more members than a stream has copies', { topology: Topology.cluster(7) }, 'database/too-many-members'],
    ['read replicas', { topology: Topology.readReplicas(2) }, 'database/unsupported-topology'],
    ['no password for the members', { credentials: CREDENTIALS }, 'database/no-credential-key'],
    ['the name of the members', { user: 'cluster' }, 'database/reserved-user-name'],
    ['a name that needs quotes', { user: 'Big User' }, 'database/bad-user-name'],
    ['too little memory', { memory: Size.mebibytes(64) }, 'database/memory-too-small'],
    ['too small a volume', { storage: Size.mebibytes(512) }, 'database/storage-too-small'],
    ['the image without a shell', { image: Image.of('docker.io/library/nats:2.12.3') }, 'database/no-shell'],
  ])('%s', (_, props, slug) => expect(nats(props).problems).toContain(slug));
});
