import { Percent } from '../../src';

describe('a percentage', () => {
  test.each([1, 70, 100])('%i is within 1 to 100', (n) => {
    expect(Percent.of(n)._flawsWithin('it', 1, 100)).toEqual([]);
  });

  test.each([0, 101, -1, 0.5, Number.NaN, Infinity])('%p is not', (n) => {
    expect(Percent.of(n)._flawsWithin('it', 1, 100).map((f) => f.slug)).toEqual(['percent/out-of-range']);
  });
});
