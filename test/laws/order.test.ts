import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { Built, scenes } from './scenes';
import { goodTraits } from './worlds';
import { GoMicroservice } from '../../src';
import { objectsOf, problemsOf, serviceIn } from '../kit';

/** Objects by kind and name, or the problems. */
function result(chart: Chart, services: GoMicroservice[]): string {
  const problems = services.flatMap((s) => s.problems()).map(String).sort();
  if (problems.length > 0) return problems.join('\n');
  return objectsOf(chart).map((o) => JSON.stringify(o)).sort().join('\n');
}

const shuffled = scenes({ most: 2, max: 6 }).chain((scene) => fc.tuple(
  fc.constant(scene), fc.tuple(...scene.members.map(({ traits }) => fc.shuffledSubarray([...traits], { minLength: traits.length }))), fc.nat(6),
));

describe('order', () => {
  test('any order of traits, in the props or added later, gives one result', () => {
    fc.assert(fc.property(shuffled, ([scene, orders, inProps]) => {
      const other = { ...scene, members: scene.members.map((member, i) => ({ ...member, traits: orders[i] })) };
      const sorted = (built: Built) => [...built.outcome].sort();
      expect(sorted(new Built(other, { inProps }))).toEqual(sorted(new Built(scene)));
    }), { numRuns: 30 });
  });

  test('any order of calls gives one result', () => {
    const names = ['a', 'b', 'c', 'd'];
    const calls = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
    const graph = (order: ReadonlyArray<readonly [string, string]>) => {
      const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
      const services = new Map(names.map((name) => [name, serviceIn(chart, name)]));
      order.forEach(([from, to]) => services.get(from)!.calls(services.get(to)!));
      return result(chart, [...services.values()]);
    };
    const subset = fc.subarray(calls);
    fc.assert(fc.property(subset.chain((s) => fc.tuple(fc.constant(s), fc.shuffledSubarray(s, { minLength: s.length }))), ([one, other]) => {
      expect(graph(other)).toBe(graph(one));
    }), { numRuns: 20 });
  });

  test('two traits that contradict each other are named in any order', () => {
    fc.assert(fc.property(goodTraits, (traits) => {
      const chart = new Chart(Testing.app(), 'shop');
      const forth = serviceIn(chart, 'forth', { traits });
      const back = serviceIn(chart, 'back', { traits: [...traits].reverse() });
      expect(problemsOf(back)).toEqual(problemsOf(forth));
    }), { numRuns: 20 });
  });
});
