import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Duration } from 'cdk8s';
import {
  Availability, CallSeries, Delivery, GoCronJob, GoDaemon, GoMicroservice, GoWorker, HealthChecks, Image, Isolation, ITrait, Microservice, Monitoring, MonitoringProps, Percent, Platform,
  PlatformProps, Port, ProgressiveDelivery, RequestSeries, Schedule, ScalingTrigger, EventScaling, Sidecar, Slo, WorkloadAlert, Backlog,
} from '../../../src';
import { isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { find, IMAGE, newChart, objectsOf, on, problemsOf, serviceIn, shop } from '../../kit';
import { findingsIn } from '../../workloads/findings';

const REQUESTS = RequestSeries.otelHttp();
const FULL: MonitoringProps = { requests: REQUESTS, slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })] };
const watched = (props: MonitoringProps = {}, platform?: PlatformProps, traits: ITrait[] = []) => shop({ traits: [new Monitoring(props), ...traits] }, platform);
const rulesOf = (object: any): any[] => object.spec.groups.flatMap((group: any) => group.rules);
const alertsOf = (object: any): string[] => [...new Set<string>(rulesOf(object).filter((r) => r.alert !== undefined).map((r) => r.alert))];
const alertIn = (object: any, name: string) => rulesOf(object).find((r) => r.alert === name);

describe('a monitor', () => {
  test('asks the admin port of these pods, and calls the job as the workload is called', () => {
    expect(watched().find('PodMonitor')).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { name: 'checkout', namespace: 'shop' },
      spec: {
        jobLabel: 'app.kubernetes.io/instance',
        selector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } },
        podMetricsEndpoints: [{ port: 'admin', path: '/metrics', interval: '30s', scrapeTimeout: '10s' }],
        sampleLimit: 5000,
      },
    });
  });

  test('selects a label that the pods carry, and a port that they declare', () => {
    const it = watched();
    const { selector, jobLabel, podMetricsEndpoints: [{ port }] } = it.find('PodMonitor').spec;
    const { metadata, spec } = it.deployment().template;
    expect(metadata.labels).toMatchObject(selector.matchLabels);
    expect(metadata.labels[jobLabel]).toBe('checkout');
    expect(spec.containers[0].ports.map((p: any) => p.name)).toContain(port);
  });

  test('carries what the operator selects by, and so do the rules', () => {
    const it = watched({}, { monitoring: { labels: { release: 'kube-prometheus-stack' } } });
    for (const kind of ['PodMonitor', 'PrometheusRule']) expect(it.find(kind).metadata.labels).toMatchObject({ 'release': 'kube-prometheus-stack', 'app.kubernetes.io/instance': 'checkout' });
    expect(it.deployment().template.metadata.labels.release).toBeUndefined();
  });

  test('can ask another port, which the policy then opens to the scraper alone', () => {
    const it = shop({ ports: [Port.http(8080), Port.named('metrics', 9100, Port.http(1).protocol)], traits: [new Monitoring({ port: 'metrics', path: '/stats', interval: Duration.seconds(5) })] });
    expect(it.problems).toEqual([]);
    expect(it.find('PodMonitor').spec.podMetricsEndpoints).toEqual([{ port: 'metrics', path: '/stats', interval: '5s', scrapeTimeout: '5s' }]);
    const to9100 = it.find('NetworkPolicy').spec.ingress.filter((rule: any) => rule.ports.some((p: any) => p.port === 9100));
    expect(to9100).toEqual([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 9100, protocol: 'TCP' }] }]);
  });

  test('opens nothing twice: the admin port is open already', () => {
    expect(watched().find('NetworkPolicy')).toEqual(shop().find('NetworkPolicy'));
  });

  test('may ask a container beside the program', () => {
    const exporter = new Sidecar('exporter', { image: Image.of('registry.example.com/exporter:1.0.0'), ports: [Port.tcp('exporter', 9187)] });
    expect(watched({ port: 'exporter' }, undefined, [exporter]).problems).toEqual([]);
  });

  test('without a port of that name is refused: it would find nothing, and say nothing', () => {
    const it = watched({ port: 'metrics' });
    expect(it.problems).toEqual(['monitoring/no-port']);
    expect(it.checkout.problems()[0].message).toContain('"metrics"; the pods have: admin, http');
    expect(watched({}, undefined, [HealthChecks.onPort()]).problems).toEqual(['monitoring/no-port']);
  });
});

