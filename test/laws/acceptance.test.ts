import * as fc from 'fast-check';
import { Choice, CHOICES, Kind, KINDS } from './choices';
import { homesOf } from './homes';
import { plainShape, shapesOf } from './members';
import { Built, Scene, scenes } from './scenes';
import { PLAIN, Site, sites } from './sites';
import { isJudgeBuilt, judge } from '../conformance/third-party/judge';

/** What a stock app would say: nothing and an output, or our own list of problems. */
function isWritten(built: Built): boolean {
  const { problems } = built;
  expect(problems.filter((text) => !/^[a-zA-Z-]+(\/[a-zA-Z-]+)+: [^]+/.test(text.replace(/^\[[^]*?\] /, '')))).toEqual([]);
  if (problems.length > 0) return false;
  expect(built.objects.length).toBeGreaterThan(0);
  return true;
}

const one = (kind: Kind, site: Site, more: Partial<Scene['members'][number]> = {}): Scene => ({ site, linked: false, members: [{ name: kind, shape: plainShape(kind), traits: [], ...more }] });

describe('whatever is put together', () => {
  test('is written or refused with problems, traits that do not belong there included', () => {
    let [written, refused] = [0, 0];
    fc.assert(fc.property(scenes({ most: 2, max: 6, wild: true }), (scene) => {
      if (isWritten(new Built(scene))) written++;
      else refused++;
    }), { numRuns: 50 });
    expect(Math.min(written, refused)).toBeGreaterThan(5);
  });

  test('and belongs together is accepted, but for a few, and what is accepted passes every rule', () => {
    let [accepted, all] = [0, 0];
    fc.assert(fc.property(scenes(), (scene) => {
      all++;
      const built = new Built(scene);
      if (!isWritten(built)) return;
      accepted++;
      expect(built.findings).toEqual([]);
    }), { numRuns: 40 });
    expect(accepted / all).toBeGreaterThan(0.8);
  });
});

describe.each(CHOICES.map((choice): [string, Choice] => [choice.label, choice]))('%s', (label, choice) => {
  test('is accepted by every kind of workload that it is for, on the oldest and the newest Kubernetes', () => {
    expect(homesOf(choice, ['1.37'])).not.toEqual([]);
    for (const version of ['1.28', '1.37']) {
      for (const { site, kinds } of homesOf(choice, [version, '1.37'])) {
        const make = fc.sample(choice.make, { numRuns: 1, seed: 7 })[0];
        const scene = { site, linked: false, members: kinds.map((kind) => ({ name: kind, shape: plainShape(kind), traits: [{ label, make }] })) };
        expect(new Built(scene).problems).toEqual([]);
      }
    }
  });
});

describe('the golden path', () => {
  test.each(KINDS)('of a %s can do without any of its traits', (kind) => {
    const ids = goldenIds(kind);
    const path = fc.oneof(fc.constantFrom(...ids.map((id) => [id])), fc.subarray(ids), fc.constant(ids));
    let written = 0;
    fc.assert(fc.property(path, shapesOf(kind), sites, (without, shape, site) => {
      if (isWritten(new Built(one(kind, site, { shape, without })))) written++;
    }), { numRuns: 8 });
    expect(written).toBeGreaterThan(0);
  });
});

/** What the refusal of an id that nobody has says of those that there are. */
function goldenIds(kind: Kind): string[] {
  const refusal = new Built(one(kind, PLAIN, { without: ['nobody'] })).problems.find((text) => text.includes('"nobody"'))!;
  return /has ([^.]*)\./.exec(refusal)![1].split(', ');
}

describe('third-party kinds', () => {
  (isJudgeBuilt() ? test : test.skip)('are accepted by their own definitions', () => {
    const drawn = fc.sample(scenes(), { numRuns: 20 }).map((scene) => new Built(scene)).filter((built) => built.problems.length === 0);
    // Linkerd's definitions cannot be had: test/conformance/third-party/README.md.
    expect(judge(drawn.flatMap((built) => built.objects).filter(({ apiVersion }) => !apiVersion.startsWith('policy.linkerd.io/')))).toEqual([]);
  });
});
