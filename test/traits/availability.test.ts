import { Autoscaling, Availability, Platform, PodAmount } from '../../src';
import { shop } from '../kit';

const budget = (maxUnavailable: PodAmount) => [new Availability({ maxUnavailable })];

describe('a drain of nodes', () => {
  test('may take one pod at a time', () => {
    expect(shop().find('PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('is never held up by a pod that is broken anyway', () => {
    expect(shop().find('PodDisruptionBudget').spec.unhealthyPodEvictionPolicy).toBe('AlwaysAllow');
  });

  test.each([
    ['one of two', 2, PodAmount.count(1), []],
    ['two of two', 2, PodAmount.count(2), ['availability/takes-all']],
    ['half of two', 2, PodAmount.percent(50), []],
    ['51 % of two: the budget rounds up', 2, PodAmount.percent(51), ['availability/takes-all']],
    ['1 % of three: the budget rounds up', 3, PodAmount.percent(1), []],
    ['none of three', 3, PodAmount.count(0), ['availability/blocks-drains']],
    ['0 % of three', 3, PodAmount.percent(0), ['availability/blocks-drains']],
    ['one of one', 1, PodAmount.count(1), ['availability/single-pod']],
    ['none of none', 0, PodAmount.count(1), []],
    ['half a pod', 2, PodAmount.count(0.5), ['amount/out-of-range']],
  ])('takes some and leaves some: %s', (_, replicas, amount, expected) => {
    expect(shop({ replicas, traits: budget(amount) }).problems).toEqual(expected);
  });

  test('counts with the autoscaler\'s minimum', () => {
    const traits = (minReplicas: number) => [new Autoscaling({ minReplicas }), ...budget(PodAmount.count(3))];
    expect(shop({ traits: traits(3) }).problems).toEqual(['availability/takes-all']);
    expect(shop({ traits: traits(4) }).problems).toEqual([]);
  });

  test('a single pod can be accepted by leaving the trait out', () => {
    const it = shop({ replicas: 1, without: [Availability.ID] });
    expect(it.problems).toEqual([]);
    expect(it.all('PodDisruptionBudget')).toEqual([]);
  });
});

describe('the number of pods', () => {
  test('is two where nobody else decides', () => {
    expect(shop({ without: [Autoscaling.ID] }).deployment().replicas).toBe(2);
  });

  test('is one on a developer\'s machine, without a budget and without spreading', () => {
    const it = shop({}, Platform.kind());
    expect(it.deployment().replicas).toBe(1);
    expect(it.all('PodDisruptionBudget')).toEqual([]);
    expect(it.pod().topologySpreadConstraints).toBeUndefined();
    expect(it.problems).toEqual([]);
  });
});

describe('D9: a budget that vanishes where an autoscaler runs one pod too few', () => {
  test('the budget is there, and its number follows from what really runs at least', () => {
    expect(shop({ traits: [new Autoscaling({ minReplicas: 2 })] }).find('PodDisruptionBudget')).toBeDefined();
  });

  test('a minimum of one is refused, as a drain would be an outage', () => {
    expect(shop({ traits: [new Autoscaling({ minReplicas: 1 })] }).problems).toEqual(['availability/single-pod']);
  });
});

describe('D17: pods that find no place', () => {
  test('pods are spread over zones and hosts, but always scheduled', () => {
    const constraints = shop().pod().topologySpreadConstraints;
    expect(constraints.map((c: any) => c.topologyKey).sort()).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
    expect(constraints.map((c: any) => c.whenUnsatisfiable)).toEqual(['ScheduleAnyway', 'ScheduleAnyway']);
  });

  test('the spread counts these pods and no others', () => {
    for (const constraint of shop().pod().topologySpreadConstraints) {
      expect(constraint.labelSelector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } });
    }
  });

  test('nothing forbids two pods on one host', () => {
    const { podAntiAffinity, ...others } = shop().pod().affinity;
    expect([Object.keys(podAntiAffinity), others]).toEqual([['preferredDuringSchedulingIgnoredDuringExecution'], {}]);
  });
});
