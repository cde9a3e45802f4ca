import { autoscaler, deployment, meta, planOf, secret, statefulSet } from './plan-kit';

const said = (before: any[], after: any[]) => planOf(before, after).scale.map(String);
const scaled = () => {
  const { replicas: _, ...spec } = deployment().spec as any;
  return { ...deployment(), spec };
};

test('another number of pods is told', () => {
  expect(said([deployment()], [deployment({ replicas: 5 })])).toEqual(['Deployment shop/a: 3 → 5 pods']);
  expect(said([statefulSet()], [statefulSet({ replicas: 1 })])).toEqual(['StatefulSet shop/a: 3 → 1 pods']);
});

test('so are the bounds of an autoscaler, and that there is one', () => {
  expect(said([scaled(), autoscaler(2, 4)], [scaled(), autoscaler(3, 9)])).toEqual(['Deployment shop/a: 2 to 4 → 3 to 9 pods']);
  expect(said([deployment()], [scaled(), autoscaler(3, 3)])).toEqual([]);
  expect(said([deployment()], [scaled(), autoscaler(2, 9)])).toEqual(['Deployment shop/a: 3 → 2 to 9 pods']);
});

test('a workload that comes or goes has none before or after', () => {
  expect(said([secret({})], [secret({}), deployment()])).toEqual(['Deployment shop/a: none → 3 pods']);
  expect(said([secret({}), deployment()], [secret({})])).toEqual(['Deployment shop/a: 3 → none pods']);
});

test('a workload that is renamed has as many as before', () => {
  expect(said([deployment()], [{ ...deployment(), metadata: meta('b') }])).toEqual([]);
});
