import { Environment, Image, Propagator } from '../../src';
import { shop } from '../kit';

const collector = 'http://collector.observability.svc.cluster.local:4318';
const traced = (more: object = {}, platform: object = {}) => shop({}, { telemetry: { endpoint: collector, ...more }, ...platform });

describe('telemetry', () => {
  test('goes nowhere unless the platform has a collector', () => {
    expect(shop().container().env.map((e: any) => e.name).filter((n: string) => n.startsWith('OTEL_'))).toEqual([]);
  });

  test('goes to the platform\'s collector, under the workload\'s name', () => {
    const it = traced();
    expect(it.env('OTEL_EXPORTER_OTLP_ENDPOINT')).toBe(collector);
    expect(it.env('OTEL_EXPORTER_OTLP_PROTOCOL')).toBe('http/protobuf');
    expect(it.env('OTEL_SERVICE_NAME')).toBe('checkout');
  });

  test.each([
    ['production', Environment.PRODUCTION, undefined, '0.1'],
    ['staging', Environment.STAGING, undefined, '1'],
    ['production, as said', Environment.PRODUCTION, 0.5, '0.5'],
  ])('keeps traces by environment: %s', (_, environment, sampleRatio, expected) => {
    expect(traced({ sampleRatio }, { environment }).env('OTEL_TRACES_SAMPLER_ARG')).toBe(expected);
  });

  test('tells pod, node and version apart', () => {
    const attributes = traced().env('OTEL_RESOURCE_ATTRIBUTES')!.split(',');
    expect(attributes).toEqual(expect.arrayContaining(['service.version=1.8.2', 'k8s.pod.name=$(POD_NAME)', 'k8s.node.name=$(NODE_NAME)']));
  });

  test('every variable that is expanded is defined before', () => {
    const defined = new Set<string>();
    for (const { name, value } of traced().container().env) {
      for (const [, used] of (value ?? '').matchAll(/\$\(([A-Z_]+)\)/g)) expect(defined).toContain(used);
      defined.add(name);
    }
  });

  test.each([
    ['http://collector.observability.svc.cluster.local:4318', { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } } }, 4318],
    ['http://collector.observability:4317', { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } } }, 4317],
    ['https://otlp.eu.example.com', undefined, 443],
    ['http://10.1.2.3:4318', undefined, 4318],
  ])('the way to %s is opened', (endpoint, peer, port) => {
    const egress = shop({}, { telemetry: { endpoint } }).find('NetworkPolicy').spec.egress;
    expect(egress).toContainEqual({ ...(peer && { to: [peer] }), ports: [{ protocol: 'TCP', port }] });
  });

  test('may go to the collector of the pod\'s own node, whose address only the kubelet knows', () => {
    const it = shop({}, { telemetry: { endpoint: 'http://$(HOST_IP):4318' } });
    const names = it.container().env.map((e: any) => e.name);
    expect(names.indexOf('HOST_IP')).toBeLessThan(names.indexOf('OTEL_EXPORTER_OTLP_ENDPOINT'));
    expect(it.container().env).toContainEqual({ name: 'HOST_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } } });
    expect(it.find('NetworkPolicy').spec.egress).toContainEqual({ ports: [{ protocol: 'TCP', port: 4318 }] });
    expect(traced().env('HOST_IP')).toBeUndefined();
  });

  test('says in which headers traces are passed on only where the platform does', () => {
    expect(traced().env('OTEL_PROPAGATORS')).toBeUndefined();
    expect(traced({ propagators: [Propagator.TRACE_CONTEXT, Propagator.BAGGAGE, Propagator.B3_MULTI, Propagator.B3_MULTI] }).env('OTEL_PROPAGATORS')).toBe('tracecontext,baggage,b3multi');
  });

  test('refuses a protocol that is not OTLP', () => {
    expect(traced({ protocol: 'zipkin' }).problems).toEqual(['telemetry/bad-protocol']);
  });

  test('bears any tag, even one that is refused', () => {
    const it = shop({ image: Image.of('a:\ud800') }, { telemetry: { endpoint: collector } });
    expect(it.problems).toEqual(['image/bad-reference']);
  });
});
