import { Size } from 'cdk8s';
import {
  Autoscaling, Backlog, Cpu, DatabaseEngine, EventScaling, ExistingSecret, GoCronJob, GoJob, GoMicroservice, Microservice, Percent, ScalingMetric, ScalingTrigger, Schedule, StatefulDatabase,
  VerticalScaling, VerticalScalingMode, VerticalScalingProps,
} from '../../../src';
import { isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { find, IMAGE, newChart, objectsOf, on, problemsOf, shop } from '../../kit';
import { findingsIn } from '../../workloads/findings';

const { RECOMMEND, AT_START, CONTINUOUS } = VerticalScalingMode;
const vertical = (props: VerticalScalingProps = {}, version: string = '1.33', more: object = { replicas: 3 }) => shop({ traits: [new VerticalScaling(props)], ...more }, on(version));
const policy = (it: ReturnType<typeof vertical>) => it.find('VerticalPodAutoscaler').spec.resourcePolicy.containerPolicies[0];

describe('vertical scaling', () => {
  test('only recommends, CPU and memory, beside the autoscaler of the golden path', () => {
    const it = shop({ traits: [new VerticalScaling()] });
    expect(it.problems).toEqual([]);
    expect(it.find('VerticalPodAutoscaler')).toMatchObject({
      apiVersion: 'autoscaling.k8s.io/v1',
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' },
        updatePolicy: { updateMode: 'Off' },
        resourcePolicy: { containerPolicies: [{ containerName: 'checkout', mode: 'Auto', controlledResources: ['cpu', 'memory'] }, { containerName: '*', mode: 'Off' }] },
      },
    });
  });

  test('names a container that the pod has, and leaves sidecars alone', () => {
    const it = vertical();
    expect(policy(it).containerName).toBe(it.container().name);
    expect(it.find('VerticalPodAutoscaler').spec.resourcePolicy.containerPolicies[1]).toEqual({ containerName: '*', mode: 'Off' });
  });

  test.each([
    [RECOMMEND, '1.28', 'Off'], [AT_START, '1.28', 'Initial'], [CONTINUOUS, '1.28', 'Recreate'], [CONTINUOUS, '1.32', 'Recreate'],
    [CONTINUOUS, '1.33', 'InPlaceOrRecreate'], [CONTINUOUS, '1.37', 'InPlaceOrRecreate'],
  ])('%s on Kubernetes %s is %s', (mode, version, updateMode) => {
    expect(vertical({ mode }, version).find('VerticalPodAutoscaler').spec.updatePolicy).toEqual({ updateMode });
  });

  test.each([[AT_START], [CONTINUOUS]])('%s changes the CPU request and nothing else, so that GOMEMLIMIT stays true', (mode) => {
    const it = vertical({ mode });
    expect(it.problems).toEqual([]);
    expect(policy(it)).toMatchObject({ controlledResources: ['cpu'], controlledValues: 'RequestsOnly' });
  });

  test('keeps to bounds', () => {
    expect(policy(vertical({ minCpu: Cpu.millis(50), maxCpu: Cpu.units(2), minMemory: Size.mebibytes(64), maxMemory: Size.gibibytes(1) }))).toMatchObject({
      minAllowed: { cpu: '50m', memory: '64Mi' }, maxAllowed: { cpu: '2', memory: '1Gi' },
    });
  });

  test('left out again, leaves nothing', () => {
    const it = vertical();
    it.checkout.removeTrait(VerticalScaling.ID);
    expect(it.all('VerticalPodAutoscaler')).toEqual([]);
  });

  test('looks at the StatefulSet of a database', () => {
    const chart = newChart();
    const database = new StatefulDatabase(chart, 'orders-db', {
      engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders-db', ['password']), storage: Size.gibibytes(1), traits: [new VerticalScaling()],
    });
    expect(problemsOf(database)).toEqual([]);
    expect(find(objectsOf(chart), 'VerticalPodAutoscaler', 'orders-db').spec.targetRef.kind).toBe('StatefulSet');
  });

  test('learns of a job that runs again and again, not of one that runs once', () => {
    const chart = newChart();
    expect(problemsOf(new GoCronJob(chart, 'clean', { image: IMAGE, schedule: Schedule.daily(3), traits: [new VerticalScaling()] }))).toEqual([]);
    expect(problemsOf(new GoJob(chart, 'report', { image: IMAGE, traits: [new VerticalScaling()] }))).toEqual(['vertical/runs-once']);
  });
});

