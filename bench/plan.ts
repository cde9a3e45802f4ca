import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { appOf, jsonOf } from './shop';
import { comparisonOf } from '../src/plan/comparison';
import { Plan } from '../src/plan/plan';
import { readSide, sideOf } from '../src/plan/sides';
import { Manifest } from '../src/rules/manifest';

/*
 * How long a plan takes, apart from reading the two folders: what differs, what the API server
 * refuses, what follows for pods, security, endpoints and connections. In processor time, which
 * does not grow with what else the machine does.
 *
 *   npm run bench
 */

/** What the second side has otherwise. */
const CHANGES: Array<[string, (object: any, i: number) => any]> = [
  ['nothing', (object) => object],
  ['one image in ten', (object, i) => (object.kind === 'Deployment' && i % 90 < 9 ? withImage(object) : object)],
  ['every image', (object) => (object.kind === 'Deployment' ? withImage(object) : object)],
  ['every label', (object) => ({ ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, team: 'other' } } })],
  ['every configuration', (object) => (object.kind === 'ConfigMap' ? { ...object, data: { ...object.data, more: 'x' } } : object)],
  ['every name', (object) => JSON.parse(JSON.stringify(object).replace(/service-(\d+)/g, 'program-$1'))],
];

function withImage(object: any): any {
  const changed = structuredClone(object);
  changed.spec.template.spec.containers[0].image += '-next';
  return changed;
}

/** Everything anew each time: nothing that a former run has looked up. */
function comparing(before: any[], after: any[]): number {
  const side = (objects: any[]) => sideOf(objects.map((object) => Manifest.of(object)));
  const [committed, next] = [side(before), side(after)];
  return milliseconds(() => comparisonOf(committed, next));
}

function milliseconds(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The whole of it as the command line does it: two folders, every image changed, and the report. */
function ofFolders(services: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-bench-'));
  try {
    const [before, after] = [join(folder, 'before'), join(folder, 'after')];
    appOf(services, before).synth();
    cpSync(before, after, { recursive: true });
    for (const file of readdirSync(after)) writeFileSync(join(after, file), readFileSync(join(after, file), 'utf8').replace(/( +image: .*)/g, '$1-next'));
    const reading = milliseconds(() => [before, after].forEach((side) => readSide(side, { minor: 33, mayBeEmpty: false })));
    const whole = milliseconds(() => Plan.between(before, after).toString());
    return `two folders of ${services} files, every image changed: ${whole.toFixed(0)} ms with the report, ${reading.toFixed(0)} ms of it for reading both`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(): void {
  console.log(`| services | objects | ${CHANGES.map(([name]) => name).join(' | ')} |`);
  console.log(`|-|-|${CHANGES.map(() => '-|').join('')}`);
  for (const services of [250, 1000, 4000]) {
    const before = JSON.parse(JSON.stringify(jsonOf(appOf(services))));
    const times = CHANGES.map(([, change]) => {
      const after = before.map(change);
      return Math.min(...Array.from({ length: 3 }, () => comparing(before, after)));
    });
    console.log(`| ${services} | ${before.length} | ${times.map((time) => `${time.toFixed(0)} ms`).join(' | ')} |`);
  }
  console.log(`\n${ofFolders(1000)}`);
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

main();
