import { Completions } from '../../src';

const slugs = (completions: Completions) => completions._flaws.map((f) => f.slug);

describe('completions', () => {
  test('are one by default', () => {
    expect(Completions.single()._wire).toEqual({ completions: 1, parallelism: 1, completionMode: 'NonIndexed' });
  });

  test('that are indexed all run at once unless somebody says otherwise', () => {
    expect(Completions.indexed(20)._wire).toEqual({ completions: 20, parallelism: 20, completionMode: 'Indexed' });
    expect(Completions.indexed(20, { parallelism: 4 })._wire.parallelism).toBe(4);
  });

  test('of a queue have no number', () => {
    expect(Completions.workQueue(3)._wire).toEqual({ parallelism: 3, completionMode: 'NonIndexed' });
  });

  test('can be had with a part of them', () => {
    expect(Completions.indexed(5, { succeededIndexes: '0,2-3', succeededCount: 2 })._wire.successPolicy)
      .toEqual({ rules: [{ succeededIndexes: '0,2-3', succeededCount: 2 }] });
  });

  test('tell themselves apart in words', () => {
    expect([Completions.single(), Completions.indexed(9, { parallelism: 3 }), Completions.workQueue(2)].map(String))
      .toEqual(['1, 1 at once', '9 indexed, 3 at once', 'a queue, 2 at once']);
  });

  test.each([
    [Completions.indexed(0)],
    [Completions.indexed(100_001)],
    [Completions.indexed(2.5)],
    [Completions.indexed(5, { parallelism: 0 })],
    [Completions.workQueue(0)],
    [Completions.indexed(5, { backoffLimitPerIndex: -1 })],
    [Completions.indexed(5, { backoffLimitPerIndex: 1, maxFailedIndexes: 6 })],
    [Completions.indexed(5, { succeededCount: 6 })],
    [Completions.indexed(5, { succeededIndexes: '0-1', succeededCount: 3 })],
  ])('are refused out of range: %s', (completions) => {
    expect(new Set(slugs(completions))).toEqual(new Set(['job/bad-completions']));
  });

  test.each(['', '5', '1-0', '2,1', '0-2,2', 'a', '1-1', '0,'])('have no indexes "%s" among five', (succeededIndexes) => {
    expect(slugs(Completions.indexed(5, { succeededIndexes }))).toEqual(['job/bad-indexes']);
  });

  test('count failed parts only where failures are counted per part', () => {
    expect(slugs(Completions.indexed(5, { maxFailedIndexes: 1 }))).toEqual(['job/no-limit-per-index']);
  });
});
