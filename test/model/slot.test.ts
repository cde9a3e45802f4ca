import { showPlain } from '../../src/model/slot';

describe('two values', () => {
  test('of equal data read equal, in any order of keys', () => {
    expect(showPlain({ a: 1, b: { d: [1], c: 2 } })).toBe(showPlain({ b: { c: 2, d: [1] }, a: 1 }));
  });

  test.each([[1, 2], [['a'], ['b']], [['a', 'b'], ['b', 'a']], [{ a: 1 }, { a: 2 }], [true, false]])('%p and %p read differently', (a, b) => {
    expect(showPlain(a)).not.toBe(showPlain(b));
  });

  test('a text reads as it is', () => {
    expect(showPlain('a')).toBe('a');
  });
});
