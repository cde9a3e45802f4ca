import { PodAmount } from '../../src';

describe('an amount of pods', () => {
  test.each([
    [PodAmount.count(0), 0], [PodAmount.count(3), 3], [PodAmount.percent(0), '0%'], [PodAmount.percent(25), '25%'], [PodAmount.percent(100), '100%'],
  ])('%s is written %p', (amount, wire) => {
    expect(amount._wire).toBe(wire);
    expect(amount._flaws('it')).toEqual([]);
  });

  test.each([
    [PodAmount.count(-1)], [PodAmount.count(0.5)], [PodAmount.count(2 ** 31)], [PodAmount.count(Number.NaN)], [PodAmount.percent(-1)], [PodAmount.percent(101)],
    [PodAmount.percent(0.5)], [PodAmount.percent(Infinity)],
  ])('%s is refused', (amount) => {
    expect(amount._flaws('it').map((f) => f.slug)).toEqual(['amount/out-of-range']);
  });

  test.each<[PodAmount, number, number, number]>([
    [PodAmount.count(3), 10, 3, 3], [PodAmount.percent(25), 10, 3, 2], [PodAmount.percent(50), 3, 2, 1], [PodAmount.percent(1), 1, 1, 0],
  ])('%s of %i is %i rounded up and %i rounded down', (amount, total, up, down) => {
    expect([amount._of(total, 'up'), amount._of(total, 'down')]).toEqual([up, down]);
  });
});
