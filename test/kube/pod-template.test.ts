import { KubernetesVersion } from '../../src';
import { on, shop } from '../kit';

/** Fields by the minor from which on they may be relied upon. */
const NEWER: Array<[string, number, (it: ReturnType<typeof shop>) => unknown]> = [
  ['lifecycle.preStop.sleep', 30, (it) => it.container().lifecycle?.preStop?.sleep],
  ['resizePolicy', 33, (it) => it.container().resizePolicy],
];

describe('fields newer than 1.28', () => {
  describe.each(KubernetesVersion.supported.map((v): [string, number] => [`${v}`, v.minor]))('on Kubernetes %s', (version, minor) => {
    test.each(NEWER)('%s is written from 1.%i on', (_, since, read) => {
      expect(read(shop({}, on(version))) !== undefined).toBe(minor >= since);
    });
  });
});

describe('a pod', () => {
  test('writes out what the API server would', () => {
    expect(shop().pod()).toMatchObject({ restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' });
  });

  test('has one container, of the workload\'s name', () => {
    expect(shop().pod().containers.map((c: any) => c.name)).toEqual(['checkout']);
  });
});
