import { Chart, Duration } from 'cdk8s';
import { checkRules, HOW_TO_INSTALL, isPromtoolThere, testRules } from './promtool';
import {
  CallSeries, Dashboards, Delivery, GoDaemon, GoMicroservice, Microservice, Monitoring, MonitoringProps, PlatformProps, Port, ProgressiveDelivery, RequestSeries, ServiceOverview, Slo, SloBackend,
} from '../../../src';
import { dashboardUid } from '../../../src/kube/grafana/dashboard';
import { areJudgesBuilt, dashboardComplaints, HOW_TO_BUILD, slothRules } from '../../conformance/monitoring/judges';
import { chartIn, find, IMAGE, newChart, objectsOf, Shop, shop } from '../../kit';
import { findingsIn } from '../../workloads/findings';

const FULL: MonitoringProps = {
  requests: RequestSeries.otelHttp(), calls: [CallSeries.otelHttp(), CallSeries.grpcGo()], slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })],
};
const shown = (props: MonitoringProps = FULL, platform: PlatformProps = {}) => shop({ traits: [new Monitoring({ dashboard: true, ...props })] }, platform);
const textOf = (it: Shop, name: string = 'checkout'): string => it.find('ConfigMap', `${name}-dashboard`).data[`shop_${name}.json`];
const modelOf = (it: Shop): any => JSON.parse(textOf(it));
const panelsOf = (model: any): any[] => model.panels.filter((panel: any) => panel.type !== 'row');
const exprsOf = (model: any): string[] => panelsOf(model).flatMap((panel) => panel.targets.map((target: any) => target.expr));
/** Grafana fills in the window; rules know no such variable. */
const asRules = (model: any) => [{ name: 'dashboard', rules: exprsOf(model).map((expr, i) => ({ record: `panel:query:q${i}`, expr: expr.replaceAll('$__rate_interval', '5m') })) }];

const overview = (): any => {
  const chart = newChart();
  new ServiceOverview(chart, 'services');
  return JSON.parse(find(objectsOf(chart), 'ConfigMap', 'services-dashboard').data['shop_services.json']);
};
const sloth = () => shown(FULL, { monitoring: { sloBackend: SloBackend.SLOTH } });
const daemon = () => {
  const it = shop();
  new GoDaemon(it.chart, 'agent', { image: IMAGE, traits: [new Monitoring({ dashboard: true })] });
  return JSON.parse(textOf(it, 'agent'));
};
const ALL: Array<[string, () => any]> = [
  ['everything', () => modelOf(shown())],
  ['nothing but pods and Go', () => modelOf(shown({}))],
  ['gRPC counted by itself', () => modelOf(shown({ requests: RequestSeries.grpcGo(), calls: [CallSeries.grpcPrometheus()], slos: [Slo.latency({ within: Duration.millis(250) })] }))],
  ['Istio', () => modelOf(shown({ requests: RequestSeries.istio(), calls: [CallSeries.istio()], slos: [Slo.availability()] }))],
  ['Linkerd', () => modelOf(shown({ requests: RequestSeries.linkerd(), slos: [Slo.latency({ within: Duration.millis(200) })] }))],
  ['sloth', () => modelOf(sloth())],
  ['pyrra', () => modelOf(shown(FULL, { monitoring: { sloBackend: SloBackend.PYRRA } }))],
  ['a Rollout', () => modelOf(shop({ traits: [new Monitoring({ ...FULL, dashboard: true }), Delivery.canary()] }, { progressiveDelivery: ProgressiveDelivery.argoRollouts() }))],
  ['a daemon', daemon],
  ['all services', overview],
];

