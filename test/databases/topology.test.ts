import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { CREDENTIALS, store } from './kit';
import { DatabaseEngine, ExistingSecret, Topology } from '../../src';

describe('one server', () => {
  test('said or not said is the same, byte for byte', () => {
    fc.assert(fc.property(fc.integer({ min: 256, max: 4096 }), fc.integer({ min: 1, max: 100 }), (memory, storage) => {
      const props = { memory: Size.mebibytes(memory), storage: Size.gibibytes(storage) };
      expect(store({ ...props, topology: Topology.single() }).objects).toEqual(store(props).objects);
    }), { numRuns: 10 });
  });

  test('has no replicas to read from, and says so to whoever would', () => {
    const it = store();
    const reports = it.service('reports');
    reports.uses(it.orders.readOnly);
    expect(it.orders.readReplicas).toBeUndefined();
    expect(reports.problems().map((p) => p.message)).toEqual([expect.stringMatching(
      /database\/no-read-replicas: reports uses read replicas of orders-db, which has none\. Use orders-db itself, or give it `topology: Topology\.readReplicas\(2\)`/)]);
  });
});

describe('how many', () => {
  test.each([0, -1, 1.5, NaN, Infinity])('read replicas there cannot be: %d', (count) => {
    expect(store({ topology: Topology.readReplicas(count) }).problems).toContain('topology/bad-replicas');
  });

  test.each([0, 1, 2, -3, 2.5, NaN])('members are too few for a majority: %d', (count) => {
    expect(Topology.cluster(count)._flaws.map((f) => f.slug)).toEqual(['topology/too-few-members']);
  });

  test('members of an even number are no safer than one less, which is said with both neighbours', () => {
    const [flaw] = Topology.cluster(4)._flaws;
    expect(`${flaw.slug}: ${flaw.what}. ${flaw.remedy}`).toBe(
      'topology/even-members: a cluster is to have 4 members; it goes on without 1 of them, as 3 members do, and more of them can fail. Give 3 or 5.');
  });

  test.each([3, 5, 7])('%d members are a cluster', (count) => expect(Topology.cluster(count)._flaws).toEqual([]));
});

describe('the number of pods', () => {
  test('is the topology\'s, and nobody else\'s', () => {
    const it = store({ credentials: CREDENTIALS });
    it.orders.draft.fixReplicas(2);
    expect(it.complaint).toMatch(/^database\/several-pods: there would be 2 pods; each would be a database of its own\. Leave it at one; more of them are a `topology`/);
  });
});

describe('credentials', () => {
  test('are missed where the engine has passwords', () => {
    expect(store({ credentials: undefined }).complaint).toBe(
      'database/no-credentials: nobody says where the password is. Give `credentials`, such as ExternalSecret.generated(chart, \'orders-db-credentials\').');
  });
});

test('any engine in any topology either runs as it was asked to, or says why not', () => {
  const engines = [
    DatabaseEngine.postgres('17'), DatabaseEngine.mariadb('11.8'), DatabaseEngine.mysql('8.4'), DatabaseEngine.valkey('8.1'), DatabaseEngine.redis('8.2'),
    DatabaseEngine.nats('2.12'), DatabaseEngine.etcd('3.6.5'),
  ];
  const topologies = fc.oneof(fc.constant(Topology.single()), fc.integer({ min: -1, max: 12 }).map((n) => Topology.readReplicas(n)), fc.integer({ min: -1, max: 12 }).map((n) => Topology.cluster(n)));
  const all = ExistingSecret.of('orders-db-credentials', ['password', 'replication-password', 'cluster-password']);
  fc.assert(fc.property(fc.constantFrom(...engines), topologies, (engine, topology) => {
    const it = store({ engine, topology, credentials: engine.engineName.startsWith('etcd') ? undefined : all });
    if (it.problems.length > 0) {
      expect(it.problems.filter((slug) => !/^(topology\/|database\/(unsupported-topology|too-many-(members|replicas)))/.test(slug))).toEqual([]);
      return;
    }
    const pods = it.objects.filter((o) => o.kind === 'StatefulSet').reduce((sum, o) => sum + o.spec.replicas, 0);
    expect(pods).toBe(topology.kind === 'READ_REPLICAS' ? topology.count + 1 : topology.count);
    for (const budget of it.objects.filter((o) => o.kind === 'PodDisruptionBudget')) expect(budget.spec.maxUnavailable).toBe(1);
    expect(it.find('Service', 'orders-db-headless').spec.publishNotReadyAddresses).toBe(true);
    if (topology.kind === 'CLUSTER') expect(topology.count % 2).toBe(1);
  }), { numRuns: 120 });
});
