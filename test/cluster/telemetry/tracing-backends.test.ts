import { Size, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { Environment, GoMicroservice, JaegerTracing, NetworkPeer, Platform, PlatformProps, Telemetry, TelemetryCollector, TracingBackendProps, ZipkinTracing } from '../../../src';
import { chartIn, find, IMAGE, objectsOf, problemsOf } from '../../kit';

const KINDS = { jaeger: JaegerTracing, zipkin: ZipkinTracing } as const;
type Name = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as Name[];

function world(name: Name, props: TracingBackendProps = {}, platform: PlatformProps = {}) {
  const app = Testing.app();
  new Platform({ environment: Environment.STAGING, ...platform }).applyTo(app);
  const chart = chartIn(app, 'tracing', 'tracing');
  const backend = new KINDS[name](chart, name, props);
  const object = (kind: string, of: string = name) => find(objectsOf(chart), kind, of);
  const container = () => object('Deployment').spec.template.spec.containers[0];
  const config = () => parse(objectsOf(chart).find((o) => o.kind === 'ConfigMap').data['etc.jaeger.config.yaml']);
  const env = (variable: string) => container().env.find((e: any) => e.name === variable)?.value;
  return { app, chart, backend, object, container, config, env, problems: () => problemsOf(backend) };
}

describe.each(NAMES)('%s', (name) => {
  test('is one pod, locked down, with its pages and its intake behind one Service', () => {
    const { object, container } = world(name);
    expect(object('Deployment').spec.replicas).toBe(1);
    expect(container().securityContext).toMatchObject({ readOnlyRootFilesystem: true, runAsNonRoot: true });
    expect(object('Service').spec.ports.map((p: any) => p.port)).toEqual(name === 'jaeger' ? [4317, 4318, 16686] : [9411]);
  });

  test('is not for production, and says what is', () => {
    const { problems, backend } = world(name, {}, { environment: Environment.PRODUCTION });
    expect(problems()).toEqual(['tracing/not-for-production']);
    expect(String(backend.problems()[0])).toMatch(/a restart forgets them all.*Run (Jaeger with OpenSearch|Zipkin with Elasticsearch).*TelemetryExporter\.(jaeger|zipkin)\(/);
  });

  test('lets in the collector that exports to it, which is let out to it and nowhere else', () => {
    const { chart, backend, object } = world(name);
    const collector = new TelemetryCollector(chart, 'collector', { senders: [NetworkPeer.namespace('shop')] });
    collector.exportsTo(backend);
    const port = name === 'jaeger' ? 4317 : 9411;
    const pods = (instance: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/instance': instance } } });
    expect(object('NetworkPolicy').spec.ingress).toEqual([{ from: [pods('collector')], ports: [{ protocol: 'TCP', port }] }]);
    expect(object('NetworkPolicy', 'collector').spec.egress.slice(1)).toEqual([{ to: [pods(name)], ports: [{ protocol: 'TCP', port }] }]);
    expect(problemsOf(collector)).toEqual([]);
  });

  test('may stand in another namespace than the collector', () => {
    const { app, backend, object } = world(name);
    const chart = chartIn(app, 'observability', 'observability');
    new TelemetryCollector(chart, 'collector', { senders: [NetworkPeer.namespace('shop')] }).exportsTo(backend);
    expect(object('NetworkPolicy').spec.ingress[0].from[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'observability' });
    expect(find(objectsOf(chart), 'NetworkPolicy', 'collector').spec.egress[1].to[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'tracing' });
  });

  test('is told nothing about itself, whoever gives traits to all', () => {
    const { chart, container } = world(name, {}, { telemetry: TelemetryCollector.endpointIn('tracing') });
    chart.with(new Telemetry());
    expect(container().env.map((e: any) => e.name).filter((n: string) => n.startsWith('OTEL_'))).toEqual(name === 'jaeger' ? ['OTEL_TRACES_SAMPLER'] : []);
  });

  test('does not fit into less memory than it needs', () => {
    expect(world(name, { memory: Size.mebibytes(name === 'jaeger' ? 255 : 511) }).problems()).toEqual([name === 'jaeger' ? 'collector/too-little-memory' : 'tracing/too-little-memory']);
  });
});

describe('Jaeger', () => {
  test('keeps as many traces as fit, and listens for nothing that nobody asked for', () => {
    const { config, env } = world('jaeger');
    expect(config().extensions.jaeger_storage.backends.memory.memory.max_traces).toBe(5200);
    expect(world('jaeger', { memory: Size.gibibytes(2) }).config().extensions.jaeger_storage.backends.memory.memory.max_traces).toBe(20900);
    expect(config().service.pipelines.traces).toEqual({ receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['jaeger_storage_exporter'] });
    expect(Object.keys(config().receivers)).toEqual(['otlp']);
    expect(env('GOMEMLIMIT')).toBe('409MiB');
  });

  test('takes traces of programs whose platform names it', () => {
    const { app, backend, object } = world('jaeger', {}, { telemetry: JaegerTracing.endpointIn('tracing') });
    new GoMicroservice(chartIn(app, 'shop', 'shop'), 'checkout', { image: IMAGE });
    expect((backend as JaegerTracing).endpoint).toEqual({ endpoint: 'http://jaeger.tracing.svc.cluster.local:4318' });
    expect(object('NetworkPolicy').spec.ingress.map((rule: any) => [rule.from[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name'], rule.ports[0].port])).toEqual([['shop', 4317], ['shop', 4318]]);
  });
});

test('Zipkin has half of the memory as its heap, and spans in half of that', () => {
  const { env } = world('zipkin');
  expect(env('JAVA_OPTS')).toBe('-Xms256m -Xmx256m -XX:+ExitOnOutOfMemoryError');
  expect(env('MEM_MAX_SPANS')).toBe('32768');
});