describe('a dashboard', () => {
  test('comes where it is asked for, and where the platform says how it gets into Grafana', () => {
    const has = (props: MonitoringProps, platform: PlatformProps) => shop({ traits: [new Monitoring(props)] }, platform).objects.some((o) => o.metadata.name === 'checkout-dashboard');
    const platform = { monitoring: { dashboards: Dashboards.sidecar() } };
    expect([has({}, {}), has({ dashboard: true }, {}), has({}, platform), has({ dashboard: false }, platform)]).toEqual([false, true, true, false]);
  });

  test('is a ConfigMap that Grafana\'s sidecar looks for', () => {
    const { metadata, data } = shown({}).find('ConfigMap', 'checkout-dashboard');
    expect(metadata.labels.grafana_dashboard).toBe('1');
    expect(Object.keys(data)).toEqual(['shop_checkout.json']);
    const other = shown({}, { monitoring: { dashboards: Dashboards.sidecar({ label: 'dashboards', value: 'yes', folder: 'Services' }) } }).find('ConfigMap', 'checkout-dashboard').metadata;
    expect([other.labels.dashboards, other.annotations.grafana_folder, other.labels.grafana_dashboard]).toEqual(['yes', 'Services', undefined]);
  });

  test('is a GrafanaDashboard with the same content where the operator puts it in', () => {
    const { apiVersion, spec } = shown(FULL, { monitoring: { dashboards: Dashboards.grafanaOperator({ instance: { grafana: 'main' }, folder: 'Services' }) } }).find('GrafanaDashboard');
    expect(apiVersion).toBe('grafana.integreatly.org/v1beta1');
    expect(spec).toEqual({ instanceSelector: { matchLabels: { grafana: 'main' } }, allowCrossNamespaceImport: true, folder: 'Services', json: textOf(shown()) });
  });

  test('begins with what users see, and ends with pods', () => {
    expect(modelOf(shown()).panels.filter((panel: any) => panel.type === 'row').map((row: any) => row.title)).toEqual(['Requests', 'Objectives', 'Calls', 'Go runtime', 'Pods']);
  });

  test('says nothing about Go of another program', () => {
    const chart = newChart();
    new Microservice(chart, 'web', { image: IMAGE, ports: [Port.http(8080)], traits: [new Monitoring({ port: 'http', dashboard: true })] });
    expect(find(objectsOf(chart), 'ConfigMap', 'web-dashboard').data['shop_web.json']).not.toContain('go_');
  });

  test('is the same bytes each time, and wherever the service stands in the tree', () => {
    expect(textOf(shown())).toBe(textOf(shown()));
    const chart = newChart();
    new GoMicroservice(new Chart(chart, 'inner', { namespace: 'shop' }), 'checkout', { image: IMAGE, traits: [new Monitoring({ ...FULL, dashboard: true })] });
    expect(find(objectsOf(chart.node.findChild('inner') as Chart), 'ConfigMap', 'checkout-dashboard').data['shop_checkout.json']).toBe(textOf(shown()));
  });

  test('has room to spare in a ConfigMap, whatever is on it', () => {
    expect(Buffer.byteLength(textOf(shown()))).toBeLessThan(64 * 1024);
  });

  test('is known to Grafana by namespace and name: at most 40 characters, the same for ever, and no two alike', () => {
    expect(dashboardUid('shop', 'checkout')).toBe('shop_checkout');
    const names = ['a', 'a-b', 'b', 'c'.repeat(63), `${'c'.repeat(62)}d`];
    const uids = names.flatMap((namespace) => names.map((name) => dashboardUid(namespace, name)));
    expect(new Set(uids).size).toBe(25);
    for (const uid of uids) expect(uid).toMatch(/^[a-z0-9_-]{1,40}$/);
  });
});

describe.each(ALL)('every dashboard: %s', (_, modelIn) => {
  test('has panels beside and below each other, each with a number of its own', () => {
    const { panels } = modelIn();
    expect(panels.map((panel: any) => panel.id)).toEqual(panels.map((__: any, i: number) => i + 1));
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }: any) => Array.from({ length: w * h }, (__, i) => `${x + i % w},${y + Math.floor(i / w)}`));
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }: any) => x + w))).toBeLessThanOrEqual(24);
  });

  test('says what each panel shows, and leaves the data source to be chosen', () => {
    for (const panel of panelsOf(modelIn())) {
      expect(panel).toMatchObject({ title: expect.stringMatching(/./), description: expect.stringMatching(/\.$/), datasource: { uid: '${datasource}' } });
      for (const target of panel.targets) expect(target.datasource.uid).toBe('${datasource}');
    }
  });

  test('asks about one namespace, in every selector', () => {
    for (const expr of exprsOf(modelIn())) {
      for (const [selector] of expr.matchAll(/\{[^}]*\}/g)) expect(selector).toMatch(/namespace="shop"|sloth_service="shop\.checkout"/);
    }
  });

  (isPromtoolThere() ? test : test.skip)('asks what Prometheus can read', () => {
    expect(checkRules(asRules(modelIn()))).toBe('');
  });

  (areJudgesBuilt() ? test : test.skip)('is what Grafana\'s own types know, and nothing else', () => {
    expect(dashboardComplaints([JSON.stringify(modelIn())])).toEqual([[]]);
  });
});

(areJudgesBuilt() ? test : test.skip)('Grafana\'s types refuse what is wrong, so the tests here can fail', () => {
  const wrong = (change: (model: any) => void) => {
    const model = modelOf(shown());
    change(model);
    return dashboardComplaints([JSON.stringify(model)])[0].join();
  };
  expect(wrong((model) => { model.panels[1].targets[0].expression = 'up'; })).toContain('unexpected field \'expression\'');
  expect(wrong((model) => { model.panels[1].fieldConfig.defaults.custom.lineWidth = 'thin'; })).toContain('lineWidth');
  expect(wrong((model) => { delete model.panels[1].targets[0].expr; })).toContain('expr');
});

test('all rules are quiet about dashboards', () => {
  expect(findingsIn((chart) => {
    new GoMicroservice(chart, 'checkout', { image: IMAGE, traits: [new Monitoring({ ...FULL, dashboard: true })] });
    new ServiceOverview(chart, 'services');
  })).toEqual([]);
});

