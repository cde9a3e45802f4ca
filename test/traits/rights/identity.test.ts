import { Identity } from '../../../src';
import { shop } from '../../kit';

describe('identity', () => {
  test('every workload has a service account of its own', () => {
    const it = shop();
    expect(it.find('ServiceAccount').automountServiceAccountToken).toBe(false);
    expect(it.pod().serviceAccountName).toBe('checkout');
  });

  test('no token is mounted into a program that never talks to the API server', () => {
    expect(shop().pod().automountServiceAccountToken).toBe(false);
  });

  test('without the trait there is no account', () => {
    const it = shop({ without: [Identity.ID] });
    expect(it.all('ServiceAccount')).toEqual([]);
    expect(it.pod().serviceAccountName).toBeUndefined();
  });
});
