import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { Effect, FleetPlan, GoldenPath, GoMicroservice, GopherApp, GoWorker, Image, OutputLayout, Plan, Platform, Target, TargetComparison } from '../../src';
import { PREVIEW, PREVIEW_GOLDEN_PATH } from '../../src/platform/golden-path-preview';

const TARGETS: { [name: string]: string } = { 'staging': 'staging', 'production-eu': 'production/eu' };

let root: string;
const here = process.cwd();
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gopher-fleet-'));
  process.chdir(root);
});
afterEach(() => {
  process.chdir(here);
  delete process.env[PREVIEW];
  delete process.env[PREVIEW_GOLDEN_PATH];
  rmSync(root, { recursive: true });
});

interface Shop { readonly outdir?: string; readonly target?: Target; readonly tag?: string; readonly goldenPath?: GoldenPath; readonly committedDir?: string }

function shop({ outdir, target, tag = '1.0.0', goldenPath, committedDir }: Shop): GopherApp {
  const app = new GopherApp({ outdir, target, committedDir, platform: new Platform({ goldenPath }), graphDir: committedDir && 'graph' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new GoMicroservice(chart, 'checkout', { image: Image.of(`registry.example.com/shop/checkout:${tag}`) });
  new GoWorker(chart, 'mailer', { image: Image.of('registry.example.com/shop/mailer:1.0.0') });
  return app;
}

/** The shop for each target, with the image's tag there. */
function deliver(outdir: string, tags: { [target: string]: string }): void {
  for (const [name, tag] of Object.entries(tags)) shop({ outdir, target: new Target(name, { folder: TARGETS[name] }), tag }).synth();
}
const effects = (plan: FleetPlan) => plan.targets.map(({ target, plan: { effect } }) => [target, effect]);

describe('several targets', () => {
  test('are compared one by one', () => {
    deliver('manifests', { 'staging': '1.0.0', 'production-eu': '1.0.0' });
    deliver('dist', { 'staging': '1.1.0', 'production-eu': '1.0.0' });
    const plan = FleetPlan.between('manifests', 'dist');
    expect(effects(plan)).toEqual([['production-eu', 'none'], ['staging', 'rolling-restart']]);
    expect(plan.effect).toBe('rolling-restart');
    expect(plan.atLeast(Effect.ROLLING_RESTART).map(String)).toEqual(['Deployment shop/checkout']);
    expect(plan.toString()).toMatch(/^production-eu\nnothing changes: .*\n\nstaging\n7 changed; the worst effect is rolling-restart\n/);
    expect(plan.toMarkdown()).toMatch(/^### production-eu\n\n\*\*Plan:\*\* nothing changes.*\n\n### staging\n/);
    expect(JSON.parse(plan.toJson())).toMatchObject({ effect: 'rolling-restart', targets: [{ target: 'production-eu' }, { target: 'staging', plan: { effect: 'rolling-restart' } }] });
  });

  test('are told apart also where the new folder does not say whose it is, as other tools write it', () => {
    deliver('manifests', { 'staging': '1.0.0', 'production-eu': '1.0.0' });
    deliver('dist', { 'staging': '1.1.0', 'production-eu': '1.0.0' });
    for (const folder of Object.values(TARGETS)) rmSync(join('dist', folder, '.cdk8s-gopher-target'));
    expect(effects(FleetPlan.between('manifests', 'dist'))).toEqual([['production-eu', 'none'], ['staging', 'rolling-restart']]);
  });

  test('may be new', () => {
    deliver('manifests', { staging: '1.0.0' });
    deliver('dist', { 'staging': '1.0.0', 'production-eu': '1.0.0' });
    const [eu] = FleetPlan.between('manifests', 'dist').targets;
    expect([eu.target, new Set(eu.plan.changes.map(({ action }) => action))]).toEqual(['production-eu', new Set(['added'])]);
  });

  test('may lie in each other', () => {
    for (const [outdir, tag] of [['manifests', '1.0.0'], ['dist', '1.1.0']]) {
      shop({ outdir, target: new Target('production') }).synth();
      shop({ outdir, target: new Target('production-eu', { folder: 'production/eu' }), tag }).synth();
    }
    expect(effects(FleetPlan.between('manifests', 'dist'))).toEqual([['production', 'none'], ['production-eu', 'rolling-restart']]);
    expect(TargetComparison.between({ a: 'dist/production', b: './dist/production/eu' }).toJson()).toContain('1.1.0');
  });

  test('may have folders that are called as another target is', () => {
    const namespaced = (outdir: string, target: string) => {
      const app = new GopherApp({ outdir, target: new Target(target), layout: OutputLayout.tree() });
      new GoWorker(new Chart(app, 'shop', { namespace: 'production' }), 'mailer', { image: Image.of('registry.example.com/shop/mailer:1.0.0') });
      app.synth();
    };
    namespaced('manifests', 'staging');
    for (const target of ['staging', 'production']) namespaced('dist', target);
    expect(effects(FleetPlan.between('manifests/staging', 'dist')).find(([target]) => target === 'staging')).toEqual(['staging', 'none']);
  });

  test('may be those of several apps, each with its own folder for it', () => {
    const team = (outdir: string, image: string, name = image) => {
      for (const target of ['staging', 'production']) {
        const app = new GopherApp({ outdir: join(outdir, name), committedDir: join(outdir, name), target: new Target(target) });
        new GoWorker(new Chart(app, name, { namespace: name }), name, { image: Image.of(`registry.example.com/shop/${image}`) });
        app.synth();
      }
    };
    team('manifests', 'tax:1.0.0', 'tax');
    team('manifests', 'toll:1.0.0', 'toll');
    team('dist', 'tax:1.1.0', 'tax');
    expect(() => FleetPlan.between('manifests', 'dist')).toThrow('there are no manifests of the target "staging" in "dist/toll/staging"');
    team('dist', 'toll:1.0.0', 'toll');
    const plan = FleetPlan.between('manifests', 'dist');
    expect(effects(plan)).toEqual([['production', 'rolling-restart'], ['staging', 'rolling-restart']]);
    expect(plan.atLeast(Effect.ROLLING_RESTART).map(String)).toEqual(['Deployment tax/tax', 'Deployment tax/tax']);
  });

  test('may not vanish without a word', () => {
    deliver('manifests', { 'staging': '1.0.0', 'production-eu': '1.0.0' });
    deliver('dist', { staging: '1.0.0' });
    expect(() => FleetPlan.between('manifests', 'dist')).toThrow(/plan\/no-objects: there are no manifests of the target "production-eu" in "dist\/production\/eu"; applied, it would remove everything/);
  });

  test('may have something beside them that is for none', () => {
    for (const [folder, value] of [['manifests', '1'], ['dist', '2']]) {
      deliver(folder, { staging: '1.0.0' });
      writeFileSync(join(folder, 'delivery.yaml'), `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: delivery, namespace: argocd}\ndata: {a: "${value}"}\n`);
    }
    expect(effects(FleetPlan.between('manifests', 'dist'))).toEqual([['', 'in-place'], ['staging', 'none']]);
  });

  test('are compared with each other where both folders are one target\'s', () => {
    deliver('dist', { 'staging': '1.1.0', 'production-eu': '1.0.0' });
    expect(FleetPlan.between('dist/production/eu', 'dist/staging').toString()).toMatch(/^7 changed; the worst effect is rolling-restart/);
  });
});

test('folders without targets have one plan, which says the same as ever', () => {
  shop({ outdir: 'manifests' }).synth();
  shop({ outdir: 'dist', tag: '1.1.0' }).synth();
  const [fleet, plan] = [FleetPlan.between('manifests', 'dist'), Plan.between('manifests', 'dist')];
  expect([fleet.toString(), fleet.toMarkdown(), fleet.toJson()]).toEqual([plan.toString(), plan.toMarkdown(), plan.toJson()]);
});

describe('two golden paths', () => {
  test('are compared as two apps, and each change has its reason', () => {
    const plan = Plan.betweenApps(shop({ goldenPath: GoldenPath.V1 }), shop({ goldenPath: GoldenPath.V2 }));
    expect(plan.changes.map((change) => [String(change), change.effect, change.construct])).toEqual([
      ['Deployment shop/checkout', 'rolling-restart', 'shop/checkout'], ['Deployment shop/mailer', 'rolling-restart', 'shop/mailer'],
    ]);
    const [reason, ...others] = plan.reasons;
    expect(others).toEqual([]);
    expect(reason.why).toMatch(/^GoldenPath v2: pods of the old version are about to go/);
    expect([reason.who, reason.facts, reason.constructs]).toEqual(['availability', ['spread/kubernetes.io/hostname', 'spread/topology.kubernetes.io/zone'], ['shop/checkout', 'shop/mailer']]);
    expect(plan.toString()).toMatch(/^2 changed; the worst effect is rolling-restart\n2 rolling-restart\n\nbecause\n {2}GoldenPath v2: .*\n {4}2 workloads: shop\/checkout, shop\/mailer; availability: spread/);
    expect(plan.toMarkdown()).toMatch(/2 rolling-restart\n\n\*\*Because\*\*\n\n- GoldenPath v2: /);
    expect(JSON.parse(plan.toJson()).reasons).toEqual([expect.objectContaining({ who: 'availability', constructs: ['shop/checkout', 'shop/mailer'] })]);
  });

  test('a workload that comes or goes needs no reason', () => {
    const empty = new GopherApp();
    expect(Plan.betweenApps(empty, shop({})).reasons).toEqual([]);
    expect(Plan.betweenApps(shop({}), empty).reasons).toEqual([]);
  });

  test('what a value was taken back for is told, too', () => {
    const [before, after] = [shop({}), shop({})];
    (before.node.findChild('shop').node.findChild('checkout') as GoMicroservice).draft.addEnv('REGION', 'eu', 'prices differ');
    expect(Plan.betweenApps(before, after).reasons.map(String)).toEqual(['no longer: prices differ (the props of checkout: env/REGION)']);
  });
});

describe('a preview', () => {
  /** Runs the shop for its targets as the command line does. */
  function run(folder: string, goldenPath: string, targets: Array<Target | undefined> = [undefined]): void {
    process.env[PREVIEW] = folder;
    process.env[PREVIEW_GOLDEN_PATH] = goldenPath;
    for (const target of targets) shop({ target, committedDir: 'manifests', outdir: 'dist' }).synth();
    delete process.env[PREVIEW];
  }

  test('changes no file of the project', () => {
    run('preview', '');
    expect(readdirSync('.')).toEqual(['preview']);
  });

  test('of another golden path says what would change, and why, for each target', () => {
    const targets = [new Target('staging', { platform: new Platform({ goldenPath: GoldenPath.V2 }) }), new Target('production-eu', { folder: 'production/eu' })];
    run('before', '', targets);
    run('after', 'next', targets);
    const plan = FleetPlan._ofPreviews('before', 'after', {});
    expect(effects(plan)).toEqual([['production-eu', 'rolling-restart'], ['staging', 'none']]);
    expect(plan.targets[0].plan.changes.map(({ place, construct }) => [place, construct])).toEqual([['shop/checkout', 'shop/checkout'], ['shop/mailer', 'shop/mailer']]);
    expect(plan.toString()).toMatch(/^GoldenPath v1 and v2 \(a preview\) → v2 \(a preview\)\n\nproduction-eu\n2 changed.*\n2 rolling-restart\n\nbecause\n {2}GoldenPath v2: /);
    expect(plan.toMarkdown()).toMatch(/^## GoldenPath v1 and v2 \\?\(a preview/);
  });

  test('of a program without targets is one plan', () => {
    run('before', '');
    run('after', 'v2');
    expect(JSON.parse(FleetPlan._ofPreviews('before', 'after', {}).toJson())).toMatchObject({ effect: 'rolling-restart', reasons: [{ who: 'availability' }] });
  });

  test.each([['here', '.'], ['above', '..'], ['deep down', `${'deep/'.repeat(60)}dist`]])('of an app whose folder is %s stays in its own folder', (_, outdir) => {
    for (const [folder, goldenPath] of [['before', ''], ['after', 'v2']]) {
      process.env[PREVIEW] = folder;
      process.env[PREVIEW_GOLDEN_PATH] = goldenPath;
      shop({ outdir }).synth();
    }
    expect(readdirSync('.').sort()).toEqual(['after', 'before']);
    expect(effects(FleetPlan._ofPreviews('before', 'after', {}))).toEqual([['', 'rolling-restart']]);
  });

  test('of two apps in one folder has the objects of both', () => {
    process.env[PREVIEW] = 'preview';
    shop({ outdir: 'dist' }).synth();
    const other = new GopherApp({ outdir: 'dist' });
    new GoWorker(new Chart(other, 'more', { namespace: 'more' }), 'more', { image: Image.of('registry.example.com/shop/more:1.0.0') });
    other.synth();
    const plan = FleetPlan._ofPreviews('preview', 'preview', {});
    expect(plan.toString()).toMatch(/nothing changes: \d\d objects/);
    expect(existsSync('dist')).toBe(false);
  });

  test('needs the same apps in both runs', () => {
    run('before', '', [new Target('staging')]);
    run('after', '');
    expect(() => FleetPlan._ofPreviews('before', 'after', {})).toThrow(/plan\/other-apps: .* no longer makes the app for staging.*plan\/other-apps: .* also makes the app for dist/s);
    run('after', '', [new Target('staging')]);
    expect(() => FleetPlan._ofPreviews('before', 'after', {})).toThrow(/also makes the app for dist/);
  });

  test('of an app with problems is none', () => {
    mkdirSync('preview');
    process.env[PREVIEW] = 'preview';
    const app = new GopherApp();
    new GoWorker(new Chart(app, 'shop'), 'mailer', { image: Image.of('registry.example.com/shop/mailer:latest') });
    expect(() => app.synth()).toThrow(/image\/moving-tag/);
    expect(readdirSync('preview')).toEqual([]);
  });
});
