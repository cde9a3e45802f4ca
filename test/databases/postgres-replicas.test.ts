import { execFileSync } from 'child_process';
import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { CREDENTIALS, envOf, store, Store } from './kit';
import { ExistingSecret, Hardening, Metadata, Platform, StatefulDatabaseProps, Topology } from '../../src';
import { POSTGRES_PRIMARY_BOOTSTRAP } from '../../src/databases/engines/postgres-bootstrap';
import { POSTGRES_REPLICA_BOOTSTRAP } from '../../src/databases/engines/postgres-replica-bootstrap';

const BOTH = ExistingSecret.of('orders-db-credentials', ['password', 'replication-password']);
const REPLICAS = 'orders-db-ro';

function replicated(props: Partial<StatefulDatabaseProps> = {}, platform?: Platform): Store {
  return store({ credentials: BOTH, topology: Topology.readReplicas(2), ...props }, 'orders-db', platform);
}

const podOf = (it: Store, name: string) => it.find('StatefulSet', name).spec.template.spec;
const env = (it: Store, name: string) => Object.fromEntries(podOf(it, name).containers[0].env.map((e: any) => [e.name, e.value]));
const problemsOfAll = (it: Store) => [...it.orders.problems(), ...it.orders.readReplicas?.problems() ?? []].map((p) => p.slug);

describe('a primary with two read replicas', () => {
  const it = replicated();

  test('is two StatefulSets, each with what belongs to it', () => {
    expect(it.objects.map((o) => `${o.kind} ${o.metadata.name}`.replace(/-config-[0-9a-f]{10}$/, '-config-…')).sort()).toEqual([
      'ConfigMap orders-db-config-…', 'ConfigMap orders-db-ro-config-…',
      'NetworkPolicy orders-db', 'NetworkPolicy orders-db-ro',
      'PodDisruptionBudget orders-db', 'PodDisruptionBudget orders-db-ro',
      'Service orders-db', 'Service orders-db-headless', 'Service orders-db-ro', 'Service orders-db-ro-headless',
      'ServiceAccount orders-db', 'ServiceAccount orders-db-ro',
      'StatefulSet orders-db', 'StatefulSet orders-db-ro',
    ]);
  });

  test('has no problems', () => expect(problemsOfAll(it)).toEqual([]));

  test('has one pod to write to, and as many copies as were asked for', () => {
    expect([it.find('StatefulSet').spec.replicas, it.find('StatefulSet', REPLICAS).spec.replicas]).toEqual([1, 2]);
  });

  test('has a Service for each kind, which select no pod of the other', () => {
    expect(it.find('Service').spec.selector).toEqual({ 'app.kubernetes.io/instance': 'orders-db' });
    expect(it.find('Service', REPLICAS).spec.selector).toEqual({ 'app.kubernetes.io/instance': REPLICAS });
  });

  test('lets in the role of the replicas for the log of changes only, and by proof', () => {
    const rules = it.files['pg_hba.conf'].trim().split('\n').map((line) => line.split(/\s+/));
    expect(rules[rules.length - 1]).toEqual(['host', 'replication', 'replicator', 'all', 'scram-sha-256']);
    expect(rules.filter((rule) => rule.includes('replicator'))).toHaveLength(1);
  });

  test('opens the way between the two in both directions, and for nobody else', () => {
    const pods = (name: string) => [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } } }];
    const ports = [{ protocol: 'TCP', port: 5432 }];
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{ from: pods(REPLICAS), ports }]);
    expect(it.find('NetworkPolicy').spec.egress).toContainEqual({ to: pods(REPLICAS), ports });
    expect(it.find('NetworkPolicy', REPLICAS).spec.ingress).toEqual([{ from: pods('orders-db'), ports }]);
    expect(it.find('NetworkPolicy', REPLICAS).spec.egress).toContainEqual({ to: pods('orders-db'), ports });
  });

  test('tells each whom it follows, or who would have its data', () => {
    expect(env(it, REPLICAS)).toMatchObject({ DATABASE_PRIMARY: 'orders-db.shop.svc.cluster.local' });
    expect(env(it, 'orders-db')).toMatchObject({ DATABASE_REPLICAS: 'orders-db-ro-headless.shop.svc.cluster.local' });
    expect(env(it, REPLICAS).DATABASE_REPLICAS).toBeUndefined();
  });

  test('hands out the second password as a file beside the first', () => {
    for (const name of ['orders-db', REPLICAS]) {
      const { secret } = podOf(it, name).volumes.find((v: any) => v.secret);
      expect(secret.items.map((item: any) => item.path)).toEqual(['password', 'replication-password']);
      expect(env(it, name).DATABASE_REPLICATION_CREDS_FILE).toBe('/run/secrets/orders-db/replication-password');
    }
  });

  test('spreads the replicas over zones and hosts where there is room, and lets one go at a time', () => {
    expect(podOf(it, REPLICAS).topologySpreadConstraints.map((c: any) => [c.topologyKey, c.whenUnsatisfiable])).toEqual([
      ['kubernetes.io/hostname', 'ScheduleAnyway'], ['topology.kubernetes.io/zone', 'ScheduleAnyway'],
    ]);
    expect(it.find('PodDisruptionBudget', REPLICAS).spec).toMatchObject({ maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/instance': REPLICAS } } });
  });

  test('gives a service that only reads the address of the replicas, and the password of the database', () => {
    const shop = replicated();
    shop.service('reports').uses(shop.orders.readOnly);
    expect(envOf(shop, 'reports')).toMatchObject({
      ORDERS_DB_RO_DSN: 'host=orders-db-ro.shop.svc.cluster.local port=5432 dbname=orders user=orders sslmode=prefer',
      ORDERS_DB_RO_CREDS_FILE: '/run/secrets/orders-db/password',
    });
    expect(shop.find('NetworkPolicy').spec.ingress[0].from).toHaveLength(1);
    expect(shop.find('NetworkPolicy', REPLICAS).spec.ingress[0].from).toHaveLength(2);
  });

  test('may be used both ways by one service', () => {
    const shop = replicated();
    const checkout = shop.service('checkout');
    checkout.uses(shop.orders);
    checkout.uses(shop.orders.readOnly);
    expect(checkout.problems()).toEqual([]);
    expect(envOf(shop, 'checkout')).toMatchObject({ ORDERS_DB_CREDS_FILE: '/run/secrets/orders-db/password', ORDERS_DB_RO_CREDS_FILE: '/run/secrets/orders-db/password' });
  });

  test('gives the replicas the traits of the database', () => {
    const shop = replicated({ traits: [new Metadata({ partOf: 'shop' })] });
    expect(shop.find('StatefulSet', REPLICAS).metadata.labels['app.kubernetes.io/part-of']).toBe('shop');
    expect(replicated({ traits: [new Hardening()] }).orders.readReplicas!.problems().map((p) => p.slug)).toEqual(['database/another-user']);
  });

  test('has no problems on a developer\'s machine', () => {
    expect(problemsOfAll(replicated({}, Platform.kind()))).toEqual([]);
  });
});

