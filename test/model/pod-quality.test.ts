import { Size } from 'cdk8s';
import { Cpu, GoMicroserviceProps, Image, InitStep, PodResources, Sidecar } from '../../src';
import { on, shop } from '../kit';

const image = Image.of('registry.example.com/infra/proxy:2.18.0');
const exact = { cpu: Cpu.millis(500), cpuLimit: Cpu.millis(500) };
const qualityOf = (props: Partial<GoMicroserviceProps>) => shop(props, on('1.37')).checkout.explain().valueOf('qosClass')?.value;

test.each<[string, string, Partial<GoMicroserviceProps>]>([
  ['Burstable', 'without a CPU limit', {}],
  ['Guaranteed', 'where limit and request are one', exact],
  ['Burstable', 'where the CPU limit is higher', { cpu: Cpu.millis(500), cpuLimit: Cpu.units(1) }],
  ['Burstable', 'where a sidecar has no CPU limit', { ...exact, traits: [new Sidecar('proxy', { image })] }],
  ['Burstable', 'where an init step has no CPU limit', { ...exact, traits: [new InitStep('first', { image })] }],
  ['Guaranteed', 'where the sidecar is bounded as well', { ...exact, traits: [new Sidecar('proxy', { image, ...exact })] }],
  ['Guaranteed', 'where the pod is bounded as a whole', { traits: [new PodResources({ cpu: Cpu.units(1), cpuLimit: Cpu.units(1), memory: Size.gibibytes(1) })] }],
  ['Burstable', 'where the pod\'s own CPU may grow', { ...exact, traits: [new PodResources({ cpu: Cpu.units(1), cpuLimit: Cpu.units(2), memory: Size.gibibytes(1) })] }],
  ['Guaranteed', 'where the pod\'s limit is what its containers request', { ...exact, traits: [new PodResources({ cpuLimit: Cpu.millis(500), memory: Size.mebibytes(128) })] }],
])('the quality of service is %s %s', (expected, _, props) => expect(qualityOf(props)).toBe(expected));

test('it is explained, and written nowhere', () => {
  const it = shop();
  expect(it.checkout.explain().toString()).toMatch(/qosClass +Burstable +the platform +follows from what all containers ask for/);
  expect(JSON.stringify(it.objects)).not.toContain('qosClass');
});
