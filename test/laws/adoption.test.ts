import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { anyRunning } from './any-running';
import { KubernetesVersion } from '../../src';
import { adoptionOf } from '../../src/cli/adopt/adoption';
import { programFiles } from '../../src/cli/adopt/files';
import { gathered } from '../../src/cli/adopt/gathered';
import { written, Fate } from '../../src/cli/init/write';
import { Effect, weightOf } from '../../src/plan/effect';
import { fixedIn, synthesized } from '../cli/adopt/adopt-kit';

const OPTIONS = { kubernetesVersion: KubernetesVersion.V1_33, today: '2026-11-30' };
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-law-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function adoptionIn(objects: readonly any[], isExact: boolean = false) {
  const file = join(folder, 'running.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  const read = gathered([file], 33);
  return { read, adoption: adoptionOf(read, { ...OPTIONS, isExact }) };
}

describe('whatever runs, the program that adopts it', () => {
  test('has nothing made anew, puts no data at risk, moves no traffic, and keeps names, selectors and claims', () => {
    fc.assert(fc.property(anyRunning, (objects) => {
      const { adoption } = adoptionIn(objects);
      expect(adoption.problems).toEqual([]);
      expect(adoption.plan.changes.filter(({ action, effect }) => action !== 'changed' || weightOf(effect) > weightOf(Effect.ROLLING_RESTART)).map((change) => `${change}: ${change.effect}, ${change.paths}`)).toEqual([]);
    }), { numRuns: 20 });
  });

  test('restarts no pod for more than the order of its variables', () => {
    fc.assert(fc.property(anyRunning, (objects) => {
      const { adoption } = adoptionIn(objects);
      const paths = adoption.plan.changes.filter(({ effect }) => effect === Effect.ROLLING_RESTART).flatMap((change) => change.paths).filter((path) => path.startsWith('spec.template'));
      expect(paths.filter((path) => !/\.(env|ports|volumeMounts|volumes)$/.test(path))).toEqual([]);
    }), { numRuns: 8 });
  });

  test('replaces no pod at all where it is to be exact', () => {
    fc.assert(fc.property(anyRunning, (objects) => {
      const { changes } = adoptionIn(objects, true).adoption.plan;
      expect(changes.flatMap((change) => change.paths).filter((path) => path.startsWith('spec.template'))).toEqual([]);
    }), { numRuns: 10 });
  });

  test('does, as it is written, what was found out before it was written', () => {
    fc.assert(fc.property(anyRunning, (objects) => {
      const { read, adoption } = adoptionIn(objects);
      written(folder, programFiles(adoption).map((file) => ({ ...file, fate: Fate.CREATE })));
      expect(fixedIn(synthesized(folder))).toEqual(fixedIn(read.objects));
      rmSync(join(folder, 'dist'), { recursive: true });
      rmSync(join(folder, 'kept'), { recursive: true, force: true });
    }), { numRuns: 5 });
  });
});
