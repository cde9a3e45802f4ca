import { Duration } from 'cdk8s';
import { Autoscaling, AutoscalingProps, GoMicroservice, Microservice, Percent, Platform, PodAmount, ScalingMetric } from '../../../src';
import { IMAGE, on, shop } from '../../kit';
import { findingsIn } from '../../workloads/findings';

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

describe('what load is measured by', () => {
  const metricsOf = (props: AutoscalingProps) => autoscaled(props).find('HorizontalPodAutoscaler').spec.metrics;

  test('can be several things, of which the one that asks for the most pods wins', () => {
    expect(metricsOf({
      metrics: [
        ScalingMetric.cpu(Percent.of(60)),
        ScalingMetric.perPod('http_requests_per_second', 200),
        ScalingMetric.ofObject({ metric: 'requests', apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop', perPod: 0.5 }),
        ScalingMetric.external('sqs_visible', 2000, { queue: 'orders' }),
      ],
    })).toEqual([
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'checkout', target: { type: 'Utilization', averageUtilization: 60 } } },
      { type: 'Pods', pods: { metric: { name: 'http_requests_per_second' }, target: { type: 'AverageValue', averageValue: '200' } } },
      {
        type: 'Object',
        object: { describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' }, metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '500m' } },
      },
      { type: 'External', external: { metric: { name: 'sqs_visible', selector: { matchLabels: { queue: 'orders' } } }, target: { type: 'AverageValue', averageValue: '2k' } } },
    ]);
  });

  test('is only what is named; CPU comes with `cpu`', () => {
    const types = (props: AutoscalingProps) => metricsOf(props).map((m: any) => m.type);
    expect(types({ metrics: [ScalingMetric.perPod('rps', 100)] })).toEqual(['Pods']);
    expect(types({ cpu: Percent.of(80), metrics: [ScalingMetric.perPod('rps', 100)] })).toEqual(['ContainerResource', 'Pods']);
  });

  test('is explained', () => {
    expect(shop().checkout.explain().valueOf('scaling/by/cpu')?.value).toBe('70% of the cpu request');
  });

  test.each<[string, AutoscalingProps, string]>([
    ['nothing', { metrics: [] }, 'autoscaling/no-metrics'],
    ['one thing twice', { cpu: Percent.of(70), metrics: [ScalingMetric.cpu(Percent.of(80))] }, 'autoscaling/metric-twice'],
    ['a metric without a name', { metrics: [ScalingMetric.perPod('', 1)] }, 'metric/bad-name'],
  ])('cannot be %s', (_, props, slug) => {
    expect(autoscaled(props).problems).toEqual([slug]);
  });

  test('memory of a Go program is warned of, as its heap does not fall with load; of another program it is not', () => {
    const traits = [new Autoscaling({ metrics: [ScalingMetric.memory(Percent.of(80))] })];
    expect(findingsIn((chart) => new GoMicroservice(chart, 'checkout', { image: IMAGE, traits }))).toEqual([expect.stringContaining('operability/autoscaler-on-memory')]);
    expect(findingsIn((chart) => new Microservice(chart, 'checkout', { image: IMAGE, traits }))).toEqual([]);
  });

  test.each([['1.28'], ['1.33'], ['1.37']])('makes no rule complain on Kubernetes %s', (version) => {
    const traits = [new Autoscaling({ cpu: Percent.of(70), metrics: [ScalingMetric.perPod('rps', 0.25), ScalingMetric.external('x', 1e9)], addPerMinute: PodAmount.count(10) })];
    expect(findingsIn((chart) => new GoMicroservice(chart, 'checkout', { image: IMAGE, traits }), on(version))).toEqual([]);
  });
});

describe('the pace', () => {
  const behavior = (props: AutoscalingProps) => autoscaled(props).find('HorizontalPodAutoscaler').spec.behavior;

  test('can be another in both directions', () => {
    expect(behavior({ scaleUpAfter: Duration.seconds(30), addPerMinute: PodAmount.count(3), removePerMinute: PodAmount.percent(10) })).toEqual({
      scaleUp: { stabilizationWindowSeconds: 30, selectPolicy: 'Max', policies: [{ type: 'Pods', value: 3, periodSeconds: 60 }] },
      scaleDown: { stabilizationWindowSeconds: 300, selectPolicy: 'Max', policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
    });
  });

  test.each<[string, AutoscalingProps, string]>([
    ['no pod a minute', { addPerMinute: PodAmount.count(0) }, 'autoscaling/no-pace'],
    ['no share a minute', { removePerMinute: PodAmount.percent(0) }, 'autoscaling/no-pace'],
    ['half a pod', { addPerMinute: PodAmount.count(0.5) }, 'amount/out-of-range'],
    ['a wait of two hours', { scaleUpAfter: Duration.hours(2) }, 'autoscaling/bad-window'],
  ])('cannot be %s', (_, props, slug) => {
    expect(autoscaled(props).problems).toEqual([slug]);
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
