import { join } from 'path';
import { Chart } from 'cdk8s';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { GopherApp, GopherValidation, ManifestAssertions, OutputLayout, Target } from '../../src';
import { serviceIn } from '../kit';
import { runIn } from './run-here';
import { configMap, Folder } from '../rules/reading/folder-kit';

const TARGETS: { [name: string]: string } = { 'staging': 'staging', 'production-eu': 'production/eu' };

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  for (const [name, at] of Object.entries(TARGETS)) {
    const app = new GopherApp({ target: new Target(name, { folder: at }), outdir: join(folder.path, 'dist'), committedDir: join(folder.path, 'manifests'), layout: OutputLayout.tree() });
    serviceIn(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout');
    app.synth();
  }
});
afterEach(() => folder.remove());

const verify = (...args: string[]) => runIn(folder.path, ['verify', ...args]);

/** Refers to what is not there. */
const broken = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: lost, namespace: shop}
spec:
  maxReplicas: 3
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: extra}
`;
const extra = `apiVersion: apps/v1
kind: Deployment
metadata: {name: extra, namespace: shop}
spec:
  selector: {matchLabels: {app: extra}}
  template:
    metadata: {labels: {app: extra}}
    spec: {containers: [{name: extra, image: 'registry.example.com/shop/extra:1.0.0'}]}
`;

describe('the folders of several targets', () => {
  test.each(['dist', 'manifests'])('are each a cluster of their own: in %s nothing stands twice', async (root) => {
    const { code, out } = await verify(root);
    expect(out).toMatch(/^\d+ objects in \d+ files for 2 targets: 0 errors, 0 warnings\n$/m);
    expect(out).not.toMatch('duplicate');
    expect(code).toBe(0);
  });

  test('have findings with the name of their target, in every format', async () => {
    folder.write('manifests/production/eu/more.yaml', broken);
    expect((await verify('manifests')).out).toMatch(/^production-eu: manifests\/production\/eu\/more\.yaml\n {2}warning/m);
    const { problems } = JSON.parse((await verify('manifests', '--json', '--min-severity', 'warning')).out);
    expect(problems.map(({ rule, target }: any) => [rule, target])).toEqual([['graph/scale-target-missing', 'production-eu']]);
    const { runs: [{ results }] } = JSON.parse((await verify('manifests', '--sarif', '-', '--min-severity', 'warning')).out);
    expect(results.map(({ properties }: any) => properties)).toEqual([{ target: 'production-eu' }]);
  });

  test('do not see each other: what another target has is missing here', async () => {
    folder.write('manifests/production/eu/more.yaml', broken);
    folder.write('manifests/staging/more.yaml', extra);
    expect((await verify('manifests')).out).toContain('graph/scale-target-missing');
    folder.write('manifests/production/eu/extra.yaml', extra);
    expect((await verify('manifests')).out).not.toContain('graph/scale-target-missing');
  });

  test('still find what stands twice for one target', async () => {
    folder.write('manifests/staging/again.yaml', `${configMap('twice', '  namespace: shop\ndata: {}\n')}---\n${configMap('twice', '  namespace: shop\ndata: {}\n')}`);
    const { code, out } = await verify('manifests');
    expect([code, out]).toEqual([1, expect.stringMatching(/^staging: manifests\/staging\/again\.yaml\n {2}error {4}graph\/duplicate-object/m)]);
  });

  test('may be looked at one by one, at any depth', async () => {
    expect((await verify('dist/production/eu')).out).toMatch('for the target production-eu: 0 errors');
    expect((await verify('dist/staging/shop/checkout')).out).toMatch('for the target staging: 0 errors');
  });

  test('leave what is for no target apart', async () => {
    folder.write('manifests/delivery.yaml', configMap('delivery', '  namespace: argocd\ndata: {}\n'));
    expect((await verify('manifests')).code).toBe(0);
  });

  test('are understood by assertions in tests, too', () => ManifestAssertions.fromFolder(join(folder.path, 'manifests')).hasNoFindings());
});

describe('under cdk8s-cli', () => {
  async function validated(root: string) {
    const paths = Object.values(TARGETS).flatMap((at) => ['checkout/checkout.k8s.yaml'].map((file) => join(folder.path, root, at, 'shop', file)));
    const context = new ValidationContext(paths, 'cdk8s-gopher', '1.2.3', undefined);
    await new GopherValidation({ failOn: 'warning' }).validate(context);
    return context.report;
  }

  test('the plugin verifies each target apart', async () => {
    expect((await validated('dist')).success).toBe(true);
  });

  test('the plugin names the target', async () => {
    folder.write('dist/production/eu/shop/checkout/checkout.k8s.yaml', broken);
    const report = await validated('dist');
    expect([report.success, JSON.stringify(report.toJson())]).toEqual([false, expect.stringContaining('[production-eu] HorizontalPodAutoscaler shop/lost')]);
  });
});

test('folders that nobody has marked are one cluster, as before', async () => {
  folder.write('plain/a/one.yaml', extra);
  folder.write('plain/b/two.yaml', extra);
  const { code, out } = await verify('plain');
  expect([code, out]).toEqual([1, expect.stringContaining('duplicate')]);
  expect(out).not.toMatch('target');
});
