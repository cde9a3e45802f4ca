import { UserNamespace } from '../../../src';
import { on, shop } from '../../kit';

test.each(['1.33', '1.37'])('pods have users of their own on Kubernetes %s', (version) => {
  const it = shop({ traits: [new UserNamespace()] }, on(version));
  expect(it.problems).toEqual([]);
  expect(it.pod().hostUsers).toBe(false);
});

test.each(['1.28', '1.32'])('it is refused on Kubernetes %s, which has them switched off', (version) => {
  const it = shop({ traits: [new UserNamespace()] }, on(version));
  expect(it.problems).toEqual(['security/no-user-namespaces']);
  expect(it.checkout.problems()[0].what).toContain(version);
});

test('it can be removed', () => {
  const it = shop({ traits: [new UserNamespace()] });
  it.checkout.removeTrait(UserNamespace.ID);
  expect(it.pod().hostUsers).toBeUndefined();
});
