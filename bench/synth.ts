import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { cpus, tmpdir, totalmem } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { GoMicroservice, GopherApp, Image, OutputLayout, Platform, Port } from 'cdk8s-gopher';

/*
 * How long synthesis takes: our app, the stock app and plain YAML writing, each in
 * a process of its own, one after the other, on one machine. What counts are the
 * ratios; the seconds depend on the machine.
 *
 *   npm run bench               everything; the stock app at 4000 charts takes minutes
 *   npm run bench:synth -- 100 1000   these numbers of services only
 *   npm run bench:synth -- --tree 1000 5000   a tree with kustomizations and a committed folder against flat files, in CPU seconds
 *   npm run bench:synth -- --graph 100 1000   services that call each other only, in CPU seconds: for a machine that is not idle
 */

/** Said by the option `--graph`, and heard by the processes that measure. */
const IN_CPU_TIME = process.env.BENCH_CPU_TIME === 'true';

/** Seconds of one run, and what it made. */
interface Run { readonly construct: number; readonly synth: number; readonly objects: number; readonly megabytes: number }

const WAYS: { [name: string]: (services: number, out: string) => Run } = {
  gopher: (services, out) => throughApp(new GopherApp({ outdir: out }), services),
  stock: (services, out) => throughApp(new App({ outdir: out }), services),
  tree: (services, out) => throughApp(new GopherApp({ outdir: out, committedDir: join(out, 'committed'), layout: OutputLayout.tree() }), services),
  flat: (services, out) => throughApp(new GopherApp({ outdir: out, committedDir: join(out, 'committed') }), services),
  again: throughAppAgain,
  floor: plainWriting,
  graphGopher: (services, out) => throughApp(new GopherApp({ outdir: out }), services, addGraph),
  graphFloor: (services, out) => plainWriting(services, out, addGraph),
  layersGopher: (layers, out) => throughLayers(new GopherApp({ outdir: out }), layers),
  layersStock: (layers, out) => throughLayers(new App({ outdir: out }), layers),
};

function addServices(app: App, services: number): void {
  new Platform({
    registry: 'registry.example.com',
    owner: 'team-shop',
    telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
  }).applyTo(app);
  for (let i = 0; i < services; i++) {
    const chart = new Chart(app, `service-${i}`, { namespace: 'shop' });
    new GoMicroservice(chart, `service-${i}`, {
      image: Image.of(`shop/service-${i}:1.${i}.0`),
      ports: [Port.http(8080)],
      env: { REGION: 'eu', FEATURE_FLAGS: `a,b,${i}` },
    });
  }
}

/** Ten layers, each service calling five of the next: addresses, deadlines and policies on both sides. */
function addGraph(app: App, services: number): void {
  const width = Math.ceil(services / 10);
  const made = Array.from({ length: services }, (_, i) => new GoMicroservice(new Chart(app, `service-${i}`, { namespace: 'shop' }), `service-${i}`, {
    image: Image.of(`registry.example.com/shop/service-${i}:1.${i}.0`),
    ports: [i % 2 === 0 ? Port.http(8080) : Port.grpc(9090)],
  }));
  made.forEach((service, i) => {
    const next = (Math.floor(i / width) + 1) * width;
    for (let call = 0; call < 5 && next < services; call++) {
      const callee = made[next + (i * 7 + call * 13) % width];
      if (callee !== undefined) service.calls(callee);
    }
  });
}

function throughApp(app: App, services: number, add = addServices): Run {
  const construct = seconds(() => add(app, services));
  return timed(construct, () => app.synth(), () => app.node.findAll().filter((c) => c instanceof ApiObject).length);
}

/** A second synthesis of the same tree: nothing has changed, so that nothing is written. */
function throughAppAgain(services: number, out: string): Run {
  const make = () => {
    const app = new GopherApp({ outdir: out, committedDir: join(out, 'committed'), layout: OutputLayout.tree() });
    addServices(app, services);
    return app;
  };
  make().synth();
  const app = make();
  return timed(0, () => app.synth(), () => app.node.findAll().filter((c) => c instanceof ApiObject).length);
}

/** Nothing but YAML-stringifying finished objects and writing one file per service. */
function plainWriting(services: number, out: string, add = addServices): Run {
  const app = new GopherApp({ outdir: out });
  add(app, services);
  const files = app.node.children.map((chart) => chart.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject).map((o) => o.toJson()));
  return timed(0, () => files.forEach((objects, i) => writeFileSync(join(out, `service-${i}.k8s.yaml`), Yaml.stringify(...objects))), () => files.flat().length);
}