describe('memory', () => {
  test.each([[AT_START], [CONTINUOUS]])('of a Go program is not changed by %s: GOMEMLIMIT is read at start, and would not follow', (mode) => {
    expect(vertical({ mode, memory: true }).problems).toEqual(['vertical/memory-behind-gomemlimit']);
  });

  test('of another program is changed, request and limit alike', () => {
    const chart = newChart();
    const it = new Microservice(chart, 'recommender', { image: IMAGE, replicas: 2, traits: [new VerticalScaling({ mode: CONTINUOUS, memory: true })] });
    expect(problemsOf(it)).toEqual([]);
    expect(find(objectsOf(chart), 'VerticalPodAutoscaler', 'recommender').spec.resourcePolicy.containerPolicies[0])
      .toMatchObject({ controlledResources: ['cpu', 'memory'], controlledValues: 'RequestsAndLimits' });
  });

  test('is recommended for a Go program all the same', () => {
    expect(vertical({ memory: true }).problems).toEqual([]);
  });
});

describe('an autoscaler in the other direction', () => {
  const nats = ScalingTrigger.natsJetStream({ monitoring: 'nats.messaging:8222', streamName: 'ORDERS', consumer: 'mailer', backlog: Backlog.perPod(10) });

  test.each([
    ['the golden path\'s', []],
    ['one by CPU and requests', [new Autoscaling({ metrics: [ScalingMetric.cpu(Percent.of(70)), ScalingMetric.perPod('rps', 100)] })]],
    ['KEDA\'s, by CPU', [new EventScaling({ triggers: [nats, ScalingTrigger.cpu(Percent.of(70))] })]],
  ])('that measures against the request that changes is refused: %s', (_, traits) => {
    const more = { traits: [new VerticalScaling({ mode: CONTINUOUS }), ...traits] };
    expect(vertical({}, '1.33', more).problems).toEqual(['vertical/fights-autoscaler']);
    expect(vertical({}, '1.33', { traits: [...more.traits].reverse() }).problems).toEqual(['vertical/fights-autoscaler']);
  });

  test.each([
    ['by requests', [new Autoscaling({ metrics: [ScalingMetric.perPod('rps', 100)] })]],
    ['by what waits', [new EventScaling({ triggers: [nats] })]],
  ])('that measures something else is fine: %s', (_, traits) => {
    expect(vertical({}, '1.33', { traits: [new VerticalScaling({ mode: CONTINUOUS }), ...traits] }).problems).toEqual([]);
  });
});

test.each<[string, VerticalScalingProps, string]>([
  ['CPU bounds the wrong way round', { minCpu: Cpu.units(2), maxCpu: Cpu.units(1) }, 'vertical/min-above-max'],
  ['memory bounds the wrong way round', { minMemory: Size.gibibytes(2), maxMemory: Size.gibibytes(1) }, 'vertical/min-above-max'],
  ['no CPU', { maxCpu: Cpu.millis(0) }, 'quantity/bad-cpu'],
  ['no memory', { maxMemory: Size.mebibytes(0) }, 'quantity/bad-size'],
])('vertical scaling refuses %s', (_, props, slug) => {
  expect(vertical(props).problems).toEqual([slug]);
});

test.each([['1.28'], ['1.33'], ['1.37']])('vertical scaling makes no rule complain on Kubernetes %s', (version) => {
  expect(findingsIn((chart) => new GoMicroservice(chart, 'checkout', { image: IMAGE, traits: [new VerticalScaling()] }), on(version))).toEqual([]);
  expect(findingsIn((chart) => new GoMicroservice(chart, 'checkout', { image: IMAGE, replicas: 2, traits: [new VerticalScaling({ mode: CONTINUOUS })] }), on(version))).toEqual([]);
});

(isJudgeBuilt() ? test : test.skip)('the definition of the kind takes what is written', () => {
  expect(judge(vertical({ mode: CONTINUOUS, minCpu: Cpu.millis(50), maxMemory: Size.gibibytes(1) }).objects)).toEqual([]);
});
