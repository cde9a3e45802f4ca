import { Duration } from 'cdk8s';
import { findingsIn } from './findings';
import { Autoscaling, Availability, GoWorker, GoWorkerProps, GracefulDrain, NetworkPeer, Platform, PlatformProps, Port } from '../../src';
import { workerPath } from '../../src/workloads/golden-path';
import { find, IMAGE, newChart, objectsOf, on, problemsOf, serviceIn } from '../kit';

function mailer(props: Partial<GoWorkerProps> = {}, platform: PlatformProps | Platform = {}, name: string = 'mailer') {
  const chart = newChart(platform instanceof Platform ? platform : new Platform(platform));
  const worker = new GoWorker(chart, name, { image: IMAGE, ...props });
  const get = (kind: string) => find(objectsOf(chart), kind, name);
  const pod = () => get('Deployment').spec.template.spec;
  return {
    chart,
    worker,
    get,
    pod,
    container: () => pod().containers[0],
    env: (variable: string) => pod().containers[0].env.find((e: any) => e.name === variable)?.value,
    kinds: () => objectsOf(chart).map((o) => o.kind).sort(),
    problems: () => problemsOf(worker),
  };
}

describe('a worker', () => {
  test('becomes a Deployment that nobody calls: there is no Service', () => {
    expect(mailer().kinds()).toEqual(['ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount']);
  });

  test('listens on its admin port only, for health and metrics', () => {
    const it = mailer();
    expect(it.container().ports).toEqual([{ name: 'admin', containerPort: 8081, protocol: 'TCP' }]);
    expect(it.container().readinessProbe.httpGet.path).toBe('/readyz');
    expect(it.get('NetworkPolicy').spec.ingress).toEqual([
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 8081, protocol: 'TCP' }] },
    ]);
  });

  test.each([['1.28'], ['1.33'], ['1.37']])('stops at once on Kubernetes %s, as no proxy must learn that it leaves', (version) => {
    const it = mailer({}, on(version));
    expect(it.container().lifecycle).toBeUndefined();
    expect([it.env('SHUTDOWN_DELAY'), it.env('SHUTDOWN_TIMEOUT')]).toEqual(['0s', '20s']);
    expect(it.pod().terminationGracePeriodSeconds).toBe(25);
  });

  test('has as long as it is given to finish the message in hand, and no delay comes with it', () => {
    const it = mailer({ traits: [new GracefulDrain({ timeout: Duration.minutes(5) })] });
    expect(it.env('SHUTDOWN_TIMEOUT')).toBe('300s');
    expect(it.pod().terminationGracePeriodSeconds).toBe(305);
    expect(it.container().lifecycle).toBeUndefined();
  });

  test('that another trait lets answer requests drains as a service does', () => {
    const it = mailer();
    it.worker.draft.addServedPort(Port.http(8080));
    expect(it.container().lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(it.pod().terminationGracePeriodSeconds).toBe(30);
  });

  test('scales by CPU', () => {
    const it = mailer();
    expect(it.get('Deployment').spec.replicas).toBeUndefined();
    expect(it.get('HorizontalPodAutoscaler').spec.metrics[0].containerResource).toMatchObject({ name: 'cpu', container: 'mailer' });
  });

  test('with a fixed number, or on a developer\'s machine, has no autoscaler', () => {
    expect(mailer({ replicas: 3 }).get('Deployment').spec.replicas).toBe(3);
    const local = mailer({}, Platform.kind());
    expect(local.get('Deployment').spec.replicas).toBe(1);
    expect(local.kinds()).not.toContain('HorizontalPodAutoscaler');
  });

  test('calls services and reaches a broker, and both sides are open', () => {
    const it = mailer();
    it.worker.calls(serviceIn(it.chart, 'templates'));
    it.worker.addCallee(NetworkPeer.namespace('messaging'), 4222);
    expect(it.env('TEMPLATES_URL')).toBe('http://templates.shop.svc.cluster.local:8080');
    expect(JSON.stringify(it.get('NetworkPolicy').spec.egress)).toContain('"port":4222');
    expect(it.problems()).toEqual([]);
  });

  test.each(workerPath().map((trait) => trait.traitId))('can do without %s', (id) => {
    expect(mailer({ without: [id] }).problems()).toEqual([]);
  });

  test.each([
    ['a name that is none', 'Mailer', {}, 'name/not-a-dns-label'],
    ['a name of 64 characters', 'x'.repeat(64), {}, 'name/too-long'],
    ['half a pod', 'mailer', { replicas: 1.5 }, 'replicas/out-of-range'],
    ['two owners of the number', 'mailer', { replicas: 2, traits: [new Autoscaling()] }, 'replicas/two-owners'],
  ])('refuses %s', (_, name, props, slug) => {
    expect(mailer(props, {}, name).problems()).toContain(slug);
  });

  test('may have a name of 63 characters', () => {
    expect(mailer({}, {}, 'x'.repeat(63)).problems()).toEqual([]);
  });

  test.each([['1.28'], ['1.33'], ['1.37']])('makes no rule complain on Kubernetes %s', (version) => {
    expect(findingsIn((chart) => new GoWorker(chart, 'mailer', { image: IMAGE }), on(version))).toEqual([]);
    expect(findingsIn((chart) => new GoWorker(chart, 'mailer', { image: IMAGE, replicas: 1, without: [Availability.ID] }), on(version))).toEqual([]);
  });
});
