import { Duration } from 'cdk8s';
import { DebugMode, Environment, Platform } from '../../../src';
import { shop } from '../../kit';

const elsewhere = { environment: Environment.STAGING };

test('a debugger sees the program, has time and reads more', () => {
  const it = shop({ traits: [new DebugMode()] }, elsewhere);
  expect(it.problems).toEqual([]);
  expect(it.pod()).toMatchObject({ shareProcessNamespace: true, terminationGracePeriodSeconds: 300 });
  expect(it.env('LOG_LEVEL')).toBe('debug');
  expect(it.env('PPROF_ADDR')).toBe('127.0.0.1:6060');
});

test('it is not on in production unless somebody means it', () => {
  expect(shop({ traits: [new DebugMode()] }).problems).toEqual(['debug/in-production']);
  expect(shop({ traits: [new DebugMode({ inProduction: true })] }).problems).toEqual([]);
  expect(shop({ traits: [new DebugMode()] }, Platform.kind()).problems).toEqual([]);
});

test('the grace may be another, but not nothing', () => {
  expect(shop({ traits: [new DebugMode({ grace: Duration.minutes(10) })] }, elsewhere).pod().terminationGracePeriodSeconds).toBe(600);
  expect(shop({ traits: [new DebugMode({ grace: Duration.seconds(5) })] }, elsewhere).problems).toEqual(['duration/out-of-range']);
});

test('what the workload says itself prevails', () => {
  expect(shop({ env: { LOG_LEVEL: 'warn' }, traits: [new DebugMode()] }, elsewhere).env('LOG_LEVEL')).toBe('warn');
});

test('it can be removed', () => {
  const it = shop({ traits: [new DebugMode()] }, elsewhere);
  it.checkout.removeTrait(DebugMode.ID);
  expect(it.objects).toEqual(shop({}, elsewhere).objects);
});
