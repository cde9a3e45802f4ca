import { Duration } from 'cdk8s';
import { HealthChecks, PodAmount, Port, Rollout } from '../../src';
import { shop } from '../kit';

describe('a rollout', () => {
  test('never serves with fewer pods than before', () => {
    expect(shop().deployment().strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } });
  });

  test('counts a pod that stayed ready for 10 s, reports being stuck after 300 s, keeps 5 versions', () => {
    expect(shop().deployment()).toMatchObject({ minReadySeconds: 10, progressDeadlineSeconds: 300, revisionHistoryLimit: 5 });
  });

  test('waits for clients that balance by DNS, as they look up names every 30 s at most', () => {
    const it = shop({ ports: [Port.grpc(9090)] });
    it.service('frontend').calls(it.checkout);
    expect(it.deployment().minReadySeconds).toBe(30);
    expect(it.deployment('frontend').minReadySeconds).toBe(10);
  });

  test('takes what is said', () => {
    const trait = new Rollout({
      maxSurge: PodAmount.count(3), maxUnavailable: PodAmount.percent(10), minReady: Duration.seconds(0), progressDeadline: Duration.minutes(10), revisionHistory: 0,
    });
    expect(shop({ traits: [trait] }).deployment()).toMatchObject({
      strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: '10%' } },
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 0,
    });
  });

  test.each([
    ['no pod to come and none to go', { maxSurge: PodAmount.count(0) }, 'rollout/cannot-move'],
    ['no share to come and none to go', { maxSurge: PodAmount.percent(0), maxUnavailable: PodAmount.percent(0) }, 'rollout/cannot-move'],
    ['half a pod', { maxSurge: PodAmount.count(0.5) }, 'amount/out-of-range'],
    ['more than all', { maxUnavailable: PodAmount.percent(101) }, 'amount/out-of-range'],
    ['a negative history', { revisionHistory: -1 }, 'rollout/bad-history'],
    ['half a second', { minReady: Duration.millis(500) }, 'duration/out-of-range'],
    ['no time at all', { progressDeadline: Duration.seconds(0) }, 'duration/out-of-range'],
    ['a deadline that good pods miss', { progressDeadline: Duration.seconds(70) }, 'rollout/deadline-too-short'],
  ])('refuses %s', (_, props, slug) => {
    expect(shop({ traits: [new Rollout(props)] }).problems).toContain(slug);
  });

  test('gives a slow start two minutes more than it may take', () => {
    expect(shop().deployment().progressDeadlineSeconds).toBe(300);
    expect(shop({ traits: [new HealthChecks({ startupBudget: Duration.minutes(10) })] }).deployment().progressDeadlineSeconds).toBe(730);
  });
});

describe('D6: an outage per deploy', () => {
  test('no served workload is stopped before its successor runs', () => {
    expect(shop().deployment().strategy.type).toBe('RollingUpdate');
  });
});
