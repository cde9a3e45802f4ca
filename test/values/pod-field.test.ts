import { PodField } from '../../src';
import { on, shop } from '../kit';

describe('what only the kubelet knows', () => {
  test('is read from the pod', () => {
    const it = shop({ podEnv: { MY_NODE: PodField.NODE_NAME, TEAM: PodField.label('owner'), NOTE: PodField.annotation('example.com/note') } });
    expect(it.container().env).toContainEqual({ name: 'MY_NODE', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } });
    expect(it.container().env).toContainEqual({ name: 'TEAM', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['owner']" } } });
    expect(it.container().env).toContainEqual({ name: 'NOTE', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.annotations['example.com/note']" } } });
    expect(it.problems).toEqual([]);
  });

  test('or from the container, in bytes and in millicores', () => {
    const it = shop({ podEnv: { MEMORY_BYTES: PodField.MEMORY_LIMIT, CPU_MILLIS: PodField.CPU_REQUEST } });
    expect(it.container().env).toContainEqual({ name: 'MEMORY_BYTES', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1' } } });
    expect(it.container().env).toContainEqual({ name: 'CPU_MILLIS', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } } });
  });

  test.each([['1.28', ['env/no-topology-label']], ['1.33', ['env/no-topology-label']], ['1.35', []], ['1.37', []]])('has a zone from 1.35 on: %s', (version, slugs) => {
    expect(shop({ podEnv: { ZONE: PodField.ZONE } }, on(version)).problems).toEqual(slugs);
  });

  test('is refused under a key that is no label', () => {
    expect(shop({ podEnv: { X: PodField.label('not a key') } }).problems).toEqual(['label/bad-key']);
  });

  test('can be written by a trait or by hand', () => {
    const it = shop();
    it.checkout.draft.addEnvFromPod('HOST', PodField.NODE_IP, 'the agent on the node answers there');
    expect(it.container().env).toContainEqual({ name: 'HOST', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } } });
  });
});
