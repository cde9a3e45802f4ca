import { remembered } from '../../src/values/remembered';

/** A function that is remembered, and the texts that it really was asked about. */
function counted<T>(answer: (text: string) => T) {
  const asked: string[] = [];
  const ask = remembered((text: string) => {
    asked.push(text);
    return answer(text);
  });
  return { ask, asked };
}

test('what was asked once is not worked out again', () => {
  const { ask, asked } = counted((text) => text.length);
  expect([ask('100m'), ask('64Mi'), ask('100m')]).toEqual([4, 4, 4]);
  expect(asked).toEqual(['100m', '64Mi']);
});

test('an answer of null, false or 0 is an answer', () => {
  const { ask, asked } = counted((text) => ({ n: null, f: false, z: 0 })[text]);
  expect(['n', 'f', 'z', 'n', 'f', 'z'].map(ask)).toEqual([null, false, 0, null, false, 0]);
  expect(asked).toHaveLength(3);
});

test('what could not be answered is asked again', () => {
  const { ask, asked } = counted((text) => { throw new Error(text); });
  expect(() => ask('a')).toThrow('a');
  expect(() => ask('a')).toThrow('a');
  expect(asked).toEqual(['a', 'a']);
});

test('it keeps but so many answers, and none to a long text', () => {
  const { ask, asked } = counted((text) => text);
  const long = 'x'.repeat(500);
  ask(long);
  ask(long);
  expect(asked).toEqual([long, long]);
  for (let i = 0; i < 10_000; i++) ask(String(i));
  expect(ask('0')).toBe('0');
  expect(asked.filter((text) => text === '0')).toHaveLength(2);
});

test('texts of every script come back as they were', () => {
  const { ask } = counted((text) => text);
  for (const text of ['', 'größe', '日本語', '😀', '\ud800']) expect([ask(text), ask(text)]).toEqual([text, text]);
});
