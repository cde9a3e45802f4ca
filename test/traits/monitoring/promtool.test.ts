import { Duration } from 'cdk8s';
import { checkRules, HOW_TO_INSTALL, isPromtoolThere, testRules } from './promtool';
import { CallSeries, Cpu, Delivery, Monitoring, MonitoringProps, ProgressiveDelivery, RequestSeries, Slo } from '../../../src';
import { shop } from '../../kit';

/*
 * Prometheus itself reads the rules and evaluates them over series as our PodMonitor,
 * client_golang and kube-state-metrics write them.
 */

const groupsOf = (props: MonitoringProps = {}) => shop({ traits: [new Monitoring({ requests: RequestSeries.otelHttp(), ...props })] }).find('PrometheusRule').spec.groups;
const OWN = 'namespace="shop",job="checkout",pod="checkout-7d9f8-abcde"';
const OTHER = 'namespace="shop",job="payments",pod="payments-7d9f8-abcde"';
const CONTAINER = 'namespace="shop",pod="checkout-7d9f8-abcde",container="checkout"';
const requests = (labels: string, code: number, perMinute: number, minutes = 200) => ({
  series: `http_server_request_duration_seconds_count{${labels},http_response_status_code="${code}"}`, values: `0+${perMinute}x${minutes}`,
});

/** An alert is raised at that time, or is not. */
function expectRaised(props: MonitoringProps, series: Array<{ series: string; values: string }>, at: string, alertname: string, is: boolean) {
  const expr = `count(ALERTS{alertname="${alertname}",alertstate="firing"}) > bool 0`;
  const groups = groupsOf(props).filter((group: any) => group.rules.some((rule: any) => rule.alert === alertname));
  expect(testRules(groups, [{ interval: '1m', input_series: series, promql_expr_test: [{ expr, eval_time: at, exp_samples: is ? [{ labels: '{}', value: 1 }] : [] }] }])).toBe('');
}

/** What a query gives at that time, compared by Prometheus. */
function expectValue(props: MonitoringProps, series: Array<{ series: string; values: string }>, at: string, expr: string, labels: string, value: number) {
  expect(testRules(groupsOf(props), [{ interval: '1m', input_series: series, promql_expr_test: [{ expr, eval_time: at, exp_samples: [{ labels, value }] }] }])).toBe('');
}

const slos = [Slo.availability()];

