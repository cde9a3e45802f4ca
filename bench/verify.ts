import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { Edge, Exposure, GoMicroservice, GopherApp, Image, LiveFiles, NetworkPeer, Platform, Port } from 'cdk8s-gopher';
import { Document, parseAllDocuments } from 'yaml';
import { Manifest } from '../src/rules/manifest';
import { Manifests } from '../src/rules/manifests';
import { readManifests } from '../src/rules/reading/read-manifests';
import { RuleBook } from '../src/rules/rule-book';
import { standardBook } from '../src/rules/standard-book';
import { builtInKinds, builtInVersions, structOf } from '../src/rules/structure/tables';

/*
 * How long the rules take, apart from synthesis: every layer over the same objects,
 * in one process. `verify` of a folder is reading plus these.
 *
 *   npm run bench
 */

const LAYERS: Array<[string, RegExp]> = [
  ['structure', /^structure\//],
  ['API server values', /^api\//],
  ['references', /^graph\//],
  ['operability', /^operability\//],
  ['Pod Security', /^pod-security\//],
];

/** A shop of nine objects a service, in which every tenth service is called by the nine after it. */
function appOf(services: number, outdir: string): GopherApp {
  const app = new GopherApp({
    outdir,
    platform: new Platform({
      registry: 'registry.example.com',
      telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
      edge: Edge.ingress({ className: 'nginx', defaultCertificate: true, callers: [NetworkPeer.namespace('ingress')] }),
    }),
  });
  let callee: GoMicroservice | undefined;
  for (let i = 0; i < services; i++) {
    const service = new GoMicroservice(new Chart(app, `service-${i}`, { namespace: 'shop' }), `service-${i}`, {
      image: Image.of(`shop/service-${i}:1.${i}.0`),
      ports: [Port.http(8080)],
      env: { REGION: 'eu' },
      files: { '/etc/service/config.yaml': `id: ${i}\n` },
      traits: [new Exposure({ host: `service-${i}.example.com` }), new LiveFiles({ files: { '/etc/service/live/flags.yaml': `on: ${i}\n` } })],
    });
    if (i % 10 === 0) callee = service;
    else service.calls(callee!);
  }
  return app;
}

function jsonOf(app: GopherApp): any[] {
  return app.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject).map((o) => o.toJson());
}

/** All types of all kinds, as the newest minor has them; each is read once. */
function openTables(): void {
  const types = builtInVersions().flatMap((version) => [...builtInKinds(version)!.values()].flatMap(({ type }) => (type === undefined ? [] : [type])));
  const seen = new Set<unknown>();
  const open = (struct: any) => {
    if (seen.has(struct)) return;
    seen.add(struct);
    for (const { shape } of struct.fields.values()) for (let at = shape; at !== undefined; at = at.item) if (at.struct !== undefined) open(at.struct);
  };
  types.forEach((type) => open(structOf(type, 37)));
}

function milliseconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function best(runs: number, work: () => void): number {
  return Math.min(...Array.from({ length: runs }, () => milliseconds(work)));
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-bench-'));
  try {
    console.log(`every type of every kind read from the tables: ${milliseconds(openTables).toFixed(0)} ms`);
    const one = jsonOf(appOf(1, folder));
    const cold = milliseconds(() => standardBook().verify(Manifests.of(one.map((o) => Manifest.of(o)))));
    console.log(`first verification of one service: ${cold.toFixed(0)} ms\n`);
    console.log(`| services | objects | ${LAYERS.map(([name]) => name).join(' | ')} | all rules | per object |`);
    console.log(`|-|-|${LAYERS.map(() => '-|').join('')}-|-|`);
    for (const services of [250, 1000, 4000]) {
      const objects = jsonOf(appOf(services, folder));
      const manifests = () => Manifests.of(objects.map((o) => Manifest.of(o)));
      const book = standardBook();
      const layers = LAYERS.map(([, id]) => RuleBook.of(book.rules.filter((rule) => id.test(rule.ruleId))));
      const times = layers.map((layer) => best(3, () => layer.verify(manifests())));
      const all = best(3, () => book.verify(manifests()));
      console.log(`| ${services} | ${objects.length} | ${times.map((t) => `${t.toFixed(0)} ms`).join(' | ')} | ${all.toFixed(0)} ms | ${((all * 1000) / objects.length).toFixed(0)} µs |`);
    }
    const app = appOf(1000, folder);
    app.synth();
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const library = milliseconds(() => texts.forEach((text) => parseAllDocuments(text).map((document) => (document as Document).toJS())));
    let read: any;
    const reading = milliseconds(() => { read = readManifests([folder]); });
    const verifying = milliseconds(() => standardBook().verify(Manifests.of(read.manifests)));
    console.log(`\na folder of 1000 files, ${read.manifests.length} objects: reading ${(reading / 1000).toFixed(2)} s, verifying ${(verifying / 1000).toFixed(2)} s; `
      + `the YAML library alone would take ${(library / 1000).toFixed(2)} s to read it`);
    console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
