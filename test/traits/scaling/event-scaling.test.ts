import { Chart, Duration } from 'cdk8s';
import { Autoscaling, Availability, Backlog, EventScaling, EventScalingProps, GoDaemon, GoMicroservice, GoWorker, ITrait, Percent, PodAmount, ScalingTrigger } from '../../../src';
import { isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { IMAGE, on, problemsOf, shop } from '../../kit';
import { findingsIn } from '../../workloads/findings';

const NATS = ScalingTrigger.natsJetStream({
  monitoring: 'nats.messaging.svc.cluster.local:8222', streamName: 'ORDERS', consumer: 'mailer', backlog: Backlog.within(Duration.seconds(30), Duration.millis(200)),
});
const CPU = ScalingTrigger.cpu(Percent.of(70));
const scaled = (props: Partial<EventScalingProps> = {}, traits: ITrait[] = []) => shop({ traits: [new EventScaling({ triggers: [NATS], ...props }), ...traits] });

describe('scaling by what waits', () => {
  test('becomes a ScaledObject, in place of the autoscaler', () => {
    const it = scaled();
    expect(it.all('HorizontalPodAutoscaler')).toEqual([]);
    expect(it.deployment().replicas).toBeUndefined();
    expect(it.find('ScaledObject')).toMatchObject({
      apiVersion: 'keda.sh/v1alpha1',
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' }, minReplicaCount: 2, maxReplicaCount: 10 },
    });
  });

  test('aims at the backlog that a pod works off in time, and explains it', () => {
    const it = scaled();
    expect(it.find('ScaledObject').spec.triggers[0].metadata.lagThreshold).toBe('150');
    expect(it.checkout.explain().valueOf('scaling/by/nats-jetstream ORDERS mailer')).toMatchObject({ value: '150 messages per pod', why: '30 s acceptable / 200 ms per message' });
  });

  test('paces pods as our autoscaler does', () => {
    const ours = shop().find('HorizontalPodAutoscaler').spec.behavior;
    expect(scaled().find('ScaledObject').spec.advanced.horizontalPodAutoscalerConfig.behavior).toEqual(ours);
    const paced = scaled({ scaleDownAfter: Duration.minutes(1), removePerMinute: PodAmount.count(2) }).find('ScaledObject').spec.advanced.horizontalPodAutoscalerConfig.behavior;
    expect(paced.scaleDown).toMatchObject({ stabilizationWindowSeconds: 60, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] });
  });

  test('takes over the autoscaler that a running service has, in one sync', () => {
    const object = scaled().find('ScaledObject');
    expect(object.metadata.annotations['scaledobject.keda.sh/transfer-hpa-ownership']).toBe('true');
    expect(object.spec.advanced.horizontalPodAutoscalerConfig.name).toBe(shop().find('HorizontalPodAutoscaler').metadata.name);
  });

  test('looks at CPU as well where it is to', () => {
    const it = scaled({ triggers: [NATS, CPU] });
    expect(it.problems).toEqual([]);
    expect(it.find('ScaledObject').spec.triggers.map((t: any) => t.type)).toEqual(['nats-jetstream', 'cpu']);
  });
});