if (!isPromtoolThere()) test.skip(HOW_TO_INSTALL, () => undefined);
(isPromtoolThere() ? describe : describe.skip)('Prometheus', () => {
  const KINDS: Array<[string, () => any[]]> = [
    ['OpenTelemetry, HTTP', () => groupsOf({ slos: [Slo.availability(), Slo.latency({ within: Duration.seconds(1) })] })],
    ['OpenTelemetry, gRPC', () => groupsOf({ requests: RequestSeries.otelGrpc(), slos: [Slo.latency({ within: Duration.millis(250) })] })],
    ['go-grpc-middleware', () => groupsOf({ requests: RequestSeries.grpcPrometheus(), slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })] })],
    ['grpc-go itself', () => groupsOf({ requests: RequestSeries.grpcGo(), slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })] })],
    ['Istio', () => groupsOf({ requests: RequestSeries.istio(), slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })], calls: [CallSeries.istio()] })],
    ['Istio, gRPC', () => groupsOf({ requests: RequestSeries.istioGrpc(), slos })],
    ['Linkerd', () => groupsOf({ requests: RequestSeries.linkerd(), slos: [Slo.availability(), Slo.latency({ within: Duration.millis(200) })] })],
    ['calls', () => groupsOf({ calls: [CallSeries.otelHttp(), CallSeries.grpcGo()] })],
    ['calls by go-grpc-middleware', () => groupsOf({ calls: [CallSeries.grpcPrometheus()] })],
    ['a CPU limit', () => shop({ cpuLimit: Cpu.millis(1500), traits: [new Monitoring()] }).find('PrometheusRule').spec.groups],
    ['names of the program\'s own', () => groupsOf({ requests: RequestSeries.of({ counter: 'c', errorLabel: 'status', errorValues: 'bad\\d|"x"', histogram: 'h' }), slos })],
    ['a Rollout', () => shop({ traits: [new Monitoring(), Delivery.canary()] }, { progressiveDelivery: ProgressiveDelivery.argoRollouts() }).find('PrometheusRule').spec.groups],
  ];
  test.each(KINDS)('takes the rules without a remark: %s', (_, groups) => {
    expect(checkRules(groups())).toBe('');
  });

  test('refuses rules that are wrong, so the tests here can fail', () => {
    expect(checkRules([{ name: 'x', rules: [{ record: 'a:b:c', expr: 'sum(' }] }])).toContain('parse error');
    expect(() => expectValue({}, [], '1m', 'vector(1)', '{}', 2)).toThrow();
  });

  test('records the share of failures of this service alone', () => {
    const series = [requests(OWN, 200, 90), requests(OWN, 503, 10), requests(OTHER, 500, 100)];
    expectValue({}, series, '30m', 'namespace_job:request_errors:ratio_rate5m', 'namespace_job:request_errors:ratio_rate5m{namespace="shop",job="checkout"}', 0.1);
  });

  test('records no failures as none, and not as nothing', () => {
    expectValue({}, [requests(OWN, 200, 60)], '30m', 'namespace_job:request_errors:ratio_rate5m', 'namespace_job:request_errors:ratio_rate5m{namespace="shop",job="checkout"}', 0);
  });

  test.each(['1', '1.0'])('records the share of slow requests where the bucket is written %s', (le) => {
    const name = 'http_server_request_duration_seconds';
    const series = [{ series: `${name}_bucket{${OWN},le="${le}"}`, values: '0+75x60' }, { series: `${name}_count{${OWN}}`, values: '0+100x60' }];
    expectValue({ slos: [Slo.latency({ within: Duration.seconds(1) })] }, series, '30m', 'namespace_job:slo_errors:ratio_rate5m',
      'namespace_job:slo_errors:ratio_rate5m{namespace="shop",job="checkout",slo="latency-1000ms"}', 0.25);
  });

  test.each<[string, number, boolean]>([
    ['a budget that goes 20 times too fast', 20, true],
    ['half of what is allowed', 0.5, false],
  ])('raises the alert on %s: %d', (_, times, is) => {
    expectRaised({ slos }, [requests(OWN, 200, 100_000), requests(OWN, 500, times * 100)], '2h', 'ErrorBudgetBurn', is);
  });

  test('ends the call soon after the cause, though the hour was bad', () => {
    const series = [requests(OWN, 200, 100_000), { series: requests(OWN, 500, 0).series, values: '0+2000x50 100000x130' }];
    const critical = { expr: 'count(ALERTS{alertname="ErrorBudgetBurn",long_window="1h",alertstate="firing"})' };
    const ask = (at: string, exp_samples: any[]) => testRules(groupsOf({ slos }), [{ interval: '1m', input_series: series, promql_expr_test: [{ ...critical, eval_time: at, exp_samples }] }]);
    expect(ask('50m', [{ labels: '{}', value: 1 }])).toBe('');
    expect(ask('60m', [])).toBe('');
  });

  const up = { series: `up{${OWN}}`, values: '1x180' };
  const replicas = (wanted: number, there: number) => [
    { series: 'kube_deployment_spec_replicas{namespace="shop",deployment="checkout"}', values: `${wanted}x180` },
    { series: 'kube_deployment_status_replicas_available{namespace="shop",deployment="checkout"}', values: `${there}x180` },
  ];
  const memory = (held: number) => [
    { series: `go_memstats_sys_bytes{${OWN}}`, values: `${held + 10}x180` },
    { series: `go_memstats_heap_released_bytes{${OWN}}`, values: '10x180' },
    { series: `go_gc_gomemlimit_bytes{${OWN}}`, values: '100x180' },
  ];
  const killed = (reason: string) => [
    { series: `kube_pod_container_status_restarts_total{${CONTAINER}}`, values: '0x110 1x70' },
    { series: `kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="${reason}"}`, values: '1x180' },
  ];
  test.each<[string, string, Array<{ series: string; values: string }>, boolean]>([
    ['MetricsMissing', 'a pod is scraped', [up], false],
    ['MetricsMissing', 'no pod is', [{ ...up, values: '0x180' }], true],
    ['MetricsMissing', 'there is no target', [], true],
    ['MetricsMissing', 'only others are scraped', [{ series: `up{${OTHER}}`, values: '1x180' }], true],
    ['PodsUnavailable', 'all pods are there', replicas(3, 3), false],
    ['PodsUnavailable', 'one is missing', replicas(3, 2), true],
    ['ContainerRestarting', 'it was restarted every five minutes', [{ series: `kube_pod_container_status_restarts_total{${CONTAINER}}`, values: '0 0 0 0 0 1 1 1 1 1 2 2 2 2 2 3 3 3 3 3 4 4 4 4 4 5 5 5 5 5 6x180' }], false],
    ['ContainerRestarting', 'it is being restarted every five minutes', [{ series: `kube_pod_container_status_restarts_total{${CONTAINER}}`, values: '0+0.2x180' }], true],
    ['OutOfMemory', 'it was killed for its memory', killed('OOMKilled'), true],
    ['OutOfMemory', 'it ended with an error', killed('Error'), false],
    ['GoMemoryNearLimit', 'half of the limit is used', memory(50), false],
    ['GoMemoryNearLimit', 'nearly all of it is', memory(97), true],
    ['RequestErrors', 'one of ten requests fails', [requests(OWN, 200, 90), requests(OWN, 500, 10)], true],
    ['RequestErrors', 'one of a hundred fails', [requests(OWN, 200, 99), requests(OWN, 500, 1)], false],
    ['RequestLatency', 'requests take between 5 and 10 s', [{ series: `http_server_request_duration_seconds_bucket{${OWN},le="5"}`, values: '0x180' },
      { series: `http_server_request_duration_seconds_bucket{${OWN},le="10"}`, values: '0+60x180' }, { series: `http_server_request_duration_seconds_bucket{${OWN},le="+Inf"}`, values: '0+60x180' }], true],
  ])('%s where %s', (alert, _, series, is) => {
    expectRaised({}, series, '2h', alert, is);
  });

  test('GoroutinesGrowing where there are five times as many as for a day, and many', () => {
    const goroutines = (before: number, now: number) => [{ series: `go_goroutines{${OWN}}`, values: `${before}x1500 ${now}x60` }];
    const at = '1555m';
    expectRaised({}, goroutines(1000, 20_000), at, 'GoroutinesGrowing', true);
    expectRaised({}, goroutines(15_000, 20_000), at, 'GoroutinesGrowing', false);
    expectRaised({}, goroutines(100, 2000), at, 'GoroutinesGrowing', false);
  });

  test('RequestsDropped where there were many a week ago', () => {
    const week = 7 * 24 * 60;
    const series = (later: number) => [{ series: requests(OWN, 200, 0).series, values: `0+600x${week} ${600 * week + later}+${later}x180` }];
    expectRaised({}, series(1), `${week + 120}m`, 'RequestsDropped', true);
    expectRaised({}, series(600), `${week + 120}m`, 'RequestsDropped', false);
  });
});
