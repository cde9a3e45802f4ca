import { Duration } from 'cdk8s';
import { findingsIn } from './findings';
import { HealthChecks, Microservice, MicroserviceProps, Platform, PlatformProps, Port } from '../../src';
import { find, IMAGE, newChart, objectsOf, on, problemsOf, shop } from '../kit';

function recommender(props: Partial<MicroserviceProps> = {}, platform?: PlatformProps) {
  const chart = newChart(new Platform(platform));
  const service = new Microservice(chart, 'recommender', { image: IMAGE, ports: [Port.http(8000)], ...props });
  const pod = () => find(objectsOf(chart), 'Deployment', 'recommender').spec.template.spec;
  return { chart, service, pod, container: () => pod().containers[0], objects: () => objectsOf(chart) };
}

describe('a service in another language', () => {
  test('becomes the same objects as a Go service', () => {
    expect(recommender().objects().map((o) => o.kind).sort()).toEqual([
      'ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount',
    ]);
  });

  test('gets nothing that only Go reads', () => {
    const names = recommender().container().env.map((e: any) => e.name);
    expect(names.filter((name: string) => /^GO|PPROF|ADMIN/.test(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['HTTP_ADDR', 'SHUTDOWN_TIMEOUT', 'LOG_LEVEL']));
  });

  test('is asked whether its port accepts a connection, and is not killed for anything else', () => {
    const { startupProbe, readinessProbe, livenessProbe } = recommender().container();
    expect([startupProbe.tcpSocket, readinessProbe.tcpSocket]).toEqual([{ port: 'http' }, { port: 'http' }]);
    expect(livenessProbe).toBeUndefined();
  });

  test('sends telemetry as every other, as those variables are of no language', () => {
    const it = recommender({}, { telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' } });
    expect(it.container().env.map((e: any) => e.name)).toEqual(expect.arrayContaining(['OTEL_SERVICE_NAME', 'OTEL_EXPORTER_OTLP_ENDPOINT']));
  });

  test('is called as every other', () => {
    const it = recommender();
    const caller = new Microservice(it.chart, 'web', { image: IMAGE });
    caller.calls(it.service);
    expect(find(it.objects(), 'Deployment', 'web').spec.template.spec.containers[0].env).toContainEqual({ name: 'RECOMMENDER_URL', value: 'http://recommender.shop.svc.cluster.local:8000' });
  });

  test.each([['1.28'], ['1.33'], ['1.37']])('has no problem and no finding on Kubernetes %s', (version) => {
    const it = recommender({}, on(version));
    expect(problemsOf(it.service)).toEqual([]);
    expect(findingsIn((chart) => new Microservice(chart, 'recommender', { image: IMAGE, ports: [Port.http(8000)] }), on(version))).toEqual([]);
  });
});

describe('health that is asked on the port of the traffic', () => {
  const checked = (props: Parameters<typeof HealthChecks.onPort>[0], more: Partial<MicroserviceProps> = {}) => recommender({ traits: [HealthChecks.onPort(props)], ...more });

  test('is asked by HTTP where there are paths', () => {
    const { startupProbe, readinessProbe, livenessProbe } = checked({ readyPath: '/ready', livePath: '/live' }).container();
    expect([startupProbe, readinessProbe, livenessProbe].map((p) => p.httpGet)).toEqual([
      { path: '/live', port: 'http', scheme: 'HTTP' }, { path: '/ready', port: 'http', scheme: 'HTTP' }, { path: '/live', port: 'http', scheme: 'HTTP' },
    ]);
  });

  test('a program that waits for a database is not killed while it starts', () => {
    expect(checked({ readyPath: '/ready' }).container().startupProbe.tcpSocket).toEqual({ port: 'http' });
  });

  test('a slow start can be given more time', () => {
    expect(checked({ startupBudget: Duration.minutes(4) }).container().startupProbe.failureThreshold).toBe(240);
  });

  test('prefers the HTTP port, takes another where there is none, and the one that is named', () => {
    const port = (props: object, ports: Port[]) => checked(props, { ports }).container().readinessProbe.tcpSocket.port;
    expect(port({}, [Port.grpc(9090), Port.http(8000)])).toBe('http');
    expect(port({}, [Port.tcp('redis', 6379)])).toBe('redis');
    expect(port({ port: 'grpc' }, [Port.grpc(9090), Port.http(8000)])).toBe('grpc');
  });

  test('opens no admin port', () => {
    expect(checked({}).container().ports.map((p: any) => p.name)).toEqual(['http']);
  });

  test.each<[string, object, Partial<MicroserviceProps>, string]>([
    ['a port that is not there', { port: 'grpc' }, {}, 'health/no-port'],
    ['no port at all', {}, { ports: [] }, 'health/no-port'],
    ['one question for two purposes', { readyPath: '/health', livePath: '/health' }, {}, 'health/same-probe'],
    ['a path that is none', { readyPath: 'ready' }, {}, 'probe/bad-path'],
    ['a budget of half a second', { startupBudget: Duration.millis(500) }, {}, 'health/bad-startup-budget'],
  ])('refuses %s', (_, props, more, slug) => {
    expect(problemsOf(checked(props, more).service)).toContain(slug);
  });

  test('is there for a Go service, too', () => {
    const it = shop({ traits: [HealthChecks.onPort({ readyPath: '/ready' })] });
    expect(it.problems).toEqual([]);
    expect(it.container().readinessProbe.httpGet).toEqual({ path: '/ready', port: 'http', scheme: 'HTTP' });
  });
});
