import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { CLUSTER, complaintsOf, helm, rendered } from './helm';
import { Packaged, packaged, packagedExamples } from './packaged-app';
import { Tally } from './tally';
import { GopherApp, Image, Namespace } from '../../../src';
import { Facts } from '../../../src/model/facts';
import { Rank } from '../../../src/model/rank';
import { Built, Scene, scenes } from '../../laws/scenes';
import { KubeObject, nameOf } from '../apiserver/manifests';

const TAG = '9.9.9-rc.1';

/** What holds of every chart that is written. */
export function chartLaws(tally: Tally, top: string): void {
  const examples = packagedExamples(top);
  for (const example of examples) {
    tally.check(`${example.name}: renders to what is written`, complaintsOf(example.objects, example.chart));
    tally.check(`${example.name}: passes helm lint --strict`, lint(example));
    tally.check(`${example.name}: is packed`, pack(example, top));
  }
  anyScene(tally, top);
  anyText(tally, top);
}

function lint({ chart }: Packaged): string[] {
  const { ok, out, err } = helm(['lint', '--strict', ...CLUSTER, chart]);
  const said = out.split('\n').filter((line) => line.startsWith('[') && !line.includes('icon is recommended'));
  return ok ? said : [out, err, ...said];
}

/** The archive holds the same, and nothing of ours that is no part of the chart. */
function pack({ chart, name, objects }: Packaged, top: string): string[] {
  const { ok, err } = helm(['package', chart, '--destination', top]);
  return ok ? complaintsOf(objects, join(top, `${name}-1.4.0.tgz`)) : [err];
}

/** Whatever is put together renders to the same, and with another tag to what the program writes with that tag. */
function anyScene(tally: Tally, top: string): void {
  let count = 0;
  for (const scene of fc.sample(scenes(), { numRuns: 60, seed: 20 })) {
    const [plain, other] = [new Built(scene), new Built(scene)];
    if (plain.problems.length > 0) continue;
    const name = `scene-${count++}`;
    const label = `${name} (${scene.members.map(({ shape, traits }) => [shape.kind, ...traits.map((trait) => trait.label)].join(' + ')).join(', ')})`;
    const { chart, objects } = packaged(top, name, plain.app);
    tally.check(`${label}: renders to what is written`, complaintsOf(objects, chart));
    const values = retagged(other, scene);
    if (other.problems.length > 0 || Object.keys(values).length === 0) continue;
    const there = packaged(top, `${name}-other`, other.app).objects;
    tally.check(`${label}: with other tags, what the program writes with them`, complaintsOf(there, chart, values, true));
    tally.check(`${label}: a Job with another image is another Job`, sameJobs(objects, chart, values));
  }
  tally.check('many scenes are packaged', count > 30 ? [] : [`only ${count}`]);
}

/** Jobs that are named by their content, and have their old name with another one. */
function sameJobs(objects: readonly KubeObject[], chart: string, values: { [key: string]: any }): string[] {
  const there = rendered(chart, values);
  if (typeof there === 'string') return [there];
  const names = objects.filter(({ kind, metadata }) => kind === 'Job' && values[metadata.name.replace(/-[0-9a-f]{10}$/, '')] !== undefined && /-[0-9a-f]{10}$/.test(metadata.name)).map(nameOf);
  return there.map(nameOf).filter((name) => names.includes(name));
}

/** Gives the programs another tag, and says so in values. */
function retagged(built: Built, scene: Scene): { [key: string]: any } {
  const values: { [key: string]: any } = {};
  built.workloads.filter((workload, i) => workload._isProgram && scene.members[i].shape.kind !== 'database').forEach((workload) => {
    const image = workload._settled().get(Facts.IMAGE)!;
    if (image.tag === undefined) return;
    workload._draftOf('the test', Rank.OVERRIDE)._put(Facts.IMAGE, Image.of(`registry.example.com/${image.repository}:${TAG}`), 'another tag');
    values[workload.name] = { image: { tag: TAG, repository: `registry.example.com/${image.repository}` } };
  });
  return values;
}

/** No text of ours means anything to a template engine. */
function anyText(tally: Tally, top: string): void {
  const pieces = fc.constantFrom('{{', '}}', '{', '}', '{{-', '-}}', '{{/*', '*/}}', '{{ fail "no" }}', '{{ .Values.x }}', '{{`', '`', '"', '\\', '\n', ' ', '$', '%', 'GopherChartValue0End', 'é', '😀', '---', ': ', '# ', 'text');
  const ends = fc.constantFrom('', ' ', '\n', '\n\n\n', ' \n', '\n ');
  const texts = fc.sample(fc.tuple(fc.array(pieces, { maxLength: 12 }), ends).map(([some, end]) => some.join('') + end), { numRuns: 400, seed: 7 });
  const app = new GopherApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Namespace(chart, 'shop');
  texts.forEach((text, i) => new ApiObject(chart, `c${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${i}`, annotations: { 'example.com/text': text } }, data: { text, [`k${i}`]: `{{${text}` } } as any));
  const { chart: folder, objects } = packaged(top, 'texts', app);
  tally.check('400 texts with braces, quotes and white space render to themselves', complaintsOf(objects, folder));
}
