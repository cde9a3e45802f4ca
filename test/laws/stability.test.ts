import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { KINDS } from './choices';
import { Built, memberOf, Scene, scenes } from './scenes';
import { KubernetesVersion, Platform } from '../../src';
import { newChart, objectsOf, on, serviceIn } from '../kit';

const sorted = (texts: string[]) => [...texts].sort();
const some = scenes({ most: 2 });
const joined = some.chain((scene) => fc.tuple(fc.constant(scene), fc.constantFrom(...KINDS).chain((kind) => memberOf(kind, scene.site, 99)), fc.boolean()));

/** The names of objects, and what selects pods. */
const identity = (built: Built) => built.objects.map((o) => [o.kind, o.metadata.namespace, o.metadata.name, o.spec?.selector]);

describe('a world', () => {
  test('gives the same bytes from the same input, in the same order', () => {
    fc.assert(fc.property(some, (scene) => expect(new Built(scene).outcome).toEqual(new Built(scene).outcome)), { numRuns: 15 });
  });

  test('rendered twice, or explained in between, is rendered once', () => {
    fc.assert(fc.property(some, (scene) => {
      const built = new Built(scene);
      const once = built.outcome;
      built.workloads.forEach((workload) => workload.explain().toString());
      expect(built.outcome).toEqual(once);
    }), { numRuns: 15 });
  });

  test('keeps every byte, name and selector wherever it stands in the tree', () => {
    fc.assert(fc.property(some, fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 }), (scene, path) => {
      const nested = new Built(scene, { place: (chart) => path.reduce((at: Construct, id) => new Construct(at, id), chart) });
      const flat = new Built(scene);
      expect(nested.outcome).toEqual(flat.outcome);
      if (flat.problems.length > 0) return;
      expect(identity(nested)).toEqual(identity(flat));
      expect(nested.findings).toEqual([]);
    }), { numRuns: 15 });
  });

  test('keeps every byte of everybody when somebody arrives whom nobody knows', () => {
    let compared = 0;
    fc.assert(fc.property(joined, ([scene, newcomer, first]) => {
      const alone: Scene = { ...scene, linked: false };
      const before = new Built(alone);
      const after = new Built({ ...alone, members: first ? [newcomer, ...scene.members] : [...scene.members, newcomer] });
      if (before.problems.length + after.problems.length > 0) return;
      compared++;
      const texts = new Set(after.outcome);
      expect(before.outcome.filter((text) => !texts.has(text))).toEqual([]);
    }), { numRuns: 15 });
    expect(compared).toBeGreaterThan(5);
  });

  test('is the same when a trait is taken away and given again', () => {
    fc.assert(fc.property(some, (scene) => {
      const built = new Built(scene);
      const once = sorted(built.outcome);
      scene.members.forEach(({ name, traits }, i) => {
        const lasting = traits.filter(({ label }) => label !== 'Placement.priority'); // its class stays
        const made = lasting.map(({ make }) => make({ at: built.chart, name }));
        made.forEach((trait) => built.workloads[i].removeTrait(trait.traitId));
        built.workloads[i].addTraits(...made);
      });
      expect(sorted(built.outcome)).toEqual(once);
    }), { numRuns: 10 });
  });
});

describe('on every supported Kubernetes version', () => {
  const kinds = (version: string) => {
    const chart = newChart(new Platform(on(version)));
    serviceIn(chart, 'checkout');
    return objectsOf(chart).map((o) => `${o.apiVersion} ${o.kind}`);
  };

  test.each(KubernetesVersion.supported.map((v) => v.toString()))('%s, a service is the same kinds of objects', (version) => {
    expect(kinds(version)).toEqual(kinds('1.33'));
  });
});
