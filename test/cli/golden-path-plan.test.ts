import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { runIn } from './run-here';
import { Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

const plan = (...args: string[]) => runIn(folder.path, ['plan', ...args]);

/** A program that leaves a preview as a GopherApp does, which test/plan holds to the real one; `golden-path-with-real-program.sh` runs a real program. */
const PROGRAM = `
  const { mkdirSync, writeFileSync } = require('fs');
  const { CDK8S_GOPHER_PREVIEW: root, CDK8S_GOPHER_PREVIEW_GOLDEN_PATH: wanted } = process.env;
  console.log('run with "' + wanted + '"');
  if (process.env.FAILS !== undefined && wanted !== '') process.exit(3);
  if (process.env.IS_STOCK !== undefined) process.exit(0);
  mkdirSync(root + '/dist/manifests', { recursive: true });
  const better = wanted !== '';
  writeFileSync(root + '/dist/manifests/a.yaml', JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'checkout', namespace: 'shop' }, spec: {
    replicas: 2, selector: { matchLabels: { app: 'checkout' } },
    template: { metadata: { labels: { app: 'checkout' } }, spec: { terminationGracePeriodSeconds: better ? 40 : 30, containers: [{ name: 'checkout', image: 'shop/checkout:1.0.0' }] } } } }));
  const values = [{ fact: 'drain/grace', value: better ? '40s' : '30s', who: 'graceful-drain', rank: 0, why: better ? 'GoldenPath v2: because' : 'as ever', overruled: [] }];
  writeFileSync(root + '/dist/app.json', JSON.stringify({ place: 'dist', isTarget: false, kubernetesMinor: 33, goldenPaths: [better ? 'v2' : 'v1'], explained: [{ construct: 'shop/checkout', values }] }));`;

function program(env: string = ''): void {
  folder.write('main.js', PROGRAM);
  folder.write('cdk8s.yaml', `app: ${env} node main.js\noutput: dist\n`);
}

describe('plan --golden-path', () => {
  test('says what would change, and why, and writes nothing', async () => {
    program();
    const { code, out, err } = await plan('--golden-path', 'next');
    expect(out).toBe(`GoldenPath v1 → v2 (a preview)

1 changed; the worst effect is rolling-restart
1 rolling-restart

because
  GoldenPath v2: because
    1 workload: shop/checkout; graceful-drain: drain/grace

rolling-restart
  Deployment shop/checkout
    pods are replaced a few at a time
    spec.template.spec.terminationGracePeriodSeconds
`);
    expect([code, err]).toEqual([0, 'run with ""\nrun with "next"\n']);
    expect(readdirSync(folder.path).sort()).toEqual(['cdk8s.yaml', 'main.js']);
  });

  test('ends with 1 from the effect on that is named', async () => {
    program();
    expect((await plan('--golden-path', 'v2', '--fail-on', 'rolling-restart')).code).toBe(1);
  });

  test('is for tools and for pull requests, too', async () => {
    program();
    const json = JSON.parse((await plan('--golden-path', 'next', '--json')).out);
    expect([json.effect, json.reasons[0].why]).toEqual(['rolling-restart', 'GoldenPath v2: because']);
    expect((await plan('--golden-path', 'next', '--markdown')).out).toMatch(/^## GoldenPath v1 → v2[^]*\*\*Because\*\*[^]*\| rolling-restart \| Deployment shop\/checkout \|/);
  });

  test('takes another way to run the program', async () => {
    folder.write('other.js', PROGRAM);
    expect((await plan('--golden-path', 'next', '--app', 'node other.js')).code).toBe(0);
  });

  test.each<[string, string, string[], string]>([
    ['a version that is not there', '', ['--golden-path', 'v9'], 'the golden path "v9" is none that this version of the library has. Choose next, v1 or v2.'],
    ['folders beside it', '', ['--golden-path', 'next', '--new', 'dist'], '--golden-path runs your program, and compares no folders: leave out --new.'],
    ['a program for folders', '', ['--app', 'node main.js'], '--app is for --golden-path: folders are compared without running a program.'],
    ['a program that fails with the other one', 'FAILS=1', ['--golden-path', 'next'], '"FAILS=1 node main.js" ended with 3, run with the next golden path. What it said stands above.'],
    ['a program without a GopherApp', 'IS_STOCK=1', ['--golden-path', 'next'], 'ran, and no GopherApp was synthesized in it. Compare two apps in the program: Plan.betweenApps(shop(GoldenPath.V1), shop(GoldenPath.V2)).'],
  ])('cannot cope with %s, and says what to do', async (_, env, args, text) => {
    program(env);
    const { code, out, err } = await plan(...args);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(text)]);
  });
});

test('the help names it', async () => {
  expect((await plan('--help')).out).toMatch(/--golden-path VERSION\s+what another version of the defaults would change/);
  expect(readFileSync(join(__dirname, '../../docs/concepts/cli.md'), 'utf8')).toContain('plan --golden-path');
});
