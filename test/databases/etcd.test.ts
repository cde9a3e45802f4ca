import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { CREDENTIALS, envOf, store, Store } from './kit';
import { DatabaseEngine, Platform, StatefulDatabaseProps, Topology } from '../../src';
import { GIB, MIB } from '../../src/values/quantity';

function etcd(props: Partial<StatefulDatabaseProps> = {}, platform?: Platform): Store {
  return store({ engine: DatabaseEngine.etcd('3.6.5'), credentials: undefined, topology: Topology.cluster(3), ...props }, 'locks', platform);
}

const env = (it: Store) => Object.fromEntries(it.server.env.map((e: any) => [e.name, e.value]));

describe('a cluster of three', () => {
  const it = etcd();

  test('has no problems', () => expect([it.problems, etcd({}, Platform.kind()).problems, etcd({ topology: undefined }).problems]).toEqual([[], [], []]));

  test('needs no shell and no file: all is in the environment', () => {
    expect(it.server.command).toEqual(['etcd']);
    expect(it.objects.filter((o) => o.kind === 'ConfigMap')).toEqual([]);
    expect(it.pod.initContainers).toBeUndefined();
  });

  test('tells each member its own name, which comes before what names it', () => {
    const names = it.server.env.map((e: any) => e.name);
    expect(it.server.env).toContainEqual({ name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } });
    for (const name of ['ETCD_NAME', 'ETCD_ADVERTISE_CLIENT_URLS', 'ETCD_INITIAL_ADVERTISE_PEER_URLS']) {
      expect(env(it)[name]).toContain('$(POD_NAME)');
      expect(names.indexOf('POD_NAME')).toBeLessThan(names.indexOf(name));
    }
  });

  test('knows all members from the start, by the names that they advertise', () => {
    expect(env(it).ETCD_INITIAL_CLUSTER.split(',')).toEqual([0, 1, 2].map((n) => `locks-${n}=http://locks-${n}.locks-headless.shop.svc.cluster.local:2380`));
    expect(env(it)).toMatchObject({ ETCD_INITIAL_CLUSTER_STATE: 'new' });
  });

  test('starts together, and never has two members on one node', () => {
    expect(it.find('StatefulSet').spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' });
    expect(it.pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });

  test('is alive by itself, and ready with the majority', () => {
    expect(it.server.livenessProbe.httpGet).toMatchObject({ path: '/livez', port: 'metrics' });
    expect(it.server.readinessProbe.httpGet).toMatchObject({ path: '/readyz', port: 'metrics' });
  });

  test('opens its members\' port to members only', () => {
    const own = [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'locks' } } }];
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{ from: own, ports: [{ protocol: 'TCP', port: 2380 }] }]);
    expect(it.find('Service').spec.ports.map((p: any) => p.port)).toEqual([2379]);
  });

  test('gives clients every member, as they choose among them', () => {
    const shop = etcd();
    shop.service('checkout').uses(shop.orders);
    expect(envOf(shop, 'checkout').LOCKS_ENDPOINTS).toBe([0, 1, 2].map((n) => `http://locks-${n}.locks-headless.shop.svc.cluster.local:2379`).join(','));
    expect(envOf(shop, 'checkout').LOCKS_CREDS_FILE).toBeUndefined();
  });

  test('gives clients of a single one its Service', () => {
    const shop = etcd({ topology: undefined });
    shop.service('checkout').uses(shop.orders);
    expect(envOf(shop, 'checkout').LOCKS_ENDPOINTS).toBe('http://locks.shop.svc.cluster.local:2379');
  });
});

describe('the quota', () => {
  test('leaves half of the memory, half of the volume beside the log, and never exceeds 8 GiB', () => {
    fc.assert(fc.property(fc.integer({ min: 128, max: 131072 }), fc.integer({ min: 640, max: 1_000_000 }), (memory, storage) => {
      const it = etcd({ memory: Size.mebibytes(memory), storage: Size.mebibytes(storage) });
      expect(it.problems).toEqual([]);
      const quota = Number(env(it).ETCD_QUOTA_BACKEND_BYTES);
      expect(quota).toBeGreaterThanOrEqual(64 * MIB);
      expect(quota).toBeLessThanOrEqual(Math.min(8 * GIB, memory / 2 * MIB));
      expect(2 * quota + 512 * MIB).toBeLessThanOrEqual(storage * MIB);
    }), { numRuns: 25 });
  });

  test('may be smaller, and no larger', () => {
    expect(env(etcd({ parameters: { 'quota-backend-bytes': '100000000' } })).ETCD_QUOTA_BACKEND_BYTES).toBe('100000000');
    expect(etcd({ parameters: { 'quota-backend-bytes': '8000000000' } }).problems).toEqual(['database/bad-quota']);
  });
});

describe('parameters', () => {
  test('are flags, and prevail over ours', () => {
    expect(env(etcd({ parameters: { 'heartbeat-interval': '200', 'auto-compaction-retention': '8h' } }))).toMatchObject({ ETCD_HEARTBEAT_INTERVAL: '200', ETCD_AUTO_COMPACTION_RETENTION: '8h' });
  });

  test.each(['force-new-cluster', 'unsafe-no-fsync', 'data-dir', 'initial-cluster', 'config-file'])('%s is not to be touched', (name) => {
    expect(etcd({ parameters: { [name]: 'true' } }).problems).toEqual(['database/blocked-parameter']);
  });
});

describe('what cannot work is said', () => {
  test.each<[string, Partial<StatefulDatabaseProps>, string]>([
    ['a version without a release', { engine: DatabaseEngine.etcd('3.6') }, 'database/unsupported-version'],
    ['a release that cannot be asked whether it is ready', { engine: DatabaseEngine.etcd('3.5.10') }, 'database/unsupported-version'],
    ['a password that nobody would ask for', { credentials: CREDENTIALS }, 'database/needless-credentials'],
    ['an even number', { topology: Topology.cluster(4) }, 'topology/even-members'],
    ['more members than help', { topology: Topology.cluster(9) }, 'database/too-many-members'],
    ['read replicas', { topology: Topology.readReplicas(1) }, 'database/unsupported-topology'],
    ['too little memory', { memory: Size.mebibytes(64) }, 'database/memory-too-small'],
    ['too small a volume', { storage: Size.mebibytes(600) }, 'database/storage-too-small'],
  ])('%s', (_, props, slug) => expect(etcd(props).problems).toContain(slug));
});