describe('alerts', () => {
  test('about pods and the Go runtime come without a word', () => {
    expect(alertsOf(watched().find('PrometheusRule'))).toEqual([
      'MetricsMissing', 'PodsUnavailable', 'RolloutStuck', 'AutoscalerAtMaximum', 'ContainerRestarting', 'CrashLooping', 'OutOfMemory', 'CpuThrottled',
      'GoMemoryNearLimit', 'GoMemoryUnlimited', 'GoMaxProcsMismatch', 'GoGcThrashing', 'GoroutinesGrowing',
    ]);
  });

  test('are about this workload in its namespace, and no other', () => {
    const exprs = rulesOf(watched(FULL).find('PrometheusRule')).map((r) => r.expr);
    for (const expr of exprs) {
      for (const [selector] of expr.matchAll(/\{[^}]*\}/g)) expect(selector).toMatch(/^\{namespace="shop",(job|container|deployment|horizontalpodautoscaler)="checkout"[,}]/);
    }
    expect(exprs.length).toBeGreaterThan(20);
  });

  test('all have a severity, an owner, words and a runbook', () => {
    const rules = rulesOf(watched(FULL, { owner: 'team-shop' }).find('PrometheusRule')).filter((r) => r.alert !== undefined);
    for (const { alert, labels, annotations } of rules) {
      expect(labels).toMatchObject({ severity: expect.stringMatching(/^(critical|warning)$/), namespace: 'shop', workload: 'checkout', owner: 'team-shop' });
      expect(annotations).toEqual({
        summary: expect.stringContaining('checkout'), description: expect.stringMatching(/\.$/), runbook_url: expect.stringMatching(new RegExp(`^https://.*/docs/howto/alerts\\.md#${alert.toLowerCase()}$`)),
      });
    }
    expect(rules.length).toBeGreaterThan(10);
  });

  test('link to runbooks of your own', () => {
    const it = watched({}, { monitoring: { runbooks: 'https://wiki.example.com/alerts/' } });
    expect(alertIn(it.find('PrometheusRule'), 'PodsUnavailable').annotations.runbook_url).toBe('https://wiki.example.com/alerts/podsunavailable');
  });

  test('each have a section on the page that they link to', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'howto', 'alerts.md'), 'utf8');
    expect([...page.matchAll(/^## (\w+)$/gm)].map((m) => m[1])).toEqual(Object.values(WorkloadAlert));
  });

  test('can be left out, all but one', () => {
    const others = Object.values(WorkloadAlert).filter((alert) => alert !== WorkloadAlert.OUT_OF_MEMORY);
    expect(alertsOf(watched({ ...FULL, without: others }).find('PrometheusRule'))).toEqual(['OutOfMemory']);
  });

  test('about Go are not raised for other programs', () => {
    const chart = newChart();
    const web = new Microservice(chart, 'web', { image: IMAGE, ports: [Port.http(8080)], traits: [new Monitoring({ port: 'http' })] });
    expect(problemsOf(web)).toEqual([]);
    expect(alertsOf(find(objectsOf(chart), 'PrometheusRule', 'web'))).toEqual(['MetricsMissing', 'PodsUnavailable', 'RolloutStuck', 'AutoscalerAtMaximum', 'ContainerRestarting', 'CrashLooping', 'OutOfMemory', 'CpuThrottled']);
  });

  test('count what the kind of workload counts', () => {
    const daemon = shop();
    new GoDaemon(daemon.chart, 'agent', { image: IMAGE, traits: [new Monitoring()] });
    expect(alertIn(daemon.find('PrometheusRule', 'agent'), 'PodsUnavailable').expr).toBe('kube_daemonset_status_number_unavailable{namespace="shop",daemonset="agent"} > 0');
    const canary = watched({}, { progressiveDelivery: ProgressiveDelivery.argoRollouts() }, [Delivery.canary()]);
    expect(alertIn(canary.find('PrometheusRule'), 'PodsUnavailable').expr).toBe('sum(kube_pod_container_status_ready{namespace="shop",container="checkout"} == bool 0) > 0');
  });

  test('where Flagger lets a copy serve, that is counted, too', () => {
    const it = watched({}, { progressiveDelivery: ProgressiveDelivery.flagger() }, [Delivery.blueGreen()]);
    expect(alertIn(it.find('PrometheusRule'), 'PodsUnavailable').expr).toContain('deployment=~"checkout|checkout-primary"');
    expect(it.find('Deployment').spec.template.metadata.labels).toMatchObject(it.find('PodMonitor').spec.selector.matchLabels);
  });

  test('nobody is told of no metrics where there may be no pod', () => {
    const nats = ScalingTrigger.natsJetStream({ monitoring: 'nats.messaging.svc.cluster.local:8222', streamName: 'ORDERS', consumer: 'mailer', backlog: Backlog.perPod(5) });
    const it = watched({}, undefined, [new EventScaling({ minReplicas: 0, triggers: [nats] })]);
    expect(alertsOf(it.find('PrometheusRule'))).not.toContain('MetricsMissing');
    expect(alertsOf(shop({ replicas: 0, traits: [new Monitoring()], without: [Availability.ID] }).find('PrometheusRule'))).not.toContain('MetricsMissing');
    expect(alertsOf(watched({}, undefined, [new EventScaling({ triggers: [nats] })]).find('PrometheusRule'))).toContain('MetricsMissing');
  });

  test('a job is watched while it runs', () => {
    const it = shop();
    const report = new GoCronJob(it.chart, 'report', { image: IMAGE, schedule: Schedule.daily(3), traits: [new Monitoring({ port: 'metrics' })] });
    report.draft.addPort(Port.tcp('metrics', 9100));
    expect(problemsOf(report)).toEqual([]);
    expect(alertsOf(it.find('PrometheusRule', 'report'))).toEqual([
      'ContainerRestarting', 'CrashLooping', 'OutOfMemory', 'CpuThrottled', 'GoMemoryNearLimit', 'GoMemoryUnlimited', 'GoMaxProcsMismatch', 'GoGcThrashing', 'GoroutinesGrowing',
    ]);
  });
});

