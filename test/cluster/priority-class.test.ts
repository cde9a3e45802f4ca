import { Placement, PriorityClass, PriorityClassProps } from '../../src';
import { refusalOf, shop } from '../kit';

function classIn(name: string, props: PriorityClassProps) {
  const it = shop();
  const made = new PriorityClass(it.chart, name, props);
  return { it, made, spec: () => it.find('PriorityClass', name) };
}

test('says who goes first, in no namespace', () => {
  const { made, spec } = classIn('shop-critical', { value: 100_000, description: 'what customers pay with' });
  expect(made.className).toBe('shop-critical');
  expect(spec()).toEqual({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'shop-critical', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-gopher' } },
    value: 100_000,
    description: 'what customers pay with',
    preemptionPolicy: 'PreemptLowerPriority',
  });
});

test('need not push anybody out, and may be for whoever names none', () => {
  expect(classIn('patient', { value: 10, preempts: false, byDefault: true }).spec()).toMatchObject({ globalDefault: true, preemptionPolicy: 'Never' });
});

test.each([
  ['system-shop', 1, /priority\/reserved-name/],
  ['shop', 1_000_000_001, /priority\/bad-value: the priority shop is 1000000001/],
  ['shop', -(2 ** 31) - 1, /priority\/bad-value/],
  ['shop', 1.5, /priority\/bad-value/],
  ['shop', Number.NaN, /priority\/bad-value/],
  ['My Class', 1, /name\/not-a-dns-subdomain/],
])('%s with %d is refused', (name, value, message) => expect(refusalOf(classIn(name, { value }).it.chart)).toMatch(message));

test('a workload that names it finds it', () => {
  const { it, made } = classIn('shop-critical', { value: 1000 });
  it.checkout.addTraits(new Placement({ priorityClass: made.className }));
  expect(it.pod().priorityClassName).toBe('shop-critical');
});
