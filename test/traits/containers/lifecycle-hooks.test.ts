import { Duration } from 'cdk8s';
import { GracefulDrain, Hook, LifecycleHooks, LifecycleHooksProps, Port } from '../../../src';
import { on, shop } from '../../kit';

const seconds = (n: number) => Duration.seconds(n);
const hooked = (props: LifecycleHooksProps, delay: number = 0, platform?: object) => shop({ traits: [new LifecycleHooks(props), new GracefulDrain({ delay: seconds(delay) })] }, platform);

test('a hook runs at the start, beside the one that drains', () => {
  const it = hooked({ postStart: Hook.exec(['/app', 'warm-up']) }, 5);
  expect(it.problems).toEqual([]);
  expect(it.container().lifecycle).toEqual({ postStart: { exec: { command: ['/app', 'warm-up'] } }, preStop: { sleep: { seconds: 5 } } });
});

test('a hook of one\'s own runs at the end, where the drain has none', () => {
  const it = shop({ traits: [new LifecycleHooks({ preStop: Hook.http('/drain', Port.http(8081)), preStopTakes: seconds(4) }), new GracefulDrain({ delay: seconds(0) })] });
  expect(it.problems).toEqual([]);
  expect(it.container().lifecycle).toEqual({ preStop: { httpGet: { path: '/drain', port: 8081, scheme: 'HTTP' } } });
});

test('two hooks for the end are refused: one would be lost', () => {
  const it = hooked({ preStop: Hook.exec(['/app', 'bye']), preStopTakes: seconds(1) }, 5);
  expect(it.problems).toEqual(['hook/two-pre-stops']);
  expect(it.checkout.problems()[0].what).toMatch(/^graceful-drain waits 5 s/);
});

test('what the hook takes must fit into the grace period', () => {
  expect(hooked({ preStop: Hook.exec(['/app', 'bye']), preStopTakes: seconds(4) }).problems).toEqual([]);
  expect(hooked({ preStop: Hook.exec(['/app', 'bye']), preStopTakes: seconds(5) }).problems).toEqual(['hook/grace-too-short']);
});

test('a hook may wait, from Kubernetes 1.30 on', () => {
  const props = { preStop: Hook.sleep(seconds(3)), preStopTakes: seconds(3) };
  expect(hooked(props, 0, on('1.30')).container().lifecycle).toEqual({ preStop: { sleep: { seconds: 3 } } });
  expect(hooked(props, 0, on('1.37')).problems).toEqual([]);
  expect(hooked(props, 0, on('1.28')).problems).toEqual(['hook/no-sleep']);
});

test.each<[string, LifecycleHooksProps, string]>([
  ['no hook', {}, 'hook/none'],
  ['no command', { postStart: Hook.exec([]) }, 'hook/no-command'],
  ['no path', { postStart: Hook.http('drain', Port.http(8081)) }, 'hook/bad-path'],
  ['no port', { postStart: Hook.http('/drain', Port.http(0)) }, 'port/out-of-range'],
  ['no time', { postStart: Hook.sleep(seconds(0)) }, 'hook/bad-sleep'],
  ['half a second', { preStop: Hook.exec(['/app']), preStopTakes: Duration.millis(500) }, 'hook/bad-duration'],
])('%s is refused', (_, props, slug) => expect(hooked(props).problems).toEqual([slug]));

test('it can be removed', () => {
  const it = hooked({ postStart: Hook.exec(['/app']) });
  it.checkout.removeTrait(LifecycleHooks.ID);
  expect(it.container().lifecycle).toBeUndefined();
});