describe('requests', () => {
  test('are recorded as rate, errors and duration, by Prometheus\' naming convention', () => {
    const records = rulesOf(watched({ requests: REQUESTS }).find('PrometheusRule')).filter((r) => r.record !== undefined);
    expect(records.map((r) => [r.record, r.labels])).toEqual(['namespace_job:requests:rate5m', 'namespace_job:request_errors:ratio_rate5m', 'namespace_job:request_duration_seconds:p99_rate5m']
      .map((name) => [name, { namespace: 'shop', job: 'checkout' }]));
    for (const { record } of records) expect(record).toMatch(/^[a-z_]+:[a-z_]+:[a-z0-9_]+$/);
  });

  test('raise alerts by limits of your choice', () => {
    const rule = watched({ requests: REQUESTS, errorRatio: Percent.of(2), latency: Duration.millis(300) }).find('PrometheusRule');
    expect(alertIn(rule, 'RequestErrors').expr).toBe('namespace_job:request_errors:ratio_rate5m{namespace="shop",job="checkout"} > 0.02');
    expect(alertIn(rule, 'RequestLatency').expr).toMatch(/ > 0\.3$/);
  });

  test('an SLO takes the place of the limit on the same', () => {
    expect(alertsOf(watched({ requests: REQUESTS, slos: [Slo.availability()] }).find('PrometheusRule')).slice(13)).toEqual(['RequestsDropped', 'RequestLatency', 'ErrorBudgetBurn']);
    expect(alertsOf(watched(FULL).find('PrometheusRule')).slice(13)).toEqual(['RequestsDropped', 'ErrorBudgetBurn']);
  });

  test('that are only counted have no latency', () => {
    const rule = watched({ requests: RequestSeries.of({ counter: 'http_requests_total' }) }).find('PrometheusRule');
    expect(JSON.stringify(rule)).not.toContain('_bucket');
  });
});

