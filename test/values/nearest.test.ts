import { nearest } from '../../src/values/nearest';

describe('the name that was probably meant', () => {
  test.each([
    ['replcas', ['replicas', 'selector'], 'replicas'],
    ['CACHE_TLT', ['CACHE_TTL', 'CACHE_SIZE'], 'CACHE_TTL'],
    ['Kind', ['kind'], 'kind'],
  ])('of %s among %p is %s', (word, words, meant) => expect(nearest(word, words)).toBe(meant));

  test('is none when more than two slips lie between', () => expect(nearest('memory', ['cpu', 'replicas'])).toBeUndefined());
  test('is none for short words that only look alike', () => expect(nearest('cpu', ['gpus'])).toBeUndefined());
});