/** Layers of three objects, each depending on every object of the layer before. */
function throughLayers(app: App, layers: number): Run {
  const chart = new Chart(app, 'layers');
  let before: ApiObject[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const here = [0, 1, 2].map((i) => new ApiObject(chart, `o-${layer}-${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `o-${layer}-${i}` } }));
    here.forEach((object) => object.addDependency(...before));
    before = here;
  }
  return timed(0, () => app.synth(), () => layers * 3);
}

function timed(construct: number, synth: () => void, objects: () => number): Run {
  const taken = seconds(synth);
  return { construct, synth: taken, objects: objects(), megabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

function seconds(work: () => void): number {
  if (IN_CPU_TIME) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  }
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Each measurement has a process of its own, so that none inherits another's heap. */
function inOwnProcess(way: string, size: number): Run {
  const run = spawnSync(process.execPath, [...process.execArgv, '-r', 'ts-node/register', __filename, '--child', way, String(size)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${way} ${size} failed:\n${run.stderr}`);
  return JSON.parse(run.stdout.trim().split('\n').pop()!);
}

function child(way: string, size: number): void {
  const out = mkdtempSync(join(tmpdir(), 'gopher-bench-'));
  try {
    mkdirSync(out, { recursive: true });
    console.log(JSON.stringify(WAYS[way](size, out)));
  } finally {
    rmSync(out, { recursive: true });
  }
}

function main(sizes: number[]): void {
  console.log(`Node ${process.version}, ${cpus().length} CPUs, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
  console.log('| services | objects | construct | GopherApp | stock App | floor | stock / GopherApp | GopherApp / floor | peak memory |');
  console.log('|-|-|-|-|-|-|-|-|-|');
  for (const size of sizes) {
    const [gopher, floor, stock] = ['gopher', 'floor', 'stock'].map((way) => inOwnProcess(way, size));
    console.log(`| ${size} | ${gopher.objects} | ${text(gopher.construct)} | ${text(gopher.synth)} | ${text(stock.synth)} | ${text(floor.synth)} `
      + `| ${(stock.synth / gopher.synth).toFixed(1)} | ${(gopher.synth / floor.synth).toFixed(2)} | ${gopher.megabytes} MB |`);
  }
  graphTable(sizes);
  treeTable([...sizes.filter((size) => size < 4000), 5000]);
  const [ours, theirs] = [inOwnProcess('layersGopher', 16), inOwnProcess('layersStock', 16)];
  console.log(`\n16 layers of 3 objects, each depending on all of the layer before: GopherApp ${text(ours.synth)}, stock App ${text(theirs.synth)}`);
}

function graphTable(sizes: number[]): void {
  console.log('\nServices that each call five others, in ten layers:\n');
  console.log('| services | objects | construct | GopherApp | per service | floor | GopherApp / floor | peak memory |');
  console.log('|-|-|-|-|-|-|-|-|');
  for (const size of sizes) {
    const [gopher, floor] = ['graphGopher', 'graphFloor'].map((way) => inOwnProcess(way, size));
    console.log(`| ${size} | ${gopher.objects} | ${text(gopher.construct)} | ${text(gopher.synth)} | ${text(gopher.synth / size)} | ${text(floor.synth)} `
      + `| ${(gopher.synth / floor.synth).toFixed(2)} | ${gopher.megabytes} MB |`);
  }
}

function treeTable(sizes: number[]): void {
  console.log('\nInto a tree with kustomizations, and into a committed folder as well:\n');
  console.log('| services | objects | tree | flat | tree / flat | unchanged, again | peak memory |');
  console.log('|-|-|-|-|-|-|-|');
  for (const size of sizes) {
    const [tree, flat, again] = ['tree', 'flat', 'again'].map((way) => inOwnProcess(way, size));
    console.log(`| ${size} | ${tree.objects} | ${text(tree.synth)} | ${text(flat.synth)} | ${(tree.synth / flat.synth).toFixed(2)} | ${text(again.synth)} | ${tree.megabytes} MB |`);
  }
}

function text(s: number): string {
  return s < 0.1 ? `${(s * 1000).toFixed(1)} ms` : `${s.toFixed(2)} s`;
}

const args = process.argv.slice(2);
switch (args[0]) {
  case '--child':
    child(args[1], Number(args[2]));
    break;
  case '--graph':
    process.env.BENCH_CPU_TIME = 'true';
    graphTable(args.slice(1).map(Number));
    break;
  case '--tree':
    process.env.BENCH_CPU_TIME = 'true';
    treeTable(args.slice(1).map(Number));
    break;
  default:
    main(args.length > 0 ? args.map(Number) : [100, 1000, 2000, 4000]);
}
