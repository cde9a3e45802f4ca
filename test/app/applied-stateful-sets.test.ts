import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import { DatabaseEngine, ExistingSecret, GopherApp, IDatabaseEngine, StatefulDatabase, Topology } from '../../src';
import { ProblemsError } from '../../src/model/problems-error';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-applied-')); });
afterEach(() => rmSync(folder, { recursive: true }));

interface Version { engine?: IDatabaseEngine; storage?: Size; memory?: Size; topology?: Topology; patch?: JsonPatch; approvals?: string }

/** Synthesizes a version of the database into the committed folder; gives what speaks against it. */
function apply({ engine = DatabaseEngine.postgres('17'), storage = Size.gibibytes(10), memory, topology, patch, approvals }: Version = {}): readonly string[] {
  const app = new GopherApp({ outdir: join(folder, 'dist'), committedDir: join(folder, 'manifests'), approvals });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const database = new StatefulDatabase(chart, 'orders-db', { engine, storage, memory, topology, credentials: ExistingSecret.of('orders', ['password', 'replication-password']) });
  if (patch) ApiObject.of(database).addJsonPatch(patch);
  try {
    app.synth();
    return [];
  } catch (e) {
    if (e instanceof ProblemsError) return e.problems;
    throw e;
  }
}

const approved = (effect: string) => {
  const file = join(folder, 'approvals.yaml');
  writeFileSync(file, `- {kind: StatefulSet, namespace: shop, name: orders-db, effect: ${effect}, reason: done by hand on Sunday}\n`);
  return file;
};
const committed = () => readFileSync(join(folder, 'manifests', 'shop.k8s.yaml'), 'utf8');

describe('a database that is applied already', () => {
  beforeEach(() => expect(apply()).toEqual([]));

  test.each<[string, Version]>([
    ['as it is', {}],
    ['with more memory', { memory: Size.gibibytes(4) }],
    ['in another release of its major version', { engine: DatabaseEngine.postgres('17.6') }],
    ['with read replicas', { topology: Topology.readReplicas(2) }],
  ])('may be synthesized %s', (_, version) => expect(apply(version)).toEqual([]));

  test.each<[string, string, Version]>([
    ['another size of its volume', 'spec.volumeClaimTemplates', { storage: Size.gibibytes(20) }],
    ['another Service for its names', 'spec.serviceName', { patch: JsonPatch.replace('/spec/serviceName', 'others') }],
    ['another order of its pods', 'spec.podManagementPolicy', { patch: JsonPatch.replace('/spec/podManagementPolicy', 'Parallel') }],
  ])('cannot get %s: the API server would refuse it', (_, field, version) => {
    const before = committed();
    const problems = apply(version);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[shop/orders-db] stateful-set/immutable: the API server refuses to change ${field}`);
    expect(problems[0]).toContain('manifests/shop.k8s.yaml:');
    expect(problems[0]).toContain('kubectl --namespace shop delete statefulset orders-db --cascade=orphan');
    expect(committed()).toBe(before);
    expect(apply({ ...version, approvals: approved('recreate-blocked') })).toEqual([]);
  });

  test.each<[string, string, Version]>([
    ['another major version', 'in "/var/lib/postgresql/18/docker"', { engine: DatabaseEngine.postgres('18') }],
    ['another server', 'in "/var/lib/mysql/', { engine: DatabaseEngine.mariadb('11.4') }],
  ])('cannot become %s: its data would be left behind', (_, where, version) => {
    const problems = apply(version).filter((problem) => problem.includes('stateful-set/data-moved'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('the data of StatefulSet shop/orders-db are in "/var/lib/postgresql/17/docker", and it would look for them');
    expect(problems[0]).toContain(where);
    expect(apply({ ...version, approvals: approved('data-risk') }).join()).not.toContain('data-moved');
  });

  test('is not held against what somebody else has written into the folder', () => {
    writeFileSync(join(folder, 'manifests', 'other.yaml'), committed().replace(/storage: 10Gi/g, 'storage: 99Gi'));
    expect(apply()).toEqual([]);
  });
});
