import * as fc from 'fast-check';
import { Fingerprint } from '../../src/plan/fingerprint';
import { sameButNames } from '../../src/plan/nameless';
import { Manifest } from '../../src/rules/manifest';

const custom = (name: string, spec: any) => Manifest.of({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name, namespace: 'shop' }, spec });
const printOf = (name: string, spec: any) => {
  const { exact, nameless } = Fingerprint.of(custom(name, spec));
  return { exact, nameless };
};
const reversed = (value: any): any => {
  if (Array.isArray(value)) return value.map(reversed);
  return value === null || typeof value !== 'object' ? value : Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)]));
};

describe('the fingerprint of an object', () => {
  test('is the same in any order of its fields, and under any name', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (spec) => {
      expect(printOf('tax', { at: reversed(spec) })).toEqual(printOf('tax', { at: spec }));
      expect(printOf('toll', { at: reversed(spec) }).exact).toBe(printOf('tax', { at: spec }).exact);
    }));
  });

  test('tells apart what differs in one value, one place or one order of a list', () => {
    const specs = [{ a: 1 }, { a: 2 }, { a: '1' }, { a: [1] }, { a: [[1]] }, { a: { b: 1 } }, { b: 1 }, { a: [1, 2] }, { a: [2, 1] }, { a: 'x', b: 'y' }, { a: 'y', b: 'x' }, { a: true }];
    expect(new Set(specs.map((spec) => printOf('n', spec).exact)).size).toBe(specs.length);
  });

  test('may go without the name that texts begin with', () => {
    const [a, b] = [printOf('tax', { account: 'tax', config: 'tax-config' }), printOf('toll', { account: 'toll', config: 'toll-config' })];
    expect(a.nameless).toBe(b.nameless);
    expect(a.exact).not.toBe(b.exact);
    expect(printOf('tax', { account: 'taxes' }).nameless).not.toBe(printOf('toll', { account: 'tolles' }).nameless);
  });
});

describe('two objects', () => {
  test('differ in nothing but their names where texts go on alike after them', () => {
    expect(sameButNames(custom('tax', { account: 'tax', config: 'tax-config' }), custom('toll', { config: 'toll-config', account: 'toll' }))).toBe(true);
    expect(sameButNames(custom('tax', { account: 'other' }), custom('toll', { account: 'other' }))).toBe(true);
  });

  test('differ in more where one of them speaks of the other', () => {
    expect(sameButNames(custom('tax', { calls: 'toll' }), custom('toll', { calls: 'toll' }))).toBe(true); // word for word the same
    expect(sameButNames(custom('tax', { account: 'tax', calls: 'toll' }), custom('toll', { account: 'toll', calls: 'toll' }))).toBe(false);
    expect(sameButNames(custom('tax', { a: 1 }), custom('toll', { a: 1, b: 2 }))).toBe(false);
  });
});
