import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'fs';
import { join, resolve } from 'path';
import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';
import { Folder } from '../rules/reading/folder-kit';

const ROOT = resolve(__dirname, '..', '..');

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

async function graph(...args: string[]) {
  const home = process.cwd();
  const said = { out: '', err: '' };
  process.chdir(folder.path);
  try {
    const code = await run(['graph', ...args], { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false });
    return { code, ...said };
  } finally {
    process.chdir(home);
  }
}

/** A program that draws as a GopherApp does, with that JSON. */
function drawing(json: object, end: string = ''): void {
  folder.write('main.js', `
    const { mkdirSync, writeFileSync } = require('fs');
    const to = process.env.CDK8S_GOPHER_GRAPH;
    console.log('said by the program');
    mkdirSync(to, { recursive: true });
    for (const [name, text] of Object.entries({ html: '<!doctype html>', md: '# Service graph', mmd: 'flowchart LR', json: ${JSON.stringify(JSON.stringify(json))} })) writeFileSync(to + '/graph.' + name, text);
    ${end}`);
  folder.write('cdk8s.yaml', 'language: typescript\napp: node main.js\n');
}

const GOOD = { nodes: [{ problems: [] }], edges: [], problems: [] };

describe('the command graph', () => {
  test('runs a real program and draws what it declares, and writes nothing else', async () => {
    mkdirSync(join(folder.path, 'examples'));
    for (const name of ['tsconfig.json', 'package.json', 'src', 'assets', 'node_modules']) symlinkSync(join(ROOT, name), join(folder.path, name));
    cpSync(join(ROOT, 'examples', 'tsconfig.json'), join(folder.path, 'examples', 'tsconfig.json'));
    folder.write('examples/shop/main.ts', `
      import { Chart } from 'cdk8s';
      import { GoMicroservice, GopherApp, Image, NetworkPeer } from 'cdk8s-gopher';
      const app = new GopherApp({ committedDir: 'manifests', graphDir: 'graph' });
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const [checkout, frontend] = ['checkout', 'frontend'].map((name) => new GoMicroservice(chart, name, { image: Image.of('registry.example.com/shop/' + name + ':1.0.0') }));
      frontend.calls(checkout);
      frontend.addCaller(NetworkPeer.namespace('gateway'));
      app.synth();`);
    const { code, out, err } = await graph('--app', 'cd examples/shop && npx ts-node main.ts', '--format', 'json');
    expect([code, err]).toEqual([0, '']);
    const { nodes, edges } = JSON.parse(out);
    expect(nodes.map(({ id }: any) => id)).toEqual(['shop/checkout', 'shop/frontend', 'visitor namespace gateway']);
    expect(edges.map(({ from, to, kind }: any) => `${from} ${kind} ${to}`)).toEqual(['shop/frontend call shop/checkout', 'visitor namespace gateway opening shop/frontend']);
    expect(readdirSync(join(folder.path, 'examples', 'shop'))).toEqual(['main.ts']);
  }, 180_000);

  test('writes page and Markdown into dist/graph, and says where', async () => {
    drawing(GOOD);
    expect(await graph()).toMatchObject({ code: 0, out: `${join('dist', 'graph', 'graph.html')}\n`, err: 'said by the program\n' });
    expect(readdirSync(join(folder.path, 'dist', 'graph')).sort()).toEqual(['graph.html', 'graph.md']);
  });

  test.each([['markdown', '# Service graph'], ['mermaid', 'flowchart LR'], ['json', JSON.stringify(GOOD)]])('prints %s and nothing else for pipes', async (format, text) => {
    drawing(GOOD);
    expect(await graph('--format', format)).toMatchObject({ code: 0, out: text });
    expect(readdirSync(folder.path).sort()).toEqual(['cdk8s.yaml', 'main.js']);
  });

  test('takes --json as every command does', async () => {
    drawing(GOOD);
    expect(await graph('--json')).toEqual(await graph('--format', 'json'));
  });

  test('writes any format into a folder on demand', async () => {
    drawing(GOOD);
    expect(await graph('--format', 'mermaid', '--out', 'docs/graph')).toMatchObject({ code: 0, out: `${join('docs', 'graph', 'graph.mmd')}\n` });
    expect(readFileSync(join(folder.path, 'docs', 'graph', 'graph.mmd'), 'utf8')).toBe('flowchart LR');
  });

  test('ends with 1 where the app has problems, and draws them', async () => {
    drawing({ nodes: [{ problems: ['a'] }, { problems: ['b'] }], edges: [], problems: [] });
    expect(await graph()).toMatchObject({ code: 1, out: expect.stringContaining('graph.html'), err: expect.stringContaining('The app has 2 problems; they are in the graph.') });
  });

  test('ends with 1 where the program fails after its graph was drawn', async () => {
    drawing(GOOD, 'process.exit(3);');
    expect(await graph()).toMatchObject({ code: 1, err: expect.stringContaining('"node main.js" ended with 3 after its graph was drawn.') });
  });

  test('passes on what a program says that fails before', async () => {
    folder.write('cdk8s.yaml', 'app: node main.js\n');
    folder.write('main.js', 'throw new Error("no registry");');
    const { code, err } = await graph();
    expect(code).toBe(2);
    expect(err).toMatch(/no registry[^]*"node main\.js" ended with 1 before its app was synthesized\./);
  });

  test.each([
    ['no cdk8s.yaml', undefined, [], /there is no cdk8s\.yaml in this folder\. .*--app/],
    ['a cdk8s.yaml without app', 'language: typescript\n', [], /it has no "app"/],
    ['a cdk8s.yaml that is not YAML', 'app: [', [], /"cdk8s\.yaml" is not YAML/],
    ['a program without a GopherApp', 'app: node --version\n', [], /no GopherApp was synthesized in it/],
    ['a format that is not there', 'app: "true"\n', ['--format', 'png'], /there is no format "png"\. Choose html, markdown, mermaid, json\./],
    ['two formats', 'app: "true"\n', ['--json', '--format', 'mermaid'], /--json and --format mermaid ask for two formats/],
    ['an operand', 'app: "true"\n', ['dist'], /"dist" is no option/],
    ['an empty folder name', 'app: "true"\n', ['--out', ''], /--out needs a folder/],
  ])('ends with 2 and says what to do: %s', async (_, config, args, message) => {
    if (config !== undefined) folder.write('cdk8s.yaml', config);
    const { code, err, out } = await graph(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('names the folder that it cannot write into', async () => {
    drawing(GOOD);
    expect(await graph('--out', 'main.js')).toMatchObject({ code: 2, err: expect.stringContaining('cannot write into "main.js": a file is there, where a folder is to be.') });
  });
});
