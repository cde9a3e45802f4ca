import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * How long it takes until a program can begin: loading the compiled library, against loading what it stands on.
 * Every measurement has a process of its own, in turn, so that a machine that slows down slows all of them.
 *
 *   npx projen compile && npm run bench:start
 */

const ROOT = join(__dirname, '..');
const RUNS = 15;
const out = mkdtempSync(join(tmpdir(), 'gopher-bench-'));

const FIRST_SERVICE = `
const { App, Chart } = require('cdk8s');
const { GoMicroservice, GopherApp, Image } = require('./lib');
const app = new GopherApp({ outdir: ${JSON.stringify(out)} });
new GoMicroservice(new Chart(app, 'shop'), 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
`;

const PROGRAMS: Array<[name: string, program: string]> = [
  ['`require(\'cdk8s\')`', 'require("cdk8s");'],
  ['`require(\'cdk8s-plus-28\')`, cdk8s with it', 'require("cdk8s-plus-28");'],
  ['`require(\'cdk8s-gopher\')`', 'require("./lib");'],
  ['a program with one service, before synthesis', FIRST_SERVICE],
  ['the same, synthesized and verified', `${FIRST_SERVICE} app.synth();`],
  ['every name of cdk8s-gopher', 'const all = require("./lib"); for (const name of Object.keys(all)) void all[name];'],
];

/** What a program took, without what an empty one takes. */
interface Start { readonly cpu: number; readonly wall: number; readonly files: number }

function start(program: string): Start {
  const measured = `const t = process.hrtime.bigint(), c = process.cpuUsage(); ${program}
    const { user, system } = process.cpuUsage(c);
    console.log(JSON.stringify({ cpu: (user + system) / 1000, wall: Number(process.hrtime.bigint() - t) / 1e6, files: Object.keys(require.cache).length }));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', measured], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').pop()!);
}

const median = (of: number[]) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)];

function main(): void {
  if (!existsSync(join(ROOT, 'lib', 'index.js'))) throw new Error('lib/ is not there. Compile it first: npx projen compile');
  try {
    const runs = PROGRAMS.map((): Start[] => []);
    for (let run = 0; run <= RUNS; run++) PROGRAMS.forEach(([, program], i) => { if (run > 0) runs[i].push(start(program)); else start(program); });
    const [cdk8s] = runs;
    console.log(`Node ${process.version}, the median of ${RUNS} processes each, in turn\n`);
    console.log('| | files loaded | CPU | elapsed | CPU / that of cdk8s |');
    console.log('|-|-|-|-|-|');
    PROGRAMS.forEach(([name], i) => {
      const ratio = median(runs[i].map(({ cpu }, run) => cpu / cdk8s[run].cpu));
      const ms = (of: keyof Start) => `${median(runs[i].map((r) => r[of])).toFixed(of === 'files' ? 0 : 1)}`;
      console.log(`| ${name} | ${ms('files')} | ${ms('cpu')} ms | ${ms('wall')} ms | ${ratio.toFixed(2)} |`);
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

main();
