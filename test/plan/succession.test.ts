import { deployment, meta, named, owner, planOf, pod, secret, statefulSet } from './plan-kit';
import { successions } from '../../src/plan/succession';
import { Manifest } from '../../src/rules/manifest';

const renamed = (before: any[], after: any[]) => planOf(before, after).changes.filter(({ action }) => action === 'renamed').map((change) => `${change.renamedFrom} → ${change.name}`);
const full = (name: string, image: string, more: any = {}) => named(name, { serviceAccountName: name, terminationGracePeriodSeconds: 45 }, { image, args: ['-v'], env: [{ name: 'A', value: '1' }], ...more });

describe('another name', () => {
  test('of the same content is a renaming', () => {
    expect(renamed([deployment()], [{ ...deployment(), metadata: meta('b') }])).toEqual(['a → b']);
    expect(renamed([full('a', 'x:1')], [full('b', 'x:1')])).toEqual(['a → b']);
  });

  test('of the same program with a change besides is a renaming, too', () => {
    expect(renamed([full('a', 'shop/x:1')], [full('b', 'shop/x:2')])).toEqual(['a → b']);
    expect(renamed([full('a', 'shop/x:1')], [full('b', 'shop/x@sha256:abc')])).toEqual(['a → b']);
  });

  test('of another program, of another kind or in another namespace is another object', () => {
    expect(renamed([full('a', 'shop/x:1')], [full('b', 'shop/y:1')])).toEqual([]);
    expect(renamed([deployment()], [{ ...statefulSet(), metadata: meta('b') }])).toEqual([]);
    expect(renamed([deployment()], [{ ...deployment(), metadata: { name: 'b', namespace: 'other' } }])).toEqual([]);
  });

  test('of the same program with little in common is another object', () => {
    expect(renamed([full('a', 'shop/x:1')], [owner('Deployment', { replicas: 1 }, pod({ hostNetwork: true }, { name: 'y', image: 'shop/x:1', command: ['/other'], resources: { requests: { cpu: '1', memory: '1Gi' } } }, { app: 'z' }), 'z')])).toEqual([]);
  });

  test('goes to one heir each, the one that is most alike', () => {
    expect(renamed([full('a', 'shop/x:1'), full('b', 'shop/x:1', { args: ['-b'] })], [full('c', 'shop/x:2', { args: ['-b'] }), full('d', 'shop/x:2')])).toEqual(['a → d', 'b → c']);
  });

  test('of a Secret says nothing of its value', () => {
    const { changes } = planOf([secret({ a: 'b2xk' })], [{ ...secret({ a: 'b2xk' }), metadata: meta('other') }]);
    expect(changes.map(({ action, renamedFrom }) => [action, renamedFrom])).toEqual([['renamed', 'pw']]);
  });

  test('is found for thousands that are alike, in a time that grows with their number', () => {
    const accounts = (name: string) => Array.from({ length: 10_000 }, (_, i) => Manifest.of({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: `${name}-${i}`, namespace: 'shop' } }));
    const [before, after, since] = [accounts('a'), accounts('b'), Date.now()];
    const found = successions(before, after);
    expect(new Set(found.map((succession) => succession.after)).size).toBe(10_000);
    expect(Date.now() - since).toBeLessThan(5000); // 25 s where each is compared with all
  });
});
