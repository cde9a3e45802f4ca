import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Autoscaling, Availability, ExistingSecret, External, GoMicroservice, GopherApp, HealthChecks, Image, Manifests, Platform, Rule, RuleReport, SecretKey } from '../../src';

const folder = mkdtempSync(join(tmpdir(), 'gopher-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const webIn = (app: App) => new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { image: Image.of('a/b:1.0.0') });
const selectorPatch = JsonPatch.replace('/spec/template/metadata/labels/app.kubernetes.io~1instance', 'other');

describe.each<[string, () => App]>([
  ['GopherApp', () => new GopherApp({ outdir: folder })],
  ['a stock App', () => new App({ outdir: folder })],
])('in %s', (_, make) => {
  test('what an escape hatch breaks is caught', () => {
    const app = make();
    ApiObject.of(webIn(app)).addJsonPatch(selectorPatch);
    expect(() => app.synth()).toThrow(/shop\/web\].*selector/);
  });

  test('a field that the API server does not know is refused with its path', () => {
    const app = make();
    ApiObject.of(webIn(app)).addJsonPatch(JsonPatch.add('/spec/template/spec/minReadySeconds', 5));
    expect(() => app.synth()).toThrow(/structure\/unknown-field.*spec\.template\.spec\.minReadySeconds/);
  });

  test('an object of another library is judged too, once there is a workload of ours', () => {
    const app = make();
    new ApiObject(webIn(app).node.scope as Chart, 'Bad', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'Bad_Name' }, spec: { ports: [{ port: 99999 }] } });
    expect(() => app.synth()).toThrow(/Bad_Name[^]*99999/);
  });
});

describe('GopherApp', () => {
  test('holds a platform team\'s own rule', () => {
    class CostCentre extends Rule {
      public readonly ruleId = 'company/no-cost-centre';
      public readonly reason = 'Nobody is billed for it.';
      public readonly remedy = 'Add the label cost-centre.';
      public check(manifests: Manifests, report: RuleReport) {
        for (const deployment of manifests.ofKind('Deployment')) {
          if (!deployment.object.metadata.labels?.['cost-centre']) report.add(deployment, 'metadata.labels', 'there is no cost centre');
        }
      }
    }
    const app = new GopherApp({ outdir: folder, rules: [new CostCentre()] });
    webIn(app);
    expect(() => app.synth()).toThrow('[shop/web] company/no-cost-centre: Deployment shop/web, metadata.labels: there is no cost centre. Add the label cost-centre.');
  });

  test('takes an existing Secret for what it says it is', () => {
    const app = new GopherApp({ outdir: folder });
    webIn(app).draft.addEnvFromSecret('STRIPE', ExistingSecret.of('stripe', ['api-key']).key('api-key'));
    expect(app.findings().filter((f) => f.severity !== 'info')).toEqual([]);
  });

  test('knows the keys of a Secret that is declared', () => {
    const app = new GopherApp({ outdir: folder });
    webIn(app).draft.addEnvFromSecret('STRIPE', ExistingSecret.of('stripe', ['api-key']).key('api-kee'));
    expect(() => app.synth()).toThrow(/secret\/no-such-key: the Secret stripe has no key "api-kee"; its keys are api-key/);
  });

  test('warns of a claim of another library that nobody declares, until somebody does', () => {
    const find = (externals: External[]) => {
      const app = new GopherApp({ outdir: folder, externals });
      const chart = webIn(app).node.scope as Chart;
      new ApiObject(chart, 'Pod', {
        apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'a/b:1.0.0', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'theirs', key: 'k' } } }] }] },
      });
      return app.findings().filter((f) => f.rule.startsWith('graph/missing') && f.message.includes('theirs')).length;
    };
    expect([find([]), find([External.secret('theirs', ['k'], 'shop')])]).toEqual([1, 0]);
  });

  test('does not warn of what was decided in so many words', () => {
    const app = new GopherApp({ outdir: folder, platform: Platform.kind() });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new GoMicroservice(chart, 'web', { image: Image.of('a/b:latest'), without: [Availability.ID, HealthChecks.ID], replicas: 2 });
    expect(app.findings().filter((f) => f.severity !== 'info').map(String)).toEqual([]);
  });

  test('does not warn of what ko is yet to build, where the platform says that ko always applies it', () => {
    const app = new GopherApp({ outdir: folder, platform: new Platform({ imagePolicy: { allowMovingTags: true } }) });
    new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'tax', { image: Image.ko('example.com/shop/cmd/tax') });
    expect(app.findings().filter((f) => f.severity !== 'info')).toEqual([]);
  });

  test('and knows the workload that decided it wherever it stands in the tree', () => {
    const app = new GopherApp({ outdir: folder });
    const team = new Construct(new Chart(app, 'shop', { namespace: 'shop' }), 'team');
    new GoMicroservice(team, 'web', { image: Image.of('a/b:1.0.0'), without: [Availability.ID], replicas: 2 });
    expect(app.findings().map(String)).toEqual([]);
  });

  test('misses no budget on a developer\'s machine', () => {
    const app = new GopherApp({ outdir: folder, platform: Platform.kind() });
    new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { image: Image.of('a/b:1.0.0'), traits: [new Autoscaling()] });
    expect(app.findings().filter((f) => f.severity !== 'info').map(String)).toEqual([]);
  });

  test('a Secret by name alone is a declaration as well', () => {
    const app = new GopherApp({ outdir: folder });
    webIn(app).draft.addEnvFromSecret('A', SecretKey.of('x', 'y'));
    expect(app.findings().filter((f) => f.severity !== 'info')).toEqual([]);
  });
});
