import { Explanation, Explanations } from './explanations';
import { JudgeFinding } from './finding';

const CONDITIONS = { 'it is a Deployment': (m: any) => m.kind === 'Deployment' };
const PULL: Explanation = { checks: ['critic/pull-policy', 'censor/P1'], why: 'on purpose', decision: 'images' };

function finding(judge: string, check: string, kind = 'Deployment', message = 'The CPU limit is missing'): JudgeFinding {
  return { judge, check, message, manifest: { kind } as any };
}

function explain(...all: Explanation[]): Explanations {
  return new Explanations(all, CONDITIONS);
}

test('a finding of a check that is listed is explained', () => expect(explain(PULL).covers(finding('critic', 'pull-policy'))).toBe(true));

test('the same check of another judge is not', () => expect(explain(PULL).covers(finding('censor', 'pull-policy'))).toBe(false));

test('an explanation holds under its condition only', () => {
  const explained = explain({ ...PULL, when: 'it is a Deployment' });
  expect([explained.covers(finding('critic', 'pull-policy')), explained.covers(finding('critic', 'pull-policy', 'Job'))]).toEqual([true, false]);
});

test('an explanation holds for what it says only, in whatever case', () => {
  expect(explain({ ...PULL, says: 'cpu' }).covers(finding('critic', 'pull-policy'))).toBe(true);
  expect(explain({ ...PULL, says: 'memory' }).covers(finding('critic', 'pull-policy'))).toBe(false);
});

test('a check that occurs no more is told apart from those that do', () => {
  const explained = explain(PULL);
  explained.covers(finding('critic', 'pull-policy'));
  expect(explained.occurrences().map(({ check, times }) => [check, times])).toEqual([['critic/pull-policy', 1], ['censor/P1', 0]]);
});

test('an explanation without a reason, or with an unknown condition, is refused', () => {
  expect(() => explain({ ...PULL, why: '' })).toThrow('needs checks, why and decision');
  expect(() => explain({ ...PULL, when: 'it rains' })).toThrow('"it rains" is no condition');
});

test('what is committed can be read', () => expect(Explanations.committed().all.length).toBeGreaterThan(0));
