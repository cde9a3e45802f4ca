import { perRevision, Revision } from '../../src/model/revision';

describe('what is computed from drafts', () => {
  test('is computed once, and again after something was written', () => {
    let count = 0;
    const value = perRevision(() => ++count);
    expect([value(), value()]).toEqual([1, 1]);
    Revision.advance();
    expect(value()).toBe(2);
  });
});
