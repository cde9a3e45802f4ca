import { Chart, Size } from 'cdk8s';
import {
  Autoscaling, ConfigKey, ConfigSchema, Cpu, DatabaseEngine, ExternalSecret, GoCronJob, GoDaemon, GoMicroservice, GopherApp, GoWorker, WorkloadOverride, Schedule, StatefulDatabase,
} from '../../src';
import { find, IMAGE, newChart, objectsOf, problemsOf, serviceIn } from '../kit';

const container = (chart: Chart, name: string, kind = 'Deployment') => find(objectsOf(chart), kind, name).spec.template.spec.containers[0];

describe('an override', () => {
  test('stands above the props of a workload, and says so', () => {
    const chart = newChart();
    const checkout = serviceIn(chart, 'checkout', { replicas: 2, memory: Size.mebibytes(512), env: { REGION: 'eu', MODE: 'fast' } });
    new WorkloadOverride({ replicas: 6, cpu: Cpu.millis(750), memory: Size.gibibytes(1), env: { REGION: 'us' } }).applyTo(checkout);
    expect(find(objectsOf(chart), 'Deployment', 'checkout').spec.replicas).toBe(6);
    expect(container(chart, 'checkout').resources.requests).toMatchObject({ cpu: '750m', memory: '1Gi' });
    expect(objectsOf(chart).find((o) => o.kind === 'ConfigMap').data).toMatchObject({ REGION: 'us', MODE: 'fast' });
    expect(String(checkout.explain())).toMatch(/override/);
  });

  test.each(['before', 'after'])('holds for all programs of an app or a chart, said %s they are made', (when) => {
    const chart = newChart();
    const say = () => new WorkloadOverride({ replicas: 1, without: ['availability'], env: { STAGE: 'test' } }).applyTo(chart);
    if (when === 'before') say();
    serviceIn(chart, 'checkout');
    new GoWorker(chart, 'mailer', { image: IMAGE, replicas: 4 });
    if (when === 'after') say();
    const objects = objectsOf(chart);
    expect(objects.filter((o) => o.kind === 'Deployment').map((o) => o.spec.replicas)).toEqual([1, 1]);
    expect(objects.filter((o) => o.kind === 'HorizontalPodAutoscaler')).toEqual([]);
    expect(objects.filter((o) => o.kind === 'ConfigMap').map((o) => o.data.STAGE)).toEqual(['test', 'test']);
  });

  test('the inner one counts, whatever the order in which they are said', () => {
    const replicas = (order: Array<'app' | 'chart' | 'service'>) => {
      const chart = newChart();
      const checkout = serviceIn(chart, 'checkout');
      serviceIn(chart, 'cart');
      const say = {
        app: () => new WorkloadOverride({ replicas: 1 }).applyTo(chart.node.root),
        chart: () => new WorkloadOverride({ replicas: 2 }).applyTo(chart),
        service: () => new WorkloadOverride({ replicas: 3 }).applyTo(checkout),
      };
      order.forEach((where) => say[where]());
      return objectsOf(chart).filter((o) => o.kind === 'Deployment').map((o) => [o.metadata.name, o.spec.replicas]);
    };
    expect(replicas(['app', 'chart', 'service'])).toEqual([['checkout', 3], ['cart', 2]]);
    expect(replicas(['service', 'chart', 'app'])).toEqual([['checkout', 3], ['cart', 2]]);
  });

  test('replaces a trait of the program by one of the same id', () => {
    const chart = newChart();
    const checkout = serviceIn(chart, 'checkout', { traits: [new Autoscaling({ maxReplicas: 5 })] });
    new WorkloadOverride({ traits: [new Autoscaling({ minReplicas: 4, maxReplicas: 40 })] }).applyTo(checkout);
    expect(find(objectsOf(chart), 'HorizontalPodAutoscaler', 'checkout').spec).toMatchObject({ minReplicas: 4, maxReplicas: 40 });
  });

  test('lets load decide where the program fixes the number of pods', () => {
    const chart = newChart();
    const checkout = serviceIn(chart, 'checkout', { replicas: 2 });
    new WorkloadOverride({ traits: [new Autoscaling({ maxReplicas: 8 })] }).applyTo(checkout);
    expect(problemsOf(checkout)).toEqual([]);
    expect(find(objectsOf(chart), 'Deployment', 'checkout').spec.replicas).toBeUndefined();
  });

  test('leaves traits out', () => {
    const chart = newChart();
    serviceIn(chart, 'checkout');
    new WorkloadOverride({ without: ['isolation'] }).applyTo(chart);
    expect(objectsOf(chart).some((o) => o.kind === 'NetworkPolicy')).toBe(false);
  });

  test('of a chart never changes a database; of the database itself it does', () => {
    const chart = newChart();
    const orders = new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExternalSecret.generated(chart, 'c'), storage: Size.gibibytes(1), memory: Size.gibibytes(2) });
    new WorkloadOverride({ replicas: 3, memory: Size.mebibytes(64), without: ['availability'], env: { A: 'b' } }).applyTo(chart);
    expect(find(objectsOf(chart), 'StatefulSet', 'orders-db').spec).toMatchObject({ replicas: 1, template: { spec: { containers: [{ resources: { limits: { memory: '2Gi' } } }] } } });
    new WorkloadOverride({ memory: Size.gibibytes(4) }).applyTo(orders);
    expect(container(chart, 'orders-db', 'StatefulSet').resources.limits.memory).toBe('4Gi');
  });

  test('of a chart gives daemons and jobs no number of pods, and no trait that they have no use for', () => {
    const chart = newChart();
    const daemon = new GoDaemon(chart, 'agent', { image: IMAGE });
    const job = new GoCronJob(chart, 'nightly', { image: IMAGE, schedule: Schedule.daily(3) });
    new WorkloadOverride({ replicas: 3, memory: Size.mebibytes(256), traits: [new Autoscaling({ maxReplicas: 4 })] }).applyTo(chart);
    expect([...problemsOf(daemon), ...problemsOf(job)]).toEqual([]);
    expect(container(chart, 'agent', 'DaemonSet').resources.limits.memory).toBe('256Mi');
    expect(objectsOf(chart).some((o) => o.kind === 'HorizontalPodAutoscaler')).toBe(false);
  });

  test('a variable that the program does not read is told as one of the program', () => {
    const chart = newChart();
    const checkout = serviceIn(chart, 'checkout', { config: ConfigSchema.of('checkout', [ConfigKey.text('REGION', { defaultValue: 'eu' })]) });
    new WorkloadOverride({ env: { REGOIN: 'us' } }).applyTo(chart);
    expect(problemsOf(checkout)).toEqual(['config/unknown-key']);
  });

  test('bad values are told with the workload', () => {
    const chart = newChart();
    const checkout = serviceIn(chart, 'checkout');
    new WorkloadOverride({ replicas: -1, env: { 'BAD NAME': 'x' } }).applyTo(checkout);
    expect(problemsOf(checkout)).toEqual(expect.arrayContaining(['replicas/out-of-range']));
    expect(problemsOf(checkout).length).toBeGreaterThan(1);
  });

  test('is the same in whichever app: nothing is left of another one', () => {
    const first = newChart();
    new WorkloadOverride({ replicas: 9 }).applyTo(first);
    const second = new Chart(new GopherApp(), 'shop', { namespace: 'shop' });
    new GoMicroservice(second, 'checkout', { image: IMAGE, replicas: 2 });
    expect(find(objectsOf(second), 'Deployment', 'checkout').spec.replicas).toBe(2);
  });
});
