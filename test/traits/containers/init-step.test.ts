import { Size } from 'cdk8s';
import { Image, InitStep, InitStepProps, Sidecar } from '../../../src';
import { on, shop } from '../../kit';

const image = Image.of('registry.example.com/shop/model:2.0.0');
const after = (props: Partial<InitStepProps> = {}, name: string = 'fetch-model') => shop({ traits: [new InitStep(name, { image, ...props })] });

test('a step runs to its end before the program, and may leave files for it', () => {
  const it = after({ args: ['--to', '/tmp/model'], sharesFiles: ['/tmp'], memory: Size.mebibytes(32) });
  expect(it.problems).toEqual([]);
  expect(it.pod().initContainers).toEqual([expect.objectContaining({
    name: 'fetch-model',
    image: image.toString(),
    args: ['--to', '/tmp/model'],
    resources: { requests: { 'cpu': '100m', 'memory': '32Mi', 'ephemeral-storage': '64Mi' }, limits: { 'memory': '32Mi', 'ephemeral-storage': '64Mi' } },
    volumeMounts: [{ name: 'scratch-tmp', mountPath: '/tmp' }],
    securityContext: it.container().securityContext,
  })]);
  expect(it.pod().initContainers[0].restartPolicy).toBeUndefined();
});

test('steps run in their order, after native sidecars have started', () => {
  const it = shop({ traits: [new InitStep('b', { image, order: 1 }), new InitStep('a', { image, order: 2 }), new Sidecar('proxy', { image })] });
  expect(it.pod().initContainers.map((c: any) => c.name)).toEqual(['proxy', 'b', 'a']);
});

test('two steps, or a step and a sidecar, cannot be one container', () => {
  expect(shop({ traits: [new InitStep('x', { image }), new Sidecar('x', { image })] }).problems).toEqual(['draft/conflict']);
  expect(after({}, 'checkout').problems).toEqual(['container/name-taken']);
});

test('a variable without a value is refused', () => expect(after({ env: { SHARD: undefined as any } }).problems).toEqual(['env/no-value']));
test('a literal secret is refused', () => expect(after({ env: { DB_PASSWORD: 'hunter2' } }).problems).toEqual(['env/literal-secret']));
test('a name that cannot be is refused', () => expect(after({}, 'Fetch Model').problems).toEqual(['container/bad-name']));

test('it can be removed, and comes in any order', () => {
  const traits = [new InitStep('a', { image }), new InitStep('b', { image })];
  expect(shop({ traits }).objects).toEqual(shop({ traits: [...traits].reverse() }).objects);
  const it = shop({ traits });
  traits.forEach((trait) => it.checkout.removeTrait(trait.traitId));
  expect(it.objects).toEqual(shop().objects);
});

test.each(['1.28', '1.33', '1.37'])('it reads alike on Kubernetes %s', (version) => {
  expect(shop({ traits: [new InitStep('a', { image })] }, on(version)).pod().initContainers).toHaveLength(1);
});
