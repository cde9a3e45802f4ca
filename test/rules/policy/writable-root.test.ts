import { Size, Testing } from 'cdk8s';
import { DatabaseEngine, ExistingSecret, GoMicroservice, Manifest, Manifests, RuleBook, Severity, StatefulDatabase, Waiver } from '../../../src';
import { WRITABLE_ROOT } from '../../../src/rules/policy/writable-root';
import { standardBook } from '../../../src/rules/standard-book';
import { IMAGE, newChart } from '../../kit';

const PATH = 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem';

/** A workload that passes; each case changes one thing. */
function workload(change: (spec: any, object: any) => void = () => {}) {
  const spec: any = { containers: [{ name: 'app', image: 'a/b:1.0.0', securityContext: { readOnlyRootFilesystem: true } }] };
  const object: any = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { spec } } };
  change(spec, object);
  return object;
}

function found(...objects: any[]) {
  return RuleBook.of([WRITABLE_ROOT]).verify(Manifests.of(objects.map((object) => Manifest.of(object))));
}

describe('operability/writable-root', () => {
  test('is one of the standard rules, and stops nothing', () => {
    expect(standardBook().rules.find((rule) => rule.ruleId === 'operability/writable-root')?.severity).toBe(Severity.INFO);
  });

  test('stays quiet where the root is read-only', () => expect(found(workload())).toEqual([]));

  test.each<[string, (spec: any) => void]>([
    ['nothing is said', (s) => { delete s.containers[0].securityContext.readOnlyRootFilesystem; }],
    ['there is no security context', (s) => { delete s.containers[0].securityContext; }],
    ['it is said to be writable', (s) => { s.containers[0].securityContext.readOnlyRootFilesystem = false; }],
    ['it is said in text', (s) => { s.containers[0].securityContext.readOnlyRootFilesystem = 'true'; }],
  ])('complains where %s', (_, change) => {
    expect(found(workload(change)).map(({ path, message }) => [path, message])).toEqual([[PATH, 'container app can write to its whole file system']]);
  });

  test('looks at init containers and sidecars, and at every kind that makes pods', () => {
    expect(found(workload((s) => { s.initContainers = [{ name: 'init' }]; })).map((f) => f.path)).toEqual(['spec.template.spec.initContainers[0].securityContext.readOnlyRootFilesystem']);
    const job = workload((s, object) => { object.kind = 'CronJob'; delete s.containers[0].securityContext; object.spec = { jobTemplate: { spec: object.spec } }; });
    expect(found(job).map((f) => f.path)).toEqual([`spec.jobTemplate.${PATH}`]);
  });

  test('lets somebody look for a fault in a running pod, and Windows, where the field is refused', () => {
    expect(found(workload((s) => { s.ephemeralContainers = [{ name: 'debugger' }]; }))).toEqual([]);
    expect(found(workload((s) => { s.os = { name: 'windows' }; delete s.containers[0].securityContext; }))).toEqual([]);
  });

  test('finds nothing in what we write, and something in a service without Hardening', () => {
    const chart = newChart();
    new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders-db', ['password']), storage: Size.gibibytes(1) });
    new GoMicroservice(chart, 'checkout', { image: IMAGE });
    expect(found(...Testing.synth(chart)).map(String)).toEqual([]);
    const bare = newChart();
    new GoMicroservice(bare, 'checkout', { image: IMAGE, without: ['hardening'] });
    expect(found(...Testing.synth(bare)).map((f) => f.path)).toEqual([PATH]);
  });

  test('can be waived, for other tools as well', () => {
    const chart = newChart();
    const checkout = new GoMicroservice(chart, 'checkout', { image: IMAGE, without: ['hardening'] });
    new Waiver({ rule: 'operability/writable-root', reason: 'writes its index beside itself', owner: 'team-shop', expires: '2027-03-31' }).applyTo(checkout);
    const objects = Testing.synth(chart);
    const { findings, waived } = RuleBook.of([WRITABLE_ROOT])._inspect(Manifests.of(objects.map((object) => Manifest.of(object))), '2026-11-20');
    expect([findings.length, waived.length]).toEqual([0, 1]);
    expect(objects.find((o) => o.kind === 'Deployment').metadata.annotations).toMatchObject({
      'checkov.io/skip-CKV_K8S_22': 'CKV_K8S_22=writes its index beside itself',
      'kube-score/ignore': 'container-security-context-readonlyrootfilesystem',
    });
  });
});
