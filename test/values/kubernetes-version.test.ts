import { KubernetesVersion } from '../../src';

describe('a Kubernetes version', () => {
  test('from 1.28 to 1.37 can be rendered for', () => {
    expect(KubernetesVersion.supported.map((v) => `${v}`)).toEqual(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']);
    for (const version of KubernetesVersion.supported) expect(version._flaws).toEqual([]);
  });

  test.each([['1.33', 33], ['v1.33', 33], ['1.33.4', 33], ['v1.33.4-gke.1200', 33], [' 1.30 ', 30]])('%p is the minor %i', (text, minor) => {
    expect(KubernetesVersion.of(text).minor).toBe(minor);
    expect(KubernetesVersion.of(text)._flaws).toEqual([]);
  });

  test.each(['1.27', '1.38', '1', '2.33', 'latest', '', '1.33.x', '1.-33', 'ü'])('%p cannot be rendered for', (text) => {
    expect(KubernetesVersion.of(text)._flaws.map((f) => f.slug)).toEqual(['platform/unknown-kubernetes-version']);
  });

  test('knows what came with a minor', () => {
    expect([29, 30, 31].map((minor) => KubernetesVersion.of('1.30').isAtLeast(minor))).toEqual([true, true, false]);
  });

  test('that is none has nothing', () => {
    expect(KubernetesVersion.of('latest').isAtLeast(28)).toBe(false);
  });
});
