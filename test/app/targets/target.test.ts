import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { Environment, GoMicroservice, GopherApp, GopherAppProps, Image, OutputLayout, WorkloadOverride, Platform, Target, TargetProps } from '../../../src';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-target-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function appFor(target: Target, props: GopherAppProps = {}): GopherApp {
  const app = new GopherApp({ target, outdir: join(folder, 'dist'), committedDir: join(folder, 'deploy'), layout: OutputLayout.tree(), ...props });
  new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
  return app;
}

const filesIn = (dir: string) => readdirSync(join(folder, dir), { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
  .map((e) => join(e.parentPath, e.name).slice(folder.length + 1)).sort();
const refusal = (name: string, props: TargetProps = {}) => {
  try {
    appFor(new Target(name, props)).synth();
    return '';
  } catch (e) {
    return (e as Error).message;
  }
};

describe('a target', () => {
  test('has a folder of its own, in the output and in the committed folder, each with its list', () => {
    for (const target of [new Target('staging'), new Target('production-eu', { folder: 'production/eu' })]) appFor(target).synth();
    expect(filesIn('deploy')).toEqual([
      'deploy/production/eu/.cdk8s-gopher-files', 'deploy/production/eu/kustomization.yaml', 'deploy/production/eu/shop/checkout/checkout.k8s.yaml',
      'deploy/production/eu/shop/checkout/kustomization.yaml', 'deploy/production/eu/shop/kustomization.yaml',
      'deploy/staging/.cdk8s-gopher-files', 'deploy/staging/kustomization.yaml', 'deploy/staging/shop/checkout/checkout.k8s.yaml',
      'deploy/staging/shop/checkout/kustomization.yaml', 'deploy/staging/shop/kustomization.yaml',
    ]);
    expect(filesIn('dist')).toEqual(filesIn('deploy').map((path) => path.replace('deploy', 'dist').replace(/-files$/, '-target')));
    expect(readFileSync(join(folder, 'dist/staging/.cdk8s-gopher-target'), 'utf8')).toBe('staging\n');
    expect(readFileSync(join(folder, 'deploy/staging/.cdk8s-gopher-files'), 'utf8')).toContain('# target: staging\n');
  });

  test('one that was not run keeps its files', () => {
    appFor(new Target('staging')).synth();
    appFor(new Target('production')).synth();
    expect(existsSync(join(folder, 'deploy/staging/shop/checkout/checkout.k8s.yaml'))).toBe(true);
  });

  test('two in one folder would delete each other\'s files, and are refused', () => {
    appFor(new Target('staging', { folder: 'all' })).synth();
    expect(refusal('production', { folder: 'all' })).toMatch(/output\/other-target: ".*all" holds the manifests of the target "staging"; the target "production" would delete them/);
  });

  test('says more about the platform than the app does', () => {
    const platform = new Platform({ owner: 'team-shop', environment: Environment.PRODUCTION });
    const app = appFor(new Target('dev', { platform: Platform.kind({ labels: { stage: 'dev' } }) }), { platform });
    expect(Platform.of(app)).toMatchObject({ owner: 'team-shop', environment: Environment.LOCAL, labels: { stage: 'dev' } });
  });

  test('overrides what the program says, everywhere and at a place', () => {
    const yaml = appFor(new Target('staging', { overrideAll: new WorkloadOverride({ replicas: 1, env: { A: 'all' } }), overrides: { 'shop/checkout': new WorkloadOverride({ replicas: 3 }) } })).synthYaml();
    expect(yaml).toContain('replicas: 3');
    expect(yaml).toContain('A: all');
  });

  test('a place that is not there is told, with the one that is meant', () => {
    expect(refusal('staging', { overrides: { 'shop/chekout': new WorkloadOverride({ replicas: 3 }) } })).toMatch(/\[the app\] target\/nothing-to-override: the target "staging" overrides "shop\/chekout", which is not in the app\. Did you mean "shop\/checkout"\?/);
  });

  test.each(['../up', '/root', 'a//b', '', 'a b', '.hidden'])('the folder "%s" is refused', (path) => expect(refusal('staging', { folder: path })).toMatch(/target\/bad-folder/));
  test.each(['', 'Staging', 'a/b', '-x', 'a b'])('the name "%s" is refused', (name) => expect(refusal(name, { folder: 'x' })).toMatch(/target\/bad-name/));
});
