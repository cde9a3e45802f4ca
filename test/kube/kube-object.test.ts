import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { KubeObject } from '../../src/kube/kube-object';
import { shop } from '../kit';

/** An object that is rendered from what a test changes in between. */
function object(state: { labels?: any; annotations?: any; body: any; name?: string }) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop', labels: { chart: 'yes' } });
  return new KubeObject(chart, 'it', {
    apiVersion: 'v1', kind: 'ConfigMap', name: state.name === undefined ? 'it' : () => state.name!, render: () => state,
  });
}

describe('an object', () => {
  test('is rendered when asked for, from what is so then', () => {
    const state: { body: any } = { body: { data: { a: '1' } } };
    const it = object(state);
    state.body = { data: { b: '2' } };
    expect(it.toJson()).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'it', namespace: 'shop', labels: { chart: 'yes' } }, data: { b: '2' } });
  });

  test('forgets fields and labels that are no longer so', () => {
    const state: any = { body: { data: { a: '1' }, immutable: true }, labels: { x: '1' }, annotations: { y: '1' } };
    const it = object(state);
    it.toJson();
    Object.assign(state, { body: { data: {} }, labels: {}, annotations: {} });
    expect(it.toJson()).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'it', namespace: 'shop', labels: { chart: 'yes' } }, data: {} });
  });

  test('keeps what a user puts into its metadata by hand', () => {
    const it = object({ body: {}, labels: { x: '1' } });
    it.metadata.addLabel('x', 'mine');
    it.metadata.addAnnotation('note', 'mine');
    it.toJson();
    expect(it.toJson().metadata).toMatchObject({ labels: { x: 'mine', chart: 'yes' }, annotations: { note: 'mine' } });
  });

  test('may be named by its content', () => {
    const state = { body: {}, name: 'first' };
    const it = object(state);
    state.name = 'second';
    expect([it.name, it.metadata.name, it.toJson().metadata.name]).toEqual(['second', 'second', 'second']);
  });

  test('lets patches through, also to fields that are newer than the 1.28 types', () => {
    const it = shop();
    const deployment = it.checkout.node.findAll().find((c): c is ApiObject => c instanceof ApiObject && c.kind === 'Deployment')!;
    deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false));
    deployment.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds', 7));
    expect(it.pod().hostUsers).toBe(false);
    expect(it.container().lifecycle.preStop.sleep.seconds).toBe(7);
    expect(it.container().lifecycle.preStop.sleep.seconds).toBe(7);
  });

  test('is found by the name of its construct: the Deployment is the workload\'s default child', () => {
    expect((shop().checkout.node.defaultChild as ApiObject).kind).toBe('Deployment');
  });
});
