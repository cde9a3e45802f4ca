import { CHOICES } from './choices';
import * as library from '../../src';

/** Made by the worlds themselves: one needs a database that the workload uses, the other every service has, with its ports. */
const MADE_WITH_THE_WORLD = ['MigrationStep', 'ListenAddresses'];

test('the laws try every trait that there is', () => {
  const traits = Object.entries(library).filter(([, value]) => typeof value === 'function' && value.prototype instanceof library.Trait).map(([name]) => name);
  const tried = new Set([...CHOICES.map(({ label }) => label.split('.')[0]), ...MADE_WITH_THE_WORLD]);
  expect(traits.length).toBeGreaterThan(30);
  expect(traits.filter((name) => !tried.has(name))).toEqual([]);
});