const can = isPromtoolThere() && areJudgesBuilt();
if (!can) test.skip(`${HOW_TO_INSTALL}; ${HOW_TO_BUILD}`, () => undefined);
(can ? describe : describe.skip)('scraped as it is written, with exporters as they are', () => {
  const POD = 'namespace="shop",pod="checkout-7d9f8-abcde"';
  const OWN = `job="checkout",container="checkout",endpoint="admin",instance="10.0.0.7:8081",${POD}`;
  const C = `container="checkout",${POD}`;
  const D = 'namespace="shop",deployment="checkout"';
  const H = 'namespace="shop",horizontalpodautoscaler="checkout"';
  const gauges = [
    ...['go_memstats_sys_bytes', 'go_memstats_heap_released_bytes', 'go_memstats_heap_alloc_bytes', 'go_gc_gomemlimit_bytes', 'go_sched_gomaxprocs_threads', 'go_goroutines', 'process_open_fds', 'process_max_fds', 'up'].map((name) => `${name}{${OWN}}`),
    ...['kube_deployment_spec_replicas', 'kube_deployment_status_replicas_available', 'kube_deployment_status_replicas_updated'].map((name) => `${name}{${D}}`),
    ...['kube_horizontalpodautoscaler_spec_min_replicas', 'kube_horizontalpodautoscaler_spec_max_replicas', 'kube_horizontalpodautoscaler_status_current_replicas'].map((name) => `${name}{${H}}`),
    ...['cpu', 'memory'].flatMap((resource) => ['requests', 'limits'].map((what) => `kube_pod_container_resource_${what}{${C},resource="${resource}",unit="x",node="w1"}`)),
    `container_memory_working_set_bytes{${C},id="/kubepods/x",image="i",name="n",node="w1"}`,
    `kube_pod_container_status_waiting_reason{${C},reason="CrashLoopBackOff"}`,
  ];
  const counters = [
    ...['process_cpu_seconds_total', 'go_gc_duration_seconds_count', 'go_cpu_classes_gc_total_cpu_seconds_total', 'go_cpu_classes_total_cpu_seconds_total'].map((name) => `${name}{${OWN}}`),
    ...['container_cpu_usage_seconds_total', 'container_cpu_cfs_periods_total', 'container_cpu_cfs_throttled_periods_total'].map((name) => `${name}{${C},id="/kubepods/x",image="i",name="n",node="w1"}`),
    `kube_pod_container_status_restarts_total{${C}}`,
    ...['0.25', '+Inf'].flatMap((le) => [`http_server_request_duration_seconds_bucket{${OWN},http_response_status_code="200",le="${le}"}`, `http_client_request_duration_seconds_bucket{${OWN},server_address="payments",le="${le}"}`, `grpc_client_call_duration_seconds_bucket{${OWN},grpc_target="dns:///stock",grpc_status="OK",le="${le}"}`]),
    `http_server_request_duration_seconds_count{${OWN},http_response_status_code="200"}`,
    `http_client_request_duration_seconds_count{${OWN},server_address="payments",http_response_status_code="200"}`,
    `grpc_client_call_duration_seconds_count{${OWN},grpc_target="dns:///stock",grpc_status="OK"}`,
  ];
  const series = [...gauges.map((name) => ({ series: name, values: '1x70' })), ...counters.map((name) => ({ series: name, values: '0+60x70' }))];

  test.each<[string, () => Shop, (it: Shop) => any[]]>([
    ['our own rules', () => shown(), (it) => it.find('PrometheusRule').spec.groups],
    ['sloth\'s rules', sloth, (it) => [...it.find('PrometheusRule').spec.groups, ...slothRules(it.find('PrometheusServiceLevel'))]],
  ])('every panel shows something: %s', (_, make, rulesIn) => {
    const it = make();
    const answered = exprsOf(modelOf(it)).map((expr) => ({ expr: `count(${expr.replaceAll('$__rate_interval', '5m')}) > bool 0`, eval_time: '70m', exp_samples: [{ labels: '{}', value: 1 }] }));
    expect(answered.length).toBeGreaterThan(30);
    expect(testRules(rulesIn(it), [{ interval: '1m', input_series: series, promql_expr_test: answered }])).toBe('');
  });
});

describe('the overview', () => {
  test('reads what Monitoring records of every service, and needs no change for a new one', () => {
    const recorded = shown().find('PrometheusRule').spec.groups.flatMap((group: any) => group.rules).map((rule: any) => rule.record);
    const read = exprsOf(overview()).flatMap((expr) => [...expr.matchAll(/namespace_job:[\w:]+/g)].map(([name]) => name));
    expect(read.length).toBe(3);
    expect(read.filter((name) => !recorded.includes(name))).toEqual([]);
  });

  test('may be called as a service is', () => {
    const it = shop();
    new ServiceOverview(it.chart, 'checkout');
    expect(it.find('ConfigMap', 'checkout-dashboard')).toBeDefined();
  });

  test('needs a namespace', () => {
    const chart = chartIn(newChart().node.root as any, 'nowhere');
    new ServiceOverview(chart, 'services');
    expect(() => objectsOf(chart)).toThrow('overview/no-namespace');
  });
});
