import { Chart, Duration, Size } from 'cdk8s';
import { GoMicroservice, GopherApp, GracefulDrain, Image, Namespace, OutputLayout, WorkloadOverride, Target } from '../../src';
import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';
import { configMap, Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

async function inFolder<T>(work: () => T | Promise<T>): Promise<T> {
  const home = process.cwd();
  process.chdir(folder.path);
  try {
    return await work();
  } finally {
    process.chdir(home);
  }
}

async function diffEnv(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await inFolder(() => run(['diff-env', ...args], { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false }));
  return { code, ...said };
}

/** Three targets of one program, as a team has them. */
function synthesize(): Promise<void> {
  const targets = [
    new Target('staging', { overrideAll: new WorkloadOverride({ replicas: 2, env: { STAGE: 'staging' } }) }),
    new Target('production-eu', { folder: 'production/eu', overrides: { 'shop/checkout': new WorkloadOverride({ memory: Size.mebibytes(256) }) } }),
    new Target('production-us', { folder: 'production/us' }),
  ];
  return inFolder(() => targets.forEach((target) => {
    const app = new GopherApp({ target, layout: OutputLayout.tree(), committedDir: 'manifests', outdir: 'dist' });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new Namespace(chart, 'shop');
    new GoMicroservice(chart, 'checkout', { image: Image.of(`registry.example.com/shop/checkout:${target.name === 'staging' ? '1.8.3' : '1.8.2'}`), env: { MODE: 'fast' } });
    if (target.name === 'staging') new GoMicroservice(chart, 'probe', { image: Image.of('registry.example.com/shop/probe:1.0.0'), traits: [new GracefulDrain({ timeout: Duration.seconds(5) })] });
    app.synth();
  }));
}

describe('the command diff-env', () => {
  test('shows what differs, with a column for each target, in the words of the manifests', async () => {
    await synthesize();
    const { code, out, err } = await diffEnv('staging', 'production-eu', 'production-us');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = out.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows[0]).toEqual(['staging', 'production-eu', 'production-us']);
    expect(rows).toContainEqual(['spec.replicas', '2', '-', '-']);
    expect(rows).toContainEqual(['spec.template.spec.containers[name=checkout].image', 'registry.example.com/shop/checkout:1.8.3', 'registry.example.com/shop/checkout:1.8.2', 'registry.example.com/shop/checkout:1.8.2']);
    expect(rows).toContainEqual(['spec.template.spec.containers[name=checkout].resources.limits.memory', '128Mi', '256Mi', '128Mi']);
    expect(rows).toContainEqual(['data.STAGE', 'staging', '-', '-']);
    expect(rows).toContainEqual(['Deployment shop/probe', 'not there', 'not there']);
    expect(out).not.toContain('app.kubernetes.io/version'); // it follows from the image
    expect(out).toMatch(/\n\d+ of \d+ objects differ, \d+ of them not everywhere\n$/);
  });

  test('an object whose name ends with a hash of its content is one object, whoever names it', async () => {
    await synthesize();
    const { out } = await diffEnv('staging', 'production-eu');
    expect(out).toContain('ConfigMap shop/checkout-config-*');
    expect(out).not.toMatch(/checkout-config-[0-9a-f]{6}/);
    expect(out.match(/ConfigMap shop\/checkout/g)).toHaveLength(1);
  });

  test('compares all targets that are there, found by their lists', async () => {
    await synthesize();
    expect((await diffEnv()).out.split('\n')[0].trim().split(/ +/)).toEqual(['production-eu', 'production-us', 'staging']);
    expect((await diffEnv('production-eu', 'production-us')).out).toMatch(/limits\.memory +256Mi +128Mi/);
  });

  test('takes folders, too', async () => {
    await synthesize();
    expect((await diffEnv('staging', 'production/eu', '--dir', 'dist')).out.split('\n')[0].trim().split(/ +/)).toEqual(['staging', 'production/eu']);
  });

  test('says when there is no difference, however it is spelt', async () => {
    const pod = (cpu: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: x\nspec:\n  containers:\n    - name: a\n      image: a:1\n      resources: {requests: {cpu: ${cpu}}}\n`;
    folder.write('manifests/a/pod.yaml', pod('"1"'));
    folder.write('manifests/b/pod.yaml', pod('1000m'));
    expect(await diffEnv('a', 'b')).toEqual({ code: 0, out: 'the same everywhere: 1 object\n', err: '' });
  });

  test('never shows the value of a Secret', async () => {
    for (const [target, value] of [['a', 'aHVudGVyMg=='], ['b', 'c3dvcmRmaXNo']]) folder.write(`manifests/${target}/s.yaml`, `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: x}\ndata: {password: ${value}}\n`);
    for (const form of [[], ['--json'], ['--markdown']]) {
      const { out } = await diffEnv('a', 'b', ...form);
      expect(out).toContain('(hidden)');
      expect(out).not.toMatch(/aHVudGVyMg|c3dvcmRmaXNo|hunter2|swordfish/);
    }
  });

  test('tells tools the same in JSON, and people in Markdown', async () => {
    folder.write('manifests/a/c.yaml', configMap('c', 'data: {KEY: "1|2", SAME: "x"}\n'));
    folder.write('manifests/b/c.yaml', configMap('c', 'data: {SAME: "x"}\n'));
    expect(JSON.parse((await diffEnv('a', 'b', '--json')).out)).toEqual({
      targets: ['a', 'b'],
      objects: [{ kind: 'ConfigMap', namespace: '', name: 'c', targets: ['a', 'b'], fields: [{ path: 'data.KEY', values: ['1|2', null] }] }],
    });
    expect((await diffEnv('a', 'b', '--markdown')).out).toContain('| ConfigMap c | `data.KEY` | `1\\|2` | `-` |');
  });

  test('a broken file is told with its line', async () => {
    folder.write('manifests/a/c.yaml', configMap('c'));
    folder.write('manifests/b/c.yaml', `${configMap('c')}data:\n<<<<<<< HEAD\n  a: b\n=======\n`);
    const { code, err } = await diffEnv('a', 'b');
    expect(code).toBe(2);
    expect(err).toMatch(/the targets cannot be compared:\n {2}\[manifests\/b\/c\.yaml:6\] yaml\/merge-conflict: line 6/);
  });

  test.each([
    [['a', 'bb'], 'there is no target "bb" below "manifests".'],
    [['a'], 'there is but one target. Name at least two.'],
    [[], 'there are no targets below "manifests". Give your app a target and committedDir'],
    [['a', 'b', '--dir', 'nowhere'], 'cannot read "nowhere": there is no such file or folder. Name the folder of the targets by --dir.'],
    [['a', 'b', '--json', '--markdown'], 'choose one'],
    [['a', 'b', '--kubernetes-version', '7'], '7'],
  ])('%j: says why not', async (args, expected) => {
    folder.write('manifests/a/c.yaml', configMap('c'));
    folder.write('manifests/b/c.yaml', configMap('c'));
    const { code, err } = await diffEnv(...args);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });

  test('a target in several folders is none to compare as one', async () => {
    for (const [place, target] of [['tax/staging', 'staging'], ['toll/staging', 'staging'], ['tax/production', 'production']]) {
      folder.write(`manifests/${place}/.cdk8s-gopher-target`, `${target}\n`);
      folder.write(`manifests/${place}/c.yaml`, configMap('c'));
    }
    const { code, err } = await diffEnv();
    expect([code, err]).toEqual([2, expect.stringContaining('the target "staging" is in several folders: manifests/tax/staging, manifests/toll/staging. Name the folder around one of them by --dir')]);
    expect((await diffEnv('--dir', 'manifests/tax')).code).toBe(0);
  });
});
