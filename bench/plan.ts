import { appOf, jsonOf } from './shop';
import { comparisonOf } from '../src/plan/comparison';
import { sideOf } from '../src/plan/sides';
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
  ['every name', (object) => JSON.parse(JSON.stringify(object).replace(/service-(\d+)/g, 'program-$1'))],
];

function withImage(object: any): any {
  const changed = structuredClone(object);
  changed.spec.template.spec.containers[0].image += '-next';
  return changed;
}

/** Everything anew each time: nothing that a former run has looked up. */
function milliseconds(before: any[], after: any[]): number {
  const side = (objects: any[]) => sideOf(objects.map((object) => Manifest.of(object)));
  const [committed, next] = [side(before), side(after)];
  const start = process.cpuUsage();
  comparisonOf(committed, next);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function main(): void {
  console.log(`| services | objects | ${CHANGES.map(([name]) => name).join(' | ')} |`);
  console.log(`|-|-|${CHANGES.map(() => '-|').join('')}`);
  for (const services of [250, 1000, 4000]) {
    const before = JSON.parse(JSON.stringify(jsonOf(appOf(services))));
    const times = CHANGES.map(([, change]) => {
      const after = before.map(change);
      return Math.min(...Array.from({ length: 3 }, () => milliseconds(before, after)));
    });
    console.log(`| ${services} | ${before.length} | ${times.map((time) => `${time.toFixed(0)} ms`).join(' | ')} |`);
  }
  console.log(`\npeak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

main();
