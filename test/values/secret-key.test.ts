import { SecretKey } from '../../src';

describe('a key of a Secret', () => {
  test('is a reference', () => {
    expect(`${SecretKey.of('stripe', 'api-key')}`).toBe('Secret stripe, key api-key');
    expect(SecretKey.of('stripe', 'api-key')._flaws).toEqual([]);
  });

  test.each([
    ['My Stripe', 'k', 'name/not-a-dns-subdomain'], ['', 'k', 'name/not-a-dns-subdomain'], ['stripe', 'a b', 'config/bad-key'], ['stripe', '', 'config/bad-key'],
  ])('%p, %p is refused', (name, key, slug) => {
    expect(SecretKey.of(name, key)._flaws.map((f) => f.slug)).toEqual([slug]);
  });
});
