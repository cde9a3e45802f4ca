import { FACTORS, isImpossible } from './factors';
import { Assignment, Factor, pairwise } from './pairwise';

const ABC: Factor[] = [{ name: 'a', values: ['1', '2', '3'] }, { name: 'b', values: ['x', 'y'] }, { name: 'c', values: ['-', '+'] }];

function has(cases: Assignment[], ...said: Array<[string, string]>): boolean {
  return cases.some((c) => said.every(([name, value]) => c[name] === value));
}

test('every value meets every value of every other factor', () => {
  const cases = pairwise(ABC, () => false);
  for (const a of ABC[0].values) for (const b of ABC[1].values) expect(has(cases, ['a', a], ['b', b])).toBe(true);
  for (const b of ABC[1].values) for (const c of ABC[2].values) expect(has(cases, ['b', b], ['c', c])).toBe(true);
});

test('there are fewer cases than combinations, and no more than a few above the largest product of two', () => {
  expect(pairwise(ABC, () => false).length).toBeLessThanOrEqual(8);
});

test('what is impossible is in no case, and costs no other pair', () => {
  const cases = pairwise(ABC, (a) => a.a === '1' && a.b === 'x');
  expect(has(cases, ['a', '1'], ['b', 'x'])).toBe(false);
  expect(has(cases, ['a', '1'], ['b', 'y'])).toBe(true);
  expect(has(cases, ['a', '2'], ['b', 'x'])).toBe(true);
});

test('the same factors give the same cases', () => expect(pairwise(ABC, () => false)).toEqual(pairwise(ABC, () => false)));

test('the matrix has every value of every factor', () => {
  const cases = pairwise(FACTORS, isImpossible);
  const missing = FACTORS.flatMap(({ name, values }) => values.filter((value) => !has(cases, [name, value])).map((value) => `${name}=${value}`));
  expect(missing).toEqual([]);
});
