import { spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ApiObject, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { GoMicroservice, GopherApp, Image, KubernetesVersion, LayoutLevel, Namespace, OutputLayout, Platform } from '../../../src';
import { differences } from '../apiserver/differences';
import { KubeObject, nameOf, readManifests } from '../apiserver/manifests';

/*
 * Trees of manifests, as kubectl's kustomize reads them.
 */

const KUBECTL = process.env.KUBECTL ?? 'kubectl';
const EXAMPLES = join(__dirname, '../../../examples');
const LAYOUTS: { [name: string]: OutputLayout } = {
  'by namespace and service': OutputLayout.tree(),
  'a file per object': OutputLayout.tree({ filePerObject: true }),
  'by chart': OutputLayout.tree({ levels: [LayoutLevel.CHART, LayoutLevel.NAMESPACE] }),
};

let [passed, failed] = [0, 0];

function check(name: string, complaints: string[]): void {
  if (complaints.length === 0) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAILED ${name}\n  ${complaints.slice(0, 5).join('\n  ')}`);
}

/** Every field of what is in the file, whatever its order. */
function complaintsOf(folder: string): string[] {
  const built = kustomize(folder);
  if (typeof built === 'string') return [built];
  const [expected, found] = [byName(readManifests(folder).map(({ object }) => object).filter(({ kind }) => kind !== 'Kustomization')), byName(built)];
  return [
    ...[...expected.keys()].filter((name) => !found.has(name)).map((name) => `${name} is missing`),
    ...[...found.keys()].filter((name) => !expected.has(name)).map((name) => `${name} was not written`),
    ...[...expected].flatMap(([name, object]) => (isDeepStrictEqual(object, found.get(name) ?? object) ? [] : [`${name}: ${differences(object, found.get(name)!).join('; ') || 'there is more in it'}`])),
    ...(built.length === found.size ? [] : ['an object came out twice']),
  ];
}

function kustomize(folder: string): KubeObject[] | string {
  const { status, stdout, stderr, error } = spawnSync(KUBECTL, ['kustomize', folder], { encoding: 'utf8', maxBuffer: 2 ** 28, env: { PATH: process.env.PATH, HOME: tmpdir() } });
  if (error) return String(error);
  return status === 0 ? parseAllDocuments(stdout, { merge: false }).map((document) => document.toJS() as KubeObject) : stderr;
}

function byName(objects: readonly KubeObject[]): Map<string, KubeObject> {
  return new Map(objects.map((object) => [`${object.apiVersion} ${nameOf(object)}`, object]));
}

function exampleIn(app: GopherApp, name: string): void {
  const chart = new Chart(app, name);
  readManifests(join(EXAMPLES, name, 'manifests')).forEach(({ object }, i) => new ApiObject(chart, `o${i}`, object));
}

function services(app: GopherApp): void {
  for (let i = 0; i < 150; i++) {
    const chart = new Chart(app, `team-${i}`, { namespace: `ns-${i % 7}` });
    if (i < 7) new Namespace(chart, `ns-${i}`);
    new GoMicroservice(chart, `service-${i}`, { image: Image.of(`registry.example.com/shop/service-${i}:1.0.0`), env: { NUMBER: String(i), ODD: 'yes: "no"' } });
  }
}

function foldersOf(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true }).filter((e) => e.name === 'kustomization.yaml').map((e) => e.parentPath);
}

function main(): void {
  const programs: { [name: string]: (app: GopherApp) => void } = Object.fromEntries(readdirSync(EXAMPLES)
    .filter((name) => existsSync(join(EXAMPLES, name, 'manifests'))).map((name) => [name, (app: GopherApp) => exampleIn(app, name)]));
  programs['150 services'] = services;
  const top = mkdtempSync(join(tmpdir(), 'gopher-kustomize-'));
  try {
    for (const [name, program] of Object.entries(programs)) {
      for (const [layout, value] of Object.entries(LAYOUTS)) {
        const outdir = join(top, `${name}-${layout}`.replace(/ /g, '-'));
        const app = new GopherApp({ outdir, layout: value, platform: new Platform({ kubernetesVersion: KubernetesVersion.of('1.36') }) });
        program(app);
        app.synth();
        const folders = foldersOf(outdir);
        // each folder of the examples; of the many services the whole and some
        (name === '150 services' ? folders.filter((folder, i) => folder === outdir || i % 40 === 0) : folders)
          .forEach((folder) => check(`${name}, ${layout}: ${folder.slice(top.length + 1)}`, complaintsOf(folder)));
      }
    }
    refusals(join(top, 'shop-by-namespace-and-service'));
  } finally {
    rmSync(top, { recursive: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** What must be noticed. */
function refusals(folder: string): void {
  const service = join(folder, readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) => file.includes('service-'))!);
  const twin = join(dirname(service), 'twin.k8s.yaml');
  const kustomization = join(dirname(service), 'kustomization.yaml');
  appendFileSync(kustomization, '  - twin.k8s.yaml\n');
  check('a file that is not there is refused', typeof kustomize(folder) === 'string' ? [] : ['it was accepted']);
  copyFileSync(service, twin);
  check('an object that stands twice is refused', /already registered id|may not add resource/.test(String(kustomize(folder))) ? [] : ['it was accepted']);
}

main();