describe('no pods while there is no work', () => {
  test('is said by the minimum; the trap of an idle count that KEDA ignores is not there', () => {
    const { spec } = scaled({ minReplicas: 0 }).find('ScaledObject');
    expect(spec).toMatchObject({ minReplicaCount: 0, cooldownPeriod: 300 });
    expect(spec.idleReplicaCount).toBeUndefined();
  });

  test('goes together with a budget: it blocks nothing, and is there when there are pods', () => {
    const it = scaled({ minReplicas: 0 });
    expect(it.problems).toEqual([]);
    expect(it.find('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('can take its time', () => {
    expect(scaled({ minReplicas: 0, zeroAfter: Duration.minutes(20) }).find('ScaledObject').spec.cooldownPeriod).toBe(1200);
  });

  test('where it never happens, KEDA is told nothing about it, or it would warn', () => {
    expect(scaled().find('ScaledObject').spec.cooldownPeriod).toBeUndefined();
  });

  test('is refused where only CPU would say that there is work again', () => {
    expect(scaled({ minReplicas: 0, triggers: [CPU] }).problems).toEqual(['scaling/cannot-wake']);
    expect(scaled({ minReplicas: 0, triggers: [CPU, NATS] }).problems).toEqual([]);
  });
});

describe('one owner of the number of pods', () => {
  test.each([[0], [1]])('of the two autoscalers the last one stays, and nothing of the other (%i)', (last) => {
    const both = [new Autoscaling(), new EventScaling({ triggers: [NATS] })];
    const it = shop();
    it.checkout.addTraits(both[1 - last], both[last]);
    expect([it.all('HorizontalPodAutoscaler').length, it.all('ScaledObject').length]).toEqual(last === 1 ? [0, 1] : [1, 0]);
    expect(it.problems).toEqual([]);
  });

  test('a fixed number beside it is refused', () => {
    expect(shop({ replicas: 3, traits: [new EventScaling({ triggers: [NATS] })] }).problems).toContain('replicas/two-owners');
  });

  test('left out again, hands the number back', () => {
    const it = scaled();
    it.checkout.removeTrait(EventScaling.ID);
    expect(it.all('ScaledObject')).toEqual([]);
    expect(it.deployment().replicas).toBe(2);
  });

  test('a daemon has none', () => {
    const it = shop();
    expect(problemsOf(new GoDaemon(it.chart, 'agent', { image: IMAGE, traits: [new EventScaling({ triggers: [NATS] })] }))).toEqual(['daemon/trait-for-replicas']);
  });
});

describe('what could not work', () => {
  test.each<[string, Partial<EventScalingProps>, string]>([
    ['nothing to look at', { triggers: [] }, 'scaling/no-triggers'],
    ['one trigger twice', { triggers: [NATS, NATS] }, 'scaling/trigger-twice'],
    ['less than no pods', { minReplicas: -1 }, 'autoscaling/bad-bounds'],
    ['no pods at most', { minReplicas: 0, maxReplicas: 0 }, 'autoscaling/bad-bounds'],
    ['a minimum above the maximum', { minReplicas: 5, maxReplicas: 3 }, 'autoscaling/min-above-max'],
    ['a last pod that never goes', { zeroAfter: Duration.minutes(1) }, 'scaling/never-zero'],
    ['half a second', { minReplicas: 0, zeroAfter: Duration.millis(500) }, 'scaling/bad-cooldown'],
    ['a window of two hours', { scaleUpAfter: Duration.hours(2) }, 'autoscaling/bad-window'],
    ['no pod a minute', { removePerMinute: PodAmount.count(0) }, 'autoscaling/no-pace'],
    ['one pod and a budget', { minReplicas: 1 }, 'availability/single-pod'],
  ])('is refused: %s', (_, props, slug) => {
    expect(scaled(props).problems).toEqual([slug]);
  });

  test('one pod is fine where the outage is accepted', () => {
    expect(shop({ traits: [new EventScaling({ triggers: [NATS], minReplicas: 1 })], without: [Availability.ID] }).problems).toEqual([]);
  });
});

describe('with all rules on', () => {
  const makers: Array<[string, (chart: Chart) => unknown]> = [
    ['a service', (c) => new GoMicroservice(c, 'checkout', { image: IMAGE, traits: [new EventScaling({ triggers: [NATS, CPU] })] })],
    ['a worker without pods at night', (c) => new GoWorker(c, 'mailer', { image: IMAGE, traits: [new EventScaling({ triggers: [NATS], minReplicas: 0 })] })],
  ];
  test.each(makers.flatMap(([what, make]) => ['1.28', '1.33', '1.37'].map((version): [string, string, (chart: Chart) => unknown] => [what, version, make])))(
    'nothing is found: %s on Kubernetes %s', (_, version, make) => {
      expect(findingsIn(make, on(version))).toEqual([]);
    });
});

(isJudgeBuilt() ? test : test.skip)('KEDA takes what is written, as its own definitions say', () => {
  const sqs = ScalingTrigger.sqs({ queueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders', region: 'eu-west-1', backlog: Backlog.perPod(5) });
  expect(judge(scaled({ minReplicas: 0, triggers: [NATS, CPU, sqs], addPerMinute: PodAmount.percent(50) }).objects)).toEqual([]);
});
