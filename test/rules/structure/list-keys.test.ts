import { isClusterWide, isListSet, keysOf, listMapKeys } from '../../../src/rules/structure/list-keys';

describe('the items of a list are told apart', () => {
  test.each<[string, string, string, string[] | undefined]>([
    ['apps/v1', 'Deployment', 'spec.template.spec.containers', ['name']],
    ['apps/v1', 'Deployment', 'spec.template.spec.containers[0].ports', ['containerPort', 'protocol']],
    ['apps/v1', 'Deployment', 'spec.template.spec.containers[3].volumeMounts', ['mountPath']],
    ['apps/v1', 'Deployment', 'spec.template.spec.topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
    ['v1', 'Service', 'spec.ports', ['port', 'protocol']],
    ['v1', 'ConfigMap', 'metadata.ownerReferences', ['uid']],
    ['apps/v1', 'Deployment', 'spec.template.spec.tolerations', undefined],
    ['apps/v1', 'Deployment', 'spec.template.spec.containers[0].args', undefined],
    ['apps/v1', 'Deployment', 'spec.nothing.of.this', undefined],
    ['example.com/v1', 'Widget', 'spec.items', undefined],
  ])('%s %s %s: by %p', (apiVersion, kind, path, keys) => {
    expect(listMapKeys(apiVersion, kind, path)).toEqual(keys);
  });

  test('with the default of a key that is left out', () => {
    expect(keysOf('v1', 'Service', 'spec.ports', { port: 80 })).toEqual(['80', 'TCP']);
  });

  test('or not at all, where each value counts once', () => {
    expect(isListSet('v1', 'ConfigMap', 'metadata.finalizers')).toBe(true);
    expect(isListSet('v1', 'Service', 'spec.ports')).toBe(false);
  });
});

test('it is known which kinds lie in no namespace', () => {
  expect(isClusterWide('rbac.authorization.k8s.io/v1', 'ClusterRole')).toBe(true);
  expect(isClusterWide('rbac.authorization.k8s.io/v1', 'Role')).toBe(false);
  expect(isClusterWide('example.com/v1', 'Widget')).toBeUndefined();
});