test('another number of replicas changes no byte of the primary', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), (few, many) => {
    const ofPrimary = (count: number) => replicated({ topology: Topology.readReplicas(count) }).objects.filter((o) => !o.metadata.name.startsWith(REPLICAS));
    expect(ofPrimary(few)).toEqual(ofPrimary(many));
  }), { numRuns: 5 });
});

test('replicas are sized and set as the primary is, whatever its size', () => {
  fc.assert(fc.property(fc.integer({ min: 256, max: 65536 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 7 }), (memory, storage, count) => {
    const it = replicated({ memory: Size.mebibytes(memory), storage: Size.gibibytes(storage), topology: Topology.readReplicas(count) });
    expect(problemsOfAll(it)).toEqual([]);
    const settings = (name: string) => {
      const { configMap } = podOf(it, name).volumes.find((v: any) => v.configMap);
      return it.find('ConfigMap', configMap.name).data['etc.postgresql.postgresql.conf'];
    };
    expect(settings(REPLICAS)).toBe(settings('orders-db'));
    expect(it.find('StatefulSet', REPLICAS).spec.volumeClaimTemplates[0].spec).toEqual(it.find('StatefulSet').spec.volumeClaimTemplates[0].spec);
  }), { numRuns: 10 });
});

describe('what cannot work is said', () => {
  test('failover without an operator, with what would happen and who can do it', () => {
    expect(replicated({ topology: Topology.cluster(3), credentials: CREDENTIALS }).complaint).toBe(
      'database/unsupported-topology: postgres 17 does not run as a cluster of 3; it runs as one server or one server with read replicas. '
      + 'PostgreSQL by itself cannot fence a primary that comes back after another took over: both would take writes, and the data would be split. '
      + 'For failover use an operator: give `backend: DatabaseBackend.cloudNativePg()`, or take Crunchy PGO, Percona or Zalando; for more reads, Topology.readReplicas(2).');
  });

  test('credentials without the second password', () => {
    expect(replicated({ credentials: CREDENTIALS }).complaint).toBe(
      'database/no-credential-key: the Secret orders-db-credentials is known to have password, but not the key "replication-password", which this topology needs. '
      + 'Add it, or let it be generated: ExternalSecret.generated(chart, \'orders-db-credentials\', { keys: [\'password\', \'replication-password\'] }).');
  });

  test('more replicas than a server sends to', () => {
    expect(replicated({ topology: Topology.readReplicas(8) }).problems).toEqual(['database/too-many-replicas']);
  });

  test('a user of the name that the replicas have', () => {
    expect(replicated({ user: 'replicator' }).problems).toEqual(['database/reserved-user-name']);
  });

  test('another number of pods than the topology has', () => {
    const it = replicated();
    it.orders.readReplicas!.draft.fixReplicas(5);
    expect(problemsOfAll(it)).toEqual(['database/other-pods']);
  });

  test('a name that leaves no room for "-ro"', () => {
    const it = store({ credentials: BOTH, topology: Topology.readReplicas(1) }, 'a'.repeat(50));
    expect(it.orders.readReplicas!.problems().map((p) => p.slug)).toEqual(['name/too-long']);
  });
});

describe('the scripts', () => {
  test.each([['the primary\'s', POSTGRES_PRIMARY_BOOTSTRAP], ['a replica\'s', POSTGRES_REPLICA_BOOTSTRAP]])('%s is plain POSIX sh', (_, script) => {
    execFileSync('sh', ['-n'], { input: script });
    expect(script.startsWith('#!/bin/sh\n')).toBe(true);
  });

  test('never put a password on a command line', () => {
    const lines = (script: string) => script.split('\n').filter((line) => /CREDS_FILE/.test(line) && !/--set=\w+=|<"\$DATABASE_\w+"|fail/.test(line));
    expect([...lines(POSTGRES_PRIMARY_BOOTSTRAP), ...lines(POSTGRES_REPLICA_BOOTSTRAP)]).toEqual([]);
  });
});
