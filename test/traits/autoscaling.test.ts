import { Duration } from 'cdk8s';
import { Autoscaling, Percent, Platform } from '../../src';
import { on, shop } from '../kit';

const autoscaled = (props: object) => shop({ traits: [new Autoscaling(props)] });

describe('autoscaling', () => {
  test('runs 2 to 10 pods of its Deployment', () => {
    expect(shop().find('HorizontalPodAutoscaler').spec).toMatchObject({
      minReplicas: 2, maxReplicas: 10, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' },
    });
  });

  test('looks at the CPU of the program only, so sidecars do not blur it', () => {
    expect(shop().find('HorizontalPodAutoscaler').spec.metrics).toEqual([{
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'checkout', target: { type: 'Utilization', averageUtilization: 70 } },
    }]);
  });

  test('names a container that the pod has', () => {
    const it = shop();
    expect(it.find('HorizontalPodAutoscaler').spec.metrics[0].containerResource.container).toBe(it.container().name);
  });

  test('adds pods at once, and takes a quarter a minute after five quiet minutes', () => {
    const { scaleUp, scaleDown } = shop().find('HorizontalPodAutoscaler').spec.behavior;
    expect(scaleUp.stabilizationWindowSeconds).toBe(0);
    expect(scaleDown).toMatchObject({ stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }] });
  });

  test.each([
    [{ maxReplicas: 40 }, 2, 40],
    [{ minReplicas: 5 }, 5, 10],
    [{ minReplicas: 12 }, 12, 12],
    [{ minReplicas: 3, maxReplicas: 3 }, 3, 3],
  ])('with %p runs %i to %i pods', (props, min, max) => {
    const it = autoscaled(props);
    expect(it.problems).toEqual([]);
    expect(it.find('HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: min, maxReplicas: max });
  });

  test.each([
    ['min above max', { minReplicas: 5, maxReplicas: 3 }, 'autoscaling/min-above-max'],
    ['no pods', { minReplicas: 0 }, 'autoscaling/bad-bounds'],
    ['half a pod', { maxReplicas: 2.5 }, 'autoscaling/bad-bounds'],
    ['no number', { maxReplicas: Number.NaN }, 'autoscaling/bad-bounds'],
    ['no end', { maxReplicas: Number.POSITIVE_INFINITY }, 'autoscaling/bad-bounds'],
    ['no CPU', { cpu: Percent.of(0) }, 'percent/out-of-range'],
    ['too much CPU', { cpu: Percent.of(1001) }, 'percent/out-of-range'],
    ['half a second', { scaleDownAfter: Duration.millis(500) }, 'autoscaling/bad-window'],
    ['two hours', { scaleDownAfter: Duration.hours(2) }, 'autoscaling/bad-window'],
  ])('refuses %s', (_, props, slug) => {
    expect(autoscaled(props).problems).toEqual([slug]);
  });

  test('is not there on a developer\'s machine', () => {
    expect(shop({}, Platform.kind()).all('HorizontalPodAutoscaler')).toEqual([]);
  });

  test.each([['1.28'], ['1.37']])('speaks autoscaling/v2 on Kubernetes %s', (version) => {
    expect(shop({}, on(version)).find('HorizontalPodAutoscaler').apiVersion).toBe('autoscaling/v2');
  });
});

describe('D7: two owners of one number of pods', () => {
  test('with an autoscaler the manifest carries no number', () => {
    expect(shop().deployment().replicas).toBeUndefined();
  });

  test('with a fixed number there is no autoscaler', () => {
    const it = shop({ replicas: 3 });
    expect(it.deployment().replicas).toBe(3);
    expect(it.all('HorizontalPodAutoscaler')).toEqual([]);
  });

  test('asking for both is refused', () => {
    expect(shop({ replicas: 3, traits: [new Autoscaling()] }).problems).toContain('replicas/two-owners');
  });

  test('a number that was fixed in the draft is refused as well', () => {
    const it = shop();
    it.checkout.draft.fixReplicas(3);
    expect(it.problems).toContain('replicas/two-owners');
  });

  test('leaving the autoscaler out hands the number back', () => {
    expect(shop({ without: [Autoscaling.ID] }).deployment().replicas).toBe(2);
  });
});

describe('D18: an autoscaler that aims at a request nobody makes', () => {
  test('the container requests CPU whenever an autoscaler looks at it', () => {
    const it = shop();
    expect(it.container().resources.requests.cpu).toBe('100m');
  });
});
