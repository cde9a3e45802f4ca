import { existsSync, readdirSync } from 'fs';
import { ApiObject, App, Chart } from 'cdk8s';
import { statefulSet, yaml } from './plan-kit';
import { Effect, GoMicroservice, GopherApp, Image, KubernetesVersion, Plan, Platform, Port } from '../../src';
import { Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

function shop(app: App, tag: string): App {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const tax = new GoMicroservice(chart, 'tax', { image: Image.of('registry.example.com/shop/tax:1.0.0') });
  new GoMicroservice(chart, 'checkout', { image: Image.of(`registry.example.com/shop/checkout:${tag}`), ports: [Port.http(8080)] }).calls(tax);
  return app;
}

function committed(tag: string): string {
  const outdir = `${folder.path}/dist`;
  const committedDir = `${folder.path}/manifests`;
  shop(new GopherApp({ outdir, committedDir }), tag).synth();
  return committedDir;
}

describe('the plan of an app', () => {
  test('says of each construct what becomes of it, and writes nothing', () => {
    const dir = committed('1.0.0');
    const outdir = `${folder.path}/other`;
    const plan = Plan.ofApp(dir, shop(new GopherApp({ outdir }), '1.1.0'));
    const [first, ...others] = plan.changes;
    expect([first.kind, first.effect, first.construct, first.place]).toEqual(['Deployment', Effect.ROLLING_RESTART, 'shop/checkout', 'shop/checkout']);
    expect(new Set(others.map(({ effect }) => effect))).toEqual(new Set([Effect.METADATA])); // the label with the version
    expect(plan.constructs.map(({ construct, effect }) => [construct, effect])).toEqual([['shop/checkout', Effect.ROLLING_RESTART]]);
    expect(existsSync(outdir)).toBe(false);
  });

  test('finds nothing where nothing was changed', () => {
    expect(Plan.ofApp(committed('1.0.0'), shop(new GopherApp(), '1.0.0')).effect).toBe(Effect.NONE);
    expect(Plan.ofApp(committed('1.0.0'), shop(new App(), '1.0.0')).effect).toBe(Effect.NONE);
  });

  test('goes by the version of its platform, unless another is named', () => {
    folder.write('old/a.yaml', yaml([statefulSet()]));
    const app = new App();
    new Platform({ kubernetesVersion: KubernetesVersion.of('1.30') }).applyTo(app);
    new ApiObject(new Chart(app, 'shop'), 'db', statefulSet({ revisionHistoryLimit: 3 }));
    expect(Plan.ofApp(`${folder.path}/old`, app).effect).toBe(Effect.RECREATE_BLOCKED);
    expect(Plan.ofApp(`${folder.path}/old`, app, { kubernetesVersion: KubernetesVersion.V1_33 }).effect).toBe(Effect.IN_PLACE);
  });

  test('names the problems of the app, and those of the folder', () => {
    folder.write('manifests/a.yaml', 'a: [');
    const broken = new GopherApp();
    new GoMicroservice(new Chart(broken, 'shop', { namespace: 'shop' }), 'tax', { image: Image.of('') });
    const compare = () => Plan.ofApp(`${folder.path}/manifests`, broken);
    expect(compare).toThrow(/manifests\/a\.yaml:1\] yaml\/broken/);
    expect(compare).toThrow(/\[shop\/tax\] image\//);
  });
});

describe('a folder in which others write, too', () => {
  const byHand = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: by-hand\n  namespace: shop\ndata: {}\n';

  test('loses only what we have written', () => {
    const dir = committed('1.0.0');
    folder.write('manifests/by-hand.yaml', byHand);
    const next = new GopherApp();
    new GoMicroservice(new Chart(next, 'shop', { namespace: 'shop' }), 'tax', { image: Image.of('registry.example.com/shop/tax:1.0.0') });
    const plan = Plan.ofApp(dir, next);
    expect(plan.changes.filter(({ action }) => action === 'removed').map(({ name }) => name)).toContain('checkout');
    expect(plan.changes.map(({ name }) => name)).not.toContain('by-hand');
    expect(String(plan)).toContain('left alone, as somebody else has written them\n  ConfigMap shop/by-hand');
    expect(readdirSync(dir)).toContain('by-hand.yaml');
  });

  test('is compared where both write the same object', () => {
    const dir = committed('1.0.0');
    folder.write('manifests/by-hand.yaml', byHand);
    folder.write('next/a.yaml', byHand.replace('data: {}', 'data: {a: b}'));
    expect(Plan.between(dir, `${folder.path}/next`).changes.find(({ name }) => name === 'by-hand')?.action).toBe('changed');
  });

  test('of which nobody noted what we wrote is ours as a whole', () => {
    folder.write('old/by-hand.yaml', byHand);
    folder.write('new/a.yaml', byHand.replace('by-hand', 'other').replace('{}', '{a: b}'));
    expect(Plan.between(`${folder.path}/old`, `${folder.path}/new`).changes.map(({ action }) => action).sort()).toEqual(['added', 'removed']);
  });
});
