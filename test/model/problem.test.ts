import { Problem } from '../../src';

describe('a problem', () => {
  test('says place, slug, what is wrong and what to do, in one line', () => {
    const problem = Problem._at('shop/checkout', { slug: 'image/none', what: 'nobody says which image runs', remedy: 'Give one.' });
    expect(`${problem}`).toBe('[shop/checkout] image/none: nobody says which image runs. Give one.');
    expect(problem.message).toBe('image/none: nobody says which image runs. Give one.');
  });

  test('ends its first sentence once', () => {
    expect(Problem._at('', { slug: 'a/b', what: 'Is it?', remedy: 'Yes.' }).message).toBe('a/b: Is it? Yes.');
  });
});
