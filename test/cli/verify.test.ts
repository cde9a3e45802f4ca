import { spawn } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { BuiltCli, Outcome } from './built-cli';
import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';
import { configMap, Folder } from '../rules/reading/folder-kit';

let cli: BuiltCli;
let folder: Folder;
beforeAll(() => { cli = new BuiltCli(); });
afterAll(() => cli.remove());
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

const GOOD = configMap('good', '  namespace: shop\ndata:\n  a: "1"\n');
const BAD = configMap('bad', '  namespace: shop\ndata:\n  a: "1"\n  a: "2"\n');

/** Runs a command line in the test's folder; whatever happens, it must not look like a crash. */
function gopher(args: string[], input?: string, env?: { [name: string]: string }): Outcome {
  const outcome = cli.run(folder.path, args, input, env);
  expect(`${outcome.out}${outcome.err}`).not.toMatch(/^\s+at .*:\d+/m);
  return outcome;
}

/** The same without a process of its own, for what a process adds nothing to. */
async function here(args: string[]): Promise<Outcome> {
  const home = process.cwd();
  const said = { out: '', err: '' };
  process.chdir(folder.path);
  try {
    const code = await run(args, { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false });
    return { code, ...said };
  } finally {
    process.chdir(home);
  }
}

describe('exit codes', () => {
  test('0 where nothing is at error', () => {
    folder.write('dist/a.yaml', GOOD);
    expect(gopher(['verify'])).toMatchObject({ code: 0, err: '' });
  });

  test('1 where something is', () => {
    folder.write('dist/a.yaml', BAD);
    const { code, out, err } = gopher(['verify', 'dist']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('dist/a.yaml\n  error    yaml/duplicate-key  line 8\n           ConfigMap shop/bad, data.a\n           "a" stands in line 7 and again in line 8.\n           fix: Keep one of them.\n');
  });

  test('1 also where the error is not shown', () => {
    folder.write('a.yaml', BAD);
    expect(gopher(['verify', '.', '--json', '--min-severity', 'error'])).toMatchObject({ code: 1 });
  });

  test.each<[string, string[], string]>([
    ['a path that is not there', ['verify', 'nope'], 'cannot read "nope": there is no such file or folder.'],
    ['no output of cdk8s', ['verify'], 'cannot read "dist": there is no such file or folder. Run cdk8s synth first, or name a folder.'],
    ['an empty folder', ['verify', '.'], 'there are no manifests in ".".'],
    ['an unknown command', ['vrify'], 'there is no command "vrify". Commands: '],
    ['an unknown option', ['verify', '--jsn'], 'there is no option "--jsn". See cdk8s-gopher verify --help.'],
    ['an option before the command', ['--json', 'verify'], 'there is no option "--json".'],
    ['an option without its value', ['verify', '--sarif'], 'option "--sarif" argument missing. See cdk8s-gopher verify --help.'],
    ['a value for a switch', ['verify', '--json=yes'], 'option "--json" does not take an argument. See cdk8s-gopher verify --help.'],
    ['an unknown severity', ['verify', '--min-severity', 'bad'], 'there is no severity "bad". Choose error, warning or info.'],
    ['an unknown Kubernetes version', ['verify', '--kubernetes-version', '2'], 'Kubernetes "2" is not one that can be rendered for. Choose 1.28 to 1.'],
    ['two results for one output', ['verify', '--json', '--sarif', '-'], '--json and --sarif - would both write to the standard output; name a file for one of them.'],
    ['externals that are not there', ['verify', '--externals', 'nope.yaml'], 'cannot read "nope.yaml": there is no such file or folder.'],
  ])('2 for %s', async (_, args, message) => {
    const { code, out, err } = await here(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`cdk8s-gopher: ${message}`);
  });

  test('2 for nothing on the standard input', () => {
    expect(gopher(['verify', '-'])).toMatchObject({ code: 2, out: '', err: 'cdk8s-gopher: there are no manifests in the standard input.\n' });
  });

  test('2 where the result cannot be written', () => {
    folder.write('a.yaml', GOOD);
    expect(gopher(['verify', '.', '--sarif', 'no/such/folder.sarif'])).toMatchObject({ code: 2, out: '', err: 'cdk8s-gopher: cannot write "no/such/folder.sarif": there is no such file or folder.\n' });
  });

  test('2 where only templates are there, and it says what to do', () => {
    folder.write('chart/Chart.yaml', 'apiVersion: v2\nname: x\n');
    folder.write('chart/templates/a.yaml', '{{ x }}');
    const { code, err } = gopher(['verify', 'chart']);
    expect(code).toBe(2);
    expect(err).toContain('chart/templates/a.yaml: a Helm template; check what it renders to: helm template CHART | cdk8s-gopher verify -');
  });
});

describe('help', () => {
  test('tells of all commands', () => expect(gopher(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('verify') }));

  test.each([['verify', '--help'], ['help', 'verify'], ['verify', '-h']])('of a command tells its options, exit codes and examples: %s %s', (...args) => {
    const { code, out } = gopher(args);
    expect(code).toBe(0);
    for (const text of ['--json', '--sarif FILE', '--min-severity', '--kubernetes-version', 'Exit codes:', '  1  something is at error', 'Examples:']) expect(out).toContain(text);
  });

  test('is what a bare call gets, as an error', () => expect(gopher([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage:') }));

  test('--version is that of the package', () => {
    expect(gopher(['--version']).out).toBe(`${JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version}\n`);
  });
});

describe('results', () => {
  test('as JSON', () => {
    folder.write('a.yaml', BAD);
    const { code, out } = gopher(['verify', 'a.yaml', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).problems.filter((p: any) => p.severity === 'error')).toEqual([{
      rule: 'yaml/duplicate-key', severity: 'error', file: 'a.yaml', kind: 'ConfigMap', namespace: 'shop', name: 'bad', path: 'data.a', message: '"a" stands in line 7 and again in line 8', fix: 'Keep one of them.',
    }]);
  });

  test('as SARIF in a file, beside the text', () => {
    folder.write('my dir/a.yaml', BAD);
    const { code, out } = gopher(['verify', 'my dir', '--sarif', 'out.sarif']);
    expect([code, out.includes('yaml/duplicate-key')]).toEqual([1, true]);
    const [result] = JSON.parse(readFileSync(join(folder.path, 'out.sarif'), 'utf8')).runs[0].results;
    expect(result).toMatchObject({ ruleId: 'yaml/duplicate-key', level: 'error' });
    expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'my%20dir/a.yaml' }, region: { startLine: 8 } });
  });

  test('as SARIF on the standard output, and nothing else there', () => {
    folder.write('a.yaml', BAD);
    expect(JSON.parse(gopher(['verify', '.', '--sarif', '-']).out).version).toBe('2.1.0');
  });

  test('of what comes in on the standard input', () => {
    expect(gopher(['verify', '-'], BAD)).toMatchObject({ code: 1, out: expect.stringContaining('<stdin>\n  error    yaml/duplicate-key  line 8\n') });
  });

  test('without colours where nobody sees them', () => {
    folder.write('a.yaml', BAD);
    expect(gopher(['verify', '.']).out).not.toContain('\u001b');
  });

  test('of files and folders together, each once', () => {
    folder.write('a/x.yaml', BAD);
    expect(JSON.parse(gopher(['verify', 'a/x.yaml', 'a', '--json']).out).problems.filter((p: any) => p.rule === 'yaml/duplicate-key')).toHaveLength(1);
  });
});

describe('bad input: the message names file and line', () => {
  test.each<[string, string | Uint8Array, string, string]>([
    ['broken YAML', 'apiVersion: v1\na: [1\nb: 2\n', 'line 3', 'line 3, column 1: flow sequence'],
    ['a merge conflict', `${GOOD}<<<<<<< HEAD\n=======\n>>>>>>> x\n`, 'line 8', 'the marker of a merge conflict'],
    ['an unrendered template', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n', 'line 4', '"{{ .Values.name }}" is a template, not a value'],
    ['a billion laughs', `x: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(',')}]`).join('\n')}\n`, 'line 1', 'more than a million values'],
    ['thousands of brackets', '['.repeat(20_000), 'line 1', 'it nests deeper than 200 levels'],
  ])('%s', (_, content, line, message) => {
    folder.write('a.yaml', content);
    const { code, out } = gopher(['verify', '.']);
    expect(code).toBe(1);
    expect(out).toContain(`  ${line}\n`);
    expect(out).toContain(message);
  });

  test('objects of shapes that nobody thought of', () => {
    const odd = ['5', '"x"', '[]', '{}', 'null', '[{}]', '[null]', '{a: 5}', 'true'];
    const kinds = ['Deployment', 'Service', 'ConfigMap', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'CustomResourceDefinition', 'PodDisruptionBudget', 'Ingress', 'StatefulSet', 'CronJob', 'Role', 'Secret'];
    const text = kinds.flatMap((kind) => odd.flatMap((value) => [
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: x}\nspec: ${value}\ndata: ${value}\n`,
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: ${value}\n`,
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: x, labels: ${value}, annotations: ${value}}\nspec: {selector: ${value}, ports: ${value}, template: {metadata: ${value}, spec: {containers: ${value}, volumes: ${value}}}}\n`,
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: x}\nspec: {template: {spec: {containers: [{name: ${value}, image: ${value}, env: ${value}, ports: ${value}, resources: ${value}}]}}}\n`,
    ])).join('---\n');
    folder.write('a.yaml', text);
    const { code, err } = gopher(['verify', '.', '--json']);
    expect([code, err]).toEqual([1, '']);
  });
});

test('a reader that goes away early is no error', async () => {
  folder.write('a.yaml', Array.from({ length: 800 }, (_, i) => BAD.replace('bad', `bad-${i}`)).join('---\n'));
  const child = spawn(process.execPath, [cli.main, 'verify', '.'], { cwd: folder.path });
  let err = '';
  child.stderr.on('data', (data) => { err += String(data); });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((done) => child.on('exit', done));
  expect(err).toBe('');
  expect([0, 1]).toContain(code);
});

test('the YAML library is loaded only when YAML needs it', () => {
  const list = "process.on('exit', () => console.error(Object.keys(require.cache).filter((f) => /node_modules.yaml/.test(f)).length))";
  folder.write('count.js', list);
  folder.write('plain.yaml', GOOD);
  folder.write('fancy.yaml', BAD);
  const loaded = (file: string) => gopher(['verify', file], undefined, { NODE_OPTIONS: `--require ${join(folder.path, 'count.js')}` }).err.trim();
  expect(loaded('plain.yaml')).toBe('0');
  expect(Number(loaded('fancy.yaml'))).toBeGreaterThan(0);
});

test('whatever the bytes of a file, there is an exit code and a message, never a stack trace', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.string({ unit: 'binary' }).map((text) => Buffer.from(text))), async (bytes) => {
    const file = folder.write('a.yaml', bytes);
    let said = '';
    const take = (text: string) => { said += text; };
    const code = await run(['verify', file, '--verbose'], { out: take, err: take, palette: paletteOf(false), hasKeyboard: false });
    expect([0, 1, 2]).toContain(code);
    expect(said).not.toMatch(/^\s+at .*:\d+|should not have happened/m);
    expect(said.length).toBeGreaterThan(0);
  }), { numRuns: 300 });
});

test('a hundred copies of the shop take seconds', () => {
  const service = readFileSync(join(__dirname, '..', '..', 'examples', 'shop', 'manifests', 'shop.k8s.yaml'), 'utf8');
  for (let i = 0; i < 100; i++) folder.write(`dist/${i}.yaml`, service.replace(/namespace: shop/g, `namespace: shop-${i}`));
  const start = Date.now();
  expect(gopher(['verify', '--json']).err).toBe('');
  expect(Date.now() - start).toBeLessThan(20_000);
});
