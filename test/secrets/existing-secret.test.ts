import { ExistingSecret } from '../../src';
import { shop } from '../kit';

describe('a Secret that somebody else makes', () => {
  const stripe = ExistingSecret.of('stripe', ['api-key']);

  test('becomes no object', () => {
    expect(shop({ secretEnv: { STRIPE: stripe.key('api-key') } }).all('Secret')).toEqual([]);
  });

  test('is referred to by name and key', () => {
    expect(`${stripe.key('api-key')}`).toBe('Secret stripe, key api-key');
  });

  test('of a bad name is refused', () => {
    expect(shop({ secretEnv: { STRIPE: ExistingSecret.of('My Stripe', ['k']).key('k') } }).problems).toEqual(['name/not-a-dns-subdomain']);
  });
});
