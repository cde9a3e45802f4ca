import * as fc from 'fast-check';
import { shapeOf } from '../../../src/plan/normal-form';
import { applied } from '../../../src/plan/server/applied';
import { resultOf } from '../../../src/plan/server/result';
import { stored } from '../../../src/plan/server/stored';
import { readCorpus } from '../../conformance/fuzz/corpus';
import { Update } from '../../conformance/fuzz/updates';
import { deployment, job, pod, secret, service } from '../plan-kit';

/** Objects of every kind, in two versions each that an API server has taken. */
const UPDATES = readCorpus<Update>('update-1.36').filter(({ isRefused }) => !isRefused);
const update = fc.constantFrom(...UPDATES);
const after = (old: any, now: any) => resultOf(old, now, 36).after;

describe('what an API server holds after server-side apply', () => {
  test('once more is what it held', () => {
    fc.assert(fc.property(update, ({ before }) => {
      const { before: held, after: again } = resultOf(before, before, 36);
      expect(again).toEqual(held);
    }));
  });

  test('holds every text and number that was applied', () => {
    fc.assert(fc.property(update, ({ before, after: now }) => {
      const shape = shapeOf(now, 36)!;
      const held = applied(stored(before, 36), before, now, shape);
      expect(held).toEqual(expect.objectContaining(Object.fromEntries(Object.entries(now).filter(([, value]) => typeof value !== 'object'))));
    }));
  });

  test('forgets what was applied and is no longer', () => {
    expect(after(deployment({ minReadySeconds: 9 }), deployment()).spec.minReadySeconds).toBe(0);
    expect(after(secret({ a: 'YQ==', b: 'Yg==' }), secret({ a: 'YQ==' })).data).toEqual({ a: 'YQ==' });
  });

  test('keeps what nobody applied: a default, a text that became data, the labels of a Job', () => {
    expect(after(deployment({ strategy: { type: 'RollingUpdate' } }), deployment({ strategy: { type: 'Recreate' } })).spec.strategy).toEqual({ type: 'Recreate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } });
    expect(after({ ...secret(undefined), stringData: { a: 'a' } }, secret(undefined)).data).toEqual({ a: 'YQ==' });
    expect(Object.keys(after(job(), job({ ttlSecondsAfterFinished: 1 })).spec.template.metadata.labels)).toContain('job-name');
  });

  test('merges the items of a list by their keys', () => {
    const env = (...names: string[]) => deployment({}, pod({}, { env: names.map((name) => ({ name, value: name })) }));
    expect(after(env('A', 'B'), env('B', 'C')).spec.template.spec.containers[0].env.map(({ name }: any) => name)).toEqual(['B', 'C']);
  });

  test('leaves nothing of what loses all it had', () => {
    const hook = (sleep: any) => deployment({}, pod({}, { lifecycle: { preStop: { sleep } } }));
    expect(after(hook({ seconds: 5 }), hook({})).spec.template.spec.containers[0].lifecycle).toEqual({ preStop: {} });
  });

  test('holds a lifecycle that says null, but none of which all was dropped', () => {
    const lifecycle = (value: unknown) => after(deployment(), deployment({}, pod({}, { lifecycle: value }))).spec.template.spec.containers[0].lifecycle;
    expect(lifecycle({ preStop: null })).toEqual({});
    expect(lifecycle({})).toEqual({});
  });

  test('holds nothing where null was applied, not even what it has made', () => {
    expect(after(job(), job({ selector: null })).spec.selector).toBeUndefined();
    expect(after(deployment(), deployment({}, pod({}, { startupProbe: null }))).spec.template.spec.containers[0].startupProbe).toBeUndefined();
  });

  test('lets go what follows from the type of a Service', () => {
    expect(after(service({ type: 'LoadBalancer' }), service()).spec).toEqual(stored(service(), 36).spec);
  });
});
