import { readFileSync } from 'fs';
import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';
import { Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

async function cli(...args: string[]) {
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
const explain = (...args: string[]) => cli('explain', ...args);

const value = (fact: string, text: string, overruled: string[] = []) => ({ fact, value: text, who: 'go-runtime', rank: 0, why: 'a reason', overruled });
const NODES = [
  { id: 'shop/checkout', explanation: [value('env/GOMEMLIMIT', '112MiB'), value('env/LOG_LEVEL', 'debug', ['info from configuration']), value('replicas', '3')] },
  { id: 'shop/cart', explanation: [value('replicas', '2')] },
  { id: 'admin/cart', explanation: [value('replicas', '1')] },
  { id: 'visitor namespace gateway', explanation: [] },
];

/** A program whose graph holds these. */
function declaring(nodes: object[]): void {
  folder.write('main.js', `
    const { mkdirSync, writeFileSync } = require('fs');
    mkdirSync(process.env.CDK8S_GOPHER_GRAPH, { recursive: true });
    writeFileSync(process.env.CDK8S_GOPHER_GRAPH + '/graph.json', ${JSON.stringify(JSON.stringify({ nodes, edges: [], problems: [] }))});`);
  folder.write('cdk8s.yaml', 'app: node main.js\noutput: build\n');
}

describe('the command explain', () => {
  beforeEach(() => declaring(NODES));

  test('lists the workloads of a program, and nothing that is not ours to explain', async () => {
    expect(await explain()).toEqual({ code: 0, out: 'shop/checkout\nshop/cart\nadmin/cart\n', err: '' });
  });

  test('says of each value who set it, why, and who gave way', async () => {
    expect((await explain('checkout', 'env')).out).toBe(`shop/checkout
env/GOMEMLIMIT  112MiB
  set by go-runtime: a reason
env/LOG_LEVEL  debug
  set by go-runtime: a reason
  instead of info from configuration
`);
  });

  test('gives tools the same as JSON', async () => {
    expect(JSON.parse((await explain('shop/cart', '--json')).out)).toEqual({ id: 'shop/cart', values: NODES[1].explanation });
    expect(JSON.parse((await explain('--json')).out)).toEqual(['shop/checkout', 'shop/cart', 'admin/cart']);
  });

  test.each([
    { args: ['chekout'], says: 'Did you mean "checkout"?' },
    { args: ['cart'], says: '"cart" could be shop/cart or admin/cart' },
    { args: ['checkout', 'GOMEMLIMT'], says: 'Did you mean "env/GOMEMLIMIT"?' },
    { args: ['a', 'b', 'c'], says: 'one operand too many' },
  ])('refuses $args, and says what there is', async ({ args, says }) => {
    expect(await explain(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says) });
  });

  test('tells a program that fails from one without a GopherApp', async () => {
    expect(await explain('--app', 'exit 3')).toMatchObject({ code: 2, err: expect.stringContaining('ended with 3 before its app was synthesized') });
    expect(await explain('--app', 'true')).toMatchObject({ code: 2, err: expect.stringContaining('no GopherApp was synthesized') });
  });
});

describe('the command synth', () => {
  test('runs the program of the folder, with the output folder that cdk8s.yaml names, unless another is said', async () => {
    folder.write('main.js', 'require("fs").writeFileSync("to", process.env.CDK8S_OUTDIR)');
    folder.write('cdk8s.yaml', 'app: node main.js\noutput: build\n');
    const to = () => readFileSync(`${folder.path}/to`, 'utf8');
    expect(await cli('synth')).toEqual({ code: 0, out: '', err: '' });
    expect(to()).toBe('build');
    await cli('synth', '--out', 'other');
    expect(to()).toBe('other');
  });

  test('ends with 1 where the program fails, whatever its own code is, and with 2 where there is none', async () => {
    expect((await cli('synth', '--app', 'exit 7')).code).toBe(1);
    expect(await cli('synth')).toMatchObject({ code: 2, err: expect.stringContaining('there is no cdk8s.yaml in this folder') });
  });
});
