import { complaints, featuresPage, pageWithMatrix } from './features-matrix';

describe('the comparison in docs/features.md', () => {
  test('claims nothing without a test, and leaves no gap without a reason', () => {
    expect(complaints()).toEqual([]);
  });

  test('is what the rows say; after a change: npm run docs:features', () => {
    expect(featuresPage()).toBe(pageWithMatrix());
  });
});
