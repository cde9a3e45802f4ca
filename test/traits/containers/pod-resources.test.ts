import { Size } from 'cdk8s';
import { Cpu, Image, PodResources, PodResourcesProps, Sidecar } from '../../../src';
import { on, shop } from '../../kit';

const image = Image.of('registry.example.com/infra/proxy:2.18.0');
const bounded = (props: PodResourcesProps, version: string = '1.34') => shop({ traits: [new PodResources(props), new Sidecar('proxy', { image })] }, on(version));

test.each(['1.34', '1.37'])('a pod is bounded as a whole on Kubernetes %s', (version) => {
  const it = bounded({ cpu: Cpu.millis(500), cpuLimit: Cpu.units(2), memory: Size.mebibytes(512) }, version);
  expect(it.problems).toEqual([]);
  expect(it.pod().resources).toEqual({ requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '2', memory: '512Mi' } });
});

test('what the program may use stays its own', () => {
  const it = bounded({ memory: Size.mebibytes(512) });
  expect(it.pod().resources).toEqual({ requests: { memory: '512Mi' }, limits: { memory: '512Mi' } });
  expect(it.env('GOMEMLIMIT')).toBe('112MiB');
  expect(it.container().resources.limits.memory).toBe('128Mi');
});

test.each(['1.28', '1.33'])('it is refused on Kubernetes %s', (version) => expect(bounded({ cpu: Cpu.units(1) }, version).problems).toEqual(['resources/no-pod-resources']));

test.each<[string, PodResourcesProps, string]>([
  ['nothing', {}, 'resources/none-for-pod'],
  ['less CPU than the containers', { cpu: Cpu.millis(199) }, 'resources/pod-below-containers'],
  ['a CPU limit below that', { cpuLimit: Cpu.millis(199) }, 'resources/pod-below-containers'],
  ['less memory than the containers', { memory: Size.mebibytes(255) }, 'resources/pod-below-containers'],
  ['no CPU', { cpu: Cpu.millis(0) }, 'quantity/bad-cpu'],
  ['no memory', { memory: Size.mebibytes(0) }, 'quantity/bad-size'],
])('%s is refused', (_, props, slug) => expect(bounded(props).problems).toEqual([slug]));

test('exactly what the containers ask for is enough', () => {
  expect(bounded({ cpu: Cpu.millis(200), memory: Size.mebibytes(256) }).problems).toEqual([]);
});

test('it can be removed', () => {
  const it = bounded({ cpu: Cpu.units(1) });
  it.checkout.removeTrait(PodResources.ID);
  expect(it.pod().resources).toBeUndefined();
});
