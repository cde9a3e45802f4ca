import { KubeIdentity } from '../../src/kube/identity';

describe('an identity', () => {
  test('selects by the name and nothing else, as selectors can never change', () => {
    expect(new KubeIdentity('checkout', 'shop').selector).toEqual({ 'app.kubernetes.io/instance': 'checkout' });
  });

  test('is found under its full name in a namespace, and under its short name where none is known', () => {
    expect(new KubeIdentity('checkout', 'shop').hostOf('checkout', 'cluster.local')).toBe('checkout.shop.svc.cluster.local');
    expect(new KubeIdentity('checkout').hostOf('checkout', 'cluster.local')).toBe('checkout');
  });
});