describe('service level objectives', () => {
  test('raise alerts at 14.4, 6, 3 and 1 times the pace that 30 days allow, over two windows each', () => {
    const burns = rulesOf(watched({ requests: REQUESTS, slos: [Slo.availability()] }).find('PrometheusRule')).filter((r) => r.alert === 'ErrorBudgetBurn');
    const ratio = (window: string) => `namespace_job:slo_errors:ratio_rate${window}{namespace="shop",job="checkout",slo="availability"}`;
    expect(burns.map((r) => [r.labels.severity, r.labels.long_window, r.expr])).toEqual([
      ['critical', '1h', `${ratio('1h')} > 14.4 * 0.001 and ${ratio('5m')} > 14.4 * 0.001`],
      ['critical', '6h', `${ratio('6h')} > 6 * 0.001 and ${ratio('30m')} > 6 * 0.001`],
      ['warning', '1d', `${ratio('1d')} > 3 * 0.001 and ${ratio('2h')} > 3 * 0.001`],
      ['warning', '3d', `${ratio('3d')} > 1 * 0.001 and ${ratio('6h')} > 1 * 0.001`],
    ]);
  });

  test('record every series that their alerts read', () => {
    const rules = rulesOf(watched(FULL).find('PrometheusRule'));
    const recorded = new Set(rules.filter((r) => r.record).map((r) => `${r.record} ${r.labels.slo ?? ''}`));
    const read = rules.filter((r) => r.alert).flatMap((r) => [...r.expr.matchAll(/(namespace_job:[\w:]+)\{[^}]*?(?:,slo="([^"]*)")?\}/g)].map((m: any) => `${m[1]} ${m[2] ?? ''}`));
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !recorded.has(name))).toEqual([]);
  });
});

