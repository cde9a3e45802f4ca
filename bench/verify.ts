import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { appOf, jsonOf } from './shop';
import { Manifest } from '../src/rules/manifest';
import { Manifests } from '../src/rules/manifests';
import { RuleBook } from '../src/rules/rule-book';
import { standardBook } from '../src/rules/standard-book';
import { builtInKinds, builtInVersions, structOf } from '../src/rules/structure/tables';

/*
 * How long the rules take, apart from synthesis: every layer over the same objects,
 * in one process. `verify` of a folder is reading plus these: folder.ts.
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
    console.log(`\npeak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
