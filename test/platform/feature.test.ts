import { KubernetesVersion } from '../../src';
import { Feature } from '../../src/platform/feature';

describe('fields that are newer than the oldest supported cluster', () => {
  test.each([
    ['the sleep hook', Feature.PRE_STOP_SLEEP, 30],
    ['resizing in place', Feature.IN_PLACE_RESIZE, 33],
    ['an autoscaler\'s tolerance', Feature.HPA_TOLERANCE, 35],
    ['the zone in the downward API', Feature.ZONE_LABEL, 35],
    ['relaxed names of variables', Feature.RELAXED_ENV_NAMES, 32],
    ['when a Job replaces pods', Feature.POD_REPLACEMENT, 29],
    ['failures counted per index', Feature.BACKOFF_PER_INDEX, 29],
    ['a Job\'s success policy', Feature.SUCCESS_POLICY, 31],
  ])('%s is written from the minor on in which it is on by default', (_, feature, minor) => {
    expect(feature).toBe(minor);
  });

  test('come within the supported versions', () => {
    const minors = KubernetesVersion.supported.map((v) => v.minor);
    for (const minor of Object.values(Feature)) expect(minors).toContain(minor);
  });
});
