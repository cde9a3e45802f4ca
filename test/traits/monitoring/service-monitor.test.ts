import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { GoCronJob, GoDaemon, GoMicroservice, GoWorker, ITrait, Monitoring, MonitoringProps, MonitorKind, Port, Schedule, Sidecar, Image } from '../../../src';
import { isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { IMAGE, shop } from '../../kit';
import { findingsIn } from '../../workloads/findings';

const BY_SERVICE = { monitoring: { monitors: MonitorKind.SERVICE_MONITOR } };
const watched = (props: MonitoringProps = {}, ports?: Port[], traits: ITrait[] = []) => shop({ ports, traits: [new Monitoring(props), ...traits] }, BY_SERVICE);

describe('a monitor that goes by Services', () => {
  test('finds one Service of its own, with the port by name, in its own namespace', () => {
    const it = watched();
    expect(it.problems).toEqual([]);
    const { metadata, spec } = it.find('ServiceMonitor');
    expect(it.find('PodMonitor')).toBeUndefined();
    const found = it.all('Service').filter((s) => Object.entries(spec.selector.matchLabels).every(([key, value]) => s.metadata.labels[key] === value));
    expect(found.map((s) => [s.metadata.name, s.metadata.namespace])).toEqual([['checkout-metrics', metadata.namespace]]);
    expect(found[0].spec.ports.map((p: any) => p.name)).toEqual([spec.endpoints[0].port]);
  });

  test('that Service names these pods, ready or not, and a port that they have', () => {
    const it = watched();
    const { spec } = it.find('Service', 'checkout-metrics');
    expect(it.deployment().template.metadata.labels).toMatchObject(spec.selector);
    expect(it.container().ports).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'admin', containerPort: spec.ports[0].targetPort })]));
    expect(spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  });

  test('scrapes a port once that is on the Service for callers, too', () => {
    const it = watched({ port: 'http' }, [Port.http(8080)]);
    const { selector, endpoints } = it.find('ServiceMonitor').spec;
    const matching = it.all('Service').filter((s) => Object.entries(selector.matchLabels).every(([key, value]) => s.metadata.labels[key] === value) && s.spec.ports.some((p: any) => p.name === endpoints[0].port));
    expect(matching.map((s) => s.metadata.name)).toEqual(['checkout-metrics']);
  });

  test('calls the job as the workload is called: rules are the same for both kinds', () => {
    const it = watched();
    expect(it.find('Service', 'checkout-metrics').metadata.labels[it.find('ServiceMonitor').spec.jobLabel]).toBe('checkout');
    expect(it.find('PrometheusRule')).toEqual(shop({ traits: [new Monitoring()] }).find('PrometheusRule'));
  });

  test('finds a container beside the program, too', () => {
    const exporter = new Sidecar('exporter', { image: Image.of('registry.example.com/exporter:1.0.0'), ports: [Port.tcp('exporter', 9187)] });
    const it = watched({ port: 'exporter' }, undefined, [exporter]);
    expect(it.problems).toEqual([]);
    expect(it.find('Service', 'checkout-metrics').spec.ports).toEqual([{ name: 'exporter', port: 9187, targetPort: 9187, protocol: 'TCP' }]);
  });

  test('leaves the pods and the Service for callers as they are', () => {
    const [one, other] = [watched(), shop({ traits: [new Monitoring()] })];
    for (const kind of ['Deployment', 'NetworkPolicy', 'Service']) expect(one.find(kind)).toEqual(other.find(kind));
  });

  test('is refused without a port of that name', () => {
    expect(watched({ port: 'metrics' }).problems).toEqual(['monitoring/no-port']);
  });

  test('is refused where its Service could not have a name', () => {
    const it = shop({}, BY_SERVICE);
    const service = new GoMicroservice(it.chart, `a${'b'.repeat(59)}`, { image: IMAGE, traits: [new Monitoring()] });
    expect(service.problems().map((p) => p.slug)).toContain('monitoring/name-too-long');
  });
});

const makers: Array<[string, (chart: Chart) => unknown]> = [
  ['a service', (c) => new GoMicroservice(c, 'checkout', { image: IMAGE, traits: [new Monitoring()] })],
  ['a worker', (c) => new GoWorker(c, 'mailer', { image: IMAGE, traits: [new Monitoring()] })],
  ['a daemon', (c) => new GoDaemon(c, 'agent', { image: IMAGE, traits: [new Monitoring()] })],
  ['a job', (c) => new GoCronJob(c, 'report', { image: IMAGE, schedule: Schedule.daily(3), traits: [new Monitoring({ port: 'metrics' })] }).draft.addPort(Port.tcp('metrics', 9100))],
];
test.each(makers)('all rules are quiet: %s', (_, make) => {
  expect(findingsIn(make, BY_SERVICE)).toEqual([]);
});

describe('a monitor whose target was taken away', () => {
  const broken = (monitors: MonitorKind, path: string, value: unknown) => findingsIn((chart) => {
    const service = new GoMicroservice(chart, 'checkout', { image: IMAGE, traits: [new Monitoring()] });
    const monitor = service.node.findAll().find((c) => c instanceof ApiObject && c.kind === monitors) as ApiObject;
    monitor.addJsonPatch(JsonPatch.add(path, value));
  }, { monitoring: { monitors } }).join('\n');

  test.each([MonitorKind.POD_MONITOR, MonitorKind.SERVICE_MONITOR])('is told at synthesis: %s', (kind) => {
    const endpoints = kind === MonitorKind.POD_MONITOR ? 'podMetricsEndpoints' : 'endpoints';
    expect(broken(kind, '/spec/selector/matchLabels/app.kubernetes.io~1instance', 'cart')).toContain('graph/monitor-finds-nothing');
    expect(broken(kind, `/spec/${endpoints}/0/port`, 'metrics')).toContain('graph/monitor-port');
    expect(broken(kind, '/spec/namespaceSelector', { matchNames: ['monitoring'] })).toContain('graph/monitor-finds-nothing');
  });
});

(isJudgeBuilt() ? test : test.skip)('the operator takes what is written, as its own definitions say', () => {
  expect(judge(watched().objects)).toEqual([]);
});