describe('what could not work', () => {
  test.each<[string, MonitoringProps, string]>([
    ['a path that is none', { path: 'metrics' }, 'monitoring/bad-path'],
    ['half a second', { interval: Duration.millis(500) }, 'monitoring/bad-interval'],
    ['a timeout beyond the interval', { interval: Duration.seconds(5), timeout: Duration.seconds(6) }, 'monitoring/timeout-above-interval'],
    ['no series at all', { sampleLimit: 0 }, 'monitoring/bad-sample-limit'],
    ['SLOs of requests that nobody counts', { slos: [Slo.availability()] }, 'monitoring/no-requests'],
    ['a limit on errors that nobody counts', { errorRatio: Percent.of(1) }, 'monitoring/no-requests'],
    ['errors above a hundred percent', { requests: REQUESTS, errorRatio: Percent.of(101) }, 'percent/out-of-range'],
    ['no time at all', { requests: REQUESTS, latency: Duration.millis(0) }, 'monitoring/bad-latency'],
    ['a latency without a histogram', { requests: RequestSeries.of({ counter: 'x' }), latency: Duration.seconds(1) }, 'monitoring/no-histogram'],
    ['an SLO of latency without a histogram', { requests: RequestSeries.of({ counter: 'x' }), slos: [Slo.latency({ within: Duration.seconds(1) })] }, 'monitoring/no-histogram'],
    ['an SLO where no bucket ends', { requests: REQUESTS, slos: [Slo.latency({ within: Duration.millis(200) })] }, 'slo/no-such-bucket'],
    ['one SLO twice', { requests: REQUESTS, slos: [Slo.availability(), Slo.availability({ target: Percent.of(99) })] }, 'slo/twice'],
    ['calls that are counted twice', { calls: [CallSeries.grpcGo(), CallSeries.grpcPrometheus()] }, 'monitoring/calls-counted-twice'],
    ['calls that the mesh counts, too', { calls: [CallSeries.otelHttp(), CallSeries.istio()] }, 'monitoring/calls-counted-twice'],
    ['a limit on calls that nobody counts', { callErrorRatio: Percent.of(1) }, 'monitoring/no-calls'],
    ['calls that may never fail', { calls: [CallSeries.grpcGo()], callErrorRatio: Percent.of(0) }, 'percent/out-of-range'],
    ['a metric with a hyphen', { requests: RequestSeries.of({ counter: 'http-requests' }) }, 'metric/bad-name'],
  ])('is refused: %s', (_, props, slug) => {
    expect(watched(props).problems).toEqual([slug]);
  });

  test('a port that speaks UDP', () => {
    expect(shop({ ports: [Port.http(8080), Port.udp('statsd', 8125)], traits: [new Monitoring({ port: 'statsd' })] }).problems).toEqual(['monitoring/not-http']);
  });

  test('a chart without a namespace: alerts would mix up workloads of one name', () => {
    const chart = new Chart(newChart().node.root as App, 'nowhere');
    expect(problemsOf(serviceIn(chart, 'checkout', { traits: [new Monitoring()] }))).toEqual(['monitoring/no-namespace']);
  });

  test('everything is said at once', () => {
    expect(watched({ port: 'x', path: 'y', sampleLimit: -1, slos: [Slo.availability()] }).problems.sort()).toEqual(['monitoring/bad-path', 'monitoring/bad-sample-limit', 'monitoring/no-port', 'monitoring/no-requests']);
  });

  test.each<[PlatformProps['monitoring'], string]>([
    [{ labels: { 'not a key': 'x' } }, 'label/bad-key'],
    [{ labels: { release: 'no value!' } }, 'label/bad-value'],
    [{ runbooks: 'wiki' }, 'platform/bad-runbooks'],
    [{ runbooks: 'https://wiki.example.com/alerts' }, 'platform/bad-runbooks'],
  ])('the platform refuses %j', (monitoring, slug) => {
    expect(new Platform({ monitoring })._flaws().map((f) => f.slug)).toEqual([slug]);
  });
});

describe('like every trait', () => {
  test('left out again, it leaves nothing behind', () => {
    const it = watched(FULL);
    it.checkout.removeTrait(Monitoring.ID);
    expect(it.objects).toEqual(shop().objects);
  });

  test('it may be given in any order', () => {
    const traits = [new Monitoring(FULL), new Isolation(), new HealthChecks({ adminPort: 9000 })];
    const [one, other] = [shop({ traits }), shop({ traits: [...traits].reverse() })];
    expect(one.find('NetworkPolicy')).toEqual(other.find('NetworkPolicy'));
    expect([one.find('PodMonitor'), one.find('PrometheusRule')]).toEqual([other.find('PodMonitor'), other.find('PrometheusRule')]);
  });

  const makers: Array<[string, (chart: Chart) => unknown]> = [
    ['a service', (c) => new GoMicroservice(c, 'checkout', { image: IMAGE, traits: [new Monitoring(FULL)] })],
    ['a worker', (c) => new GoWorker(c, 'mailer', { image: IMAGE, traits: [new Monitoring()] })],
    ['a daemon', (c) => new GoDaemon(c, 'agent', { image: IMAGE, traits: [new Monitoring()] })],
  ];
  test.each(makers.flatMap(([what, make]) => ['1.28', '1.33', '1.37'].map((version): [string, string, (chart: Chart) => unknown] => [what, version, make])))(
    'all rules are quiet: %s on Kubernetes %s', (_, version, make) => {
      expect(findingsIn(make, on(version))).toEqual([]);
    });

  (isJudgeBuilt() ? test : test.skip)('the operator takes what is written, as its own definitions say', () => {
    expect(judge(watched(FULL, { monitoring: { labels: { release: 'x' } } }).objects)).toEqual([]);
  });
});
