import { readFileSync } from 'fs';
import { join } from 'path';
import { Construct } from 'constructs';
import { Corpus, committed, decisions, difference, fingerprintOf, RELEASED, written } from './golden-path/corpus';
import { appOf, PROGRAMS } from './golden-path/programs';
import * as library from '../../src';
import { GoldenPath, Trait, Workload } from '../../src';

const CHANGELOG = readFileSync(join(__dirname, '../../CHANGELOG.md'), 'utf8').replace(/\s+/g, ' ');

/** Throws what to do where a golden path has become another. */
function hold(goldenPath: GoldenPath, before: Corpus, now: Corpus): void {
  const changed = difference(before, now);
  if (changed.length === 0) return;
  throw new Error(`GoldenPath ${goldenPath} is released, and would write something else. Whoever pins it would see after an upgrade of the library:\n\n${changed.join('\n')}\n`
    + `Put it into the next golden path: a row in src/platform/golden-path-change.ts, asked for where the value is written. Only if ${goldenPath} is wrong, say so in CHANGELOG.md `
    + `under "Fixes of golden paths", and run: npm run golden -- ${goldenPath} "the same sentence"`);
}

describe.each(RELEASED.map((goldenPath) => [String(goldenPath), goldenPath] as const))('the golden path %s', (_, goldenPath) => {
  test('writes what it wrote when it was released, but for what was decided', () => {
    hold(goldenPath, committed(goldenPath), written(goldenPath));
  });

  test('is written down for every program; a new one: npm run golden', () => {
    expect([...committed(goldenPath).keys()]).toEqual(Object.keys(PROGRAMS).sort());
  });

  test('was changed by decisions only', () => {
    expect(decisions(goldenPath).at(-1)!.fingerprint).toBe(fingerprintOf(committed(goldenPath)));
  });

  test('has no fix that is not in the changelog, in the same words', () => {
    expect(decisions(goldenPath).filter(({ kind }) => kind === 'fix').map(({ why }) => why).filter((why) => !CHANGELOG.includes(why.replace(/\s+/g, ' ')))).toEqual([]);
  });
});

describe('the programs of the golden paths', () => {
  const workloads = Object.keys(PROGRAMS).flatMap((name) => appOf(name, GoldenPath.V1).node.findAll()).filter((construct): construct is Workload => construct instanceof Workload);
  const exported = Object.entries(library).filter((entry): entry is [string, any] => typeof entry[1] === 'function');

  test('have every kind of workload', () => {
    const kinds = exported.filter(([, kind]) => kind.prototype instanceof Workload);
    expect(kinds.length).toBeGreaterThan(15);
    expect(kinds.filter(([, kind]) => !workloads.some((workload: Construct) => workload instanceof kind)).map(([name]) => name)).toEqual([]);
  });

  test('have every trait', () => {
    const traits = exported.filter(([, kind]) => kind.prototype instanceof Trait);
    expect(traits.length).toBeGreaterThan(30);
    const given = workloads.flatMap((workload) => [...(workload as any).seats.values()].map(({ trait }: { trait: Trait }) => trait));
    expect(traits.filter(([, kind]) => !given.some((trait) => trait instanceof kind)).map(([name]) => name)).toEqual([]);
  });
});

describe('a golden path that becomes another', () => {
  const before: Corpus = new Map([['kinds', written(GoldenPath.V1).get('kinds')!]]);
  const now = (from: string, to: string): Corpus => new Map([['kinds', before.get('kinds')!.map((line) => line.replace(from, to))]]);

  test('is refused, and the message says what a fleet would feel and where the change belongs', () => {
    const change = now('"terminationGracePeriodSeconds":30', '"terminationGracePeriodSeconds":60');
    expect(() => hold(GoldenPath.V1, before, change)).toThrow(/rolling-restart[^]*spec\.terminationGracePeriodSeconds[^]*next golden path/);
  });

  test('is refused also where the cluster would see no difference', () => {
    expect(() => hold(GoldenPath.V1, before, now('"cpu":"100m"', '"cpu":"0.1"'))).toThrow(/only spelt otherwise/);
  });

  test('is refused where a program is gone', () => {
    expect(() => hold(GoldenPath.V1, before, new Map())).toThrow(/not there any more/);
  });

  test('may have more programs', () => {
    expect(() => hold(GoldenPath.V1, before, new Map([...before, ['more', ['{}']]]))).not.toThrow();
  });
});
