import { quoted } from '../../src/values/flaw';

describe('a value in a message', () => {
  test('is quoted, and stays on one line', () => {
    expect(quoted('a\n"b"')).toBe('"a\\n\\"b\\""');
  });

  test('is never longer than a line', () => {
    expect(quoted('x'.repeat(1000))).toHaveLength(122);
  });

  test.each([[1, '"1"'], [undefined, '"undefined"'], [Number.NaN, '"NaN"']])('may be %p', (value, text) => {
    expect(quoted(value)).toBe(text);
  });
});
