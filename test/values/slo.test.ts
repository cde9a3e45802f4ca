import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Percent, Slo } from '../../src';
import { BURN_RATES } from '../../src/values/slo';

const slugsOf = (slo: Slo) => slo._flaws.map((f) => f.slug);

test('an objective reads as a sentence', () => {
  expect(String(Slo.availability())).toBe('99.9% of requests succeed');
  expect(String(Slo.latency({ within: Duration.millis(250) }))).toBe('99% of requests take at most 0.25 s');
});

test('the budget is what is missing to a hundred, without the dust of binary fractions', () => {
  expect([99.9, 99.95, 99, 99.999].map((target) => Slo.availability({ target: Percent.of(target) })._budget)).toEqual([0.001, 0.0005, 0.01, 0.00001]);
});

test('30 days have the numbers of Google\'s workbook, other windows the same shares of their budget', () => {
  expect(BURN_RATES.map((rate) => Slo.availability()._burn(rate))).toEqual([14.4, 6, 3, 1]);
  expect(BURN_RATES.map((rate) => Slo.availability({ window: Duration.days(90) })._burn(rate))).toEqual([43.2, 18, 9, 3]);
});

test.each<[string, Slo, string[]]>([
  ['perfection', Slo.availability({ target: Percent.of(100) }), ['slo/bad-target']],
  ['half', Slo.availability({ target: Percent.of(50) }), ['slo/bad-target']],
  ['no number', Slo.availability({ target: Percent.of(NaN) }), ['slo/bad-target']],
  ['four decimals', Slo.availability({ target: Percent.of(99.9999) }), ['slo/bad-target']],
  ['a week', Slo.availability({ window: Duration.days(7) }), ['slo/bad-window']],
  ['28 days and an hour', Slo.latency({ within: Duration.seconds(1), window: Duration.hours(28 * 24 + 1) }), ['slo/bad-window']],
  ['both', Slo.availability({ target: Percent.of(0), window: Duration.days(365) }), ['slo/bad-target', 'slo/bad-window']],
  ['a budget so large that it cannot go too fast', Slo.availability({ target: Percent.of(90) }), ['slo/never-pages']],
])('%s is refused', (_, slo, slugs) => {
  expect(slugsOf(slo)).toEqual(slugs);
});

test('the remedy for a budget too large names a target that is fine', () => {
  const least = Number(/above ([\d.]+)%/.exec(Slo.availability({ target: Percent.of(90) })._flaws[0].remedy)![1]);
  expect(slugsOf(Slo.availability({ target: Percent.of(least + 0.1) }))).toEqual([]);
});

test('whatever is accepted can raise each of its alerts: not every bad request is needed for it', () => {
  fc.assert(fc.property(fc.integer({ min: 89_000, max: 100_001 }), fc.integer({ min: 27, max: 91 }), (thousandths, days) => {
    const slo = Slo.availability({ target: Percent.of(thousandths / 1000), window: Duration.days(days) });
    if (slo._flaws.length > 0) return;
    for (const rate of BURN_RATES) {
      expect(slo._burn(rate) * slo._budget).toBeGreaterThan(0);
      expect(slo._burn(rate) * slo._budget).toBeLessThan(1);
    }
  }));
});
