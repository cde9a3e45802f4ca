import { CHOICES } from './choices';
import * as library from '../../src';

/** Made by the worlds themselves: it needs a database that the workload uses. */
const MADE_WITH_A_DATABASE = ['MigrationStep'];

test('the laws try every trait that there is', () => {
  const traits = Object.entries(library).filter(([, value]) => typeof value === 'function' && value.prototype instanceof library.Trait).map(([name]) => name);
  const tried = new Set([...CHOICES.map(({ label }) => label.split('.')[0]), ...MADE_WITH_A_DATABASE]);
  expect(traits.length).toBeGreaterThan(30);
  expect(traits.filter((name) => !tried.has(name))).toEqual([]);
});
