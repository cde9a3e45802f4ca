import { Duration } from 'cdk8s';
import { checkRules, HOW_TO_INSTALL, isPromtoolThere, testRules } from './promtool';
import { Monitoring, MonitoringProps, Percent, PlatformProps, RequestSeries, Slo, SloBackend, WorkloadAlert } from '../../../src';
import { areJudgesBuilt, HOW_TO_BUILD, slothRules } from '../../conformance/monitoring/judges';
import { isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { shop } from '../../kit';

/* Objectives in the hands of sloth and of pyrra. What sloth's own program makes of them is evaluated beside our rules. */

const SLOS = [Slo.availability(), Slo.latency({ within: Duration.millis(250) })];
const by = (sloBackend: SloBackend, props: MonitoringProps = {}, platform: PlatformProps = {}) =>
  shop({ traits: [new Monitoring({ requests: RequestSeries.otelHttp(), slos: SLOS, ...props })] }, { owner: 'team-shop', ...platform, monitoring: { labels: { release: 'kps' }, ...platform.monitoring, sloBackend } });
const sloth = (props?: MonitoringProps) => by(SloBackend.SLOTH, props);
const pyrra = (props?: MonitoringProps) => by(SloBackend.PYRRA, props);

describe('sloth', () => {
  test('gets all objectives of a workload in one object, and there are no rules of ours about them', () => {
    const it = sloth();
    expect(it.problems).toEqual([]);
    const { metadata, spec } = it.find('PrometheusServiceLevel');
    expect(metadata.labels).toMatchObject({ release: 'kps' });
    expect(spec.slos.map((slo: any) => [slo.name, slo.objective])).toEqual([['availability', 99.9], ['latency-250ms', 99]]);
    expect(JSON.stringify(it.find('PrometheusRule'))).not.toContain('slo_errors');
    expect(JSON.stringify(it.find('PrometheusRule'))).toContain('request_errors');
  });

  test('is told of the workload with its namespace: two of one name do not mix', () => {
    expect(sloth().find('PrometheusServiceLevel').spec).toMatchObject({ service: 'shop.checkout', labels: { namespace: 'shop', job: 'checkout' } });
  });

  test('raises the same alert with the same labels and the same runbook as we do', () => {
    const ours = by(SloBackend.PROMETHEUS_RULES).find('PrometheusRule').spec.groups.flatMap((group: any) => group.rules).find((rule: any) => rule.alert === 'ErrorBudgetBurn');
    const { alerting } = sloth().find('PrometheusServiceLevel').spec.slos[0];
    const { severity, long_window: _, ...labels } = ours.labels;
    expect(alerting).toMatchObject({ name: ours.alert, labels, annotations: { runbook_url: ours.annotations.runbook_url }, pageAlert: { labels: { severity } }, ticketAlert: { labels: { severity: 'warning' } } });
  });

  test('raises none where it is left out', () => {
    const { alerting } = sloth({ without: [WorkloadAlert.ERROR_BUDGET_BURN] }).find('PrometheusServiceLevel').spec.slos[0];
    expect([alerting.pageAlert, alerting.ticketAlert]).toEqual([{ disable: true }, { disable: true }]);
  });

  test('has one period for all: another window is refused', () => {
    expect(sloth({ slos: [Slo.availability({ window: Duration.days(28) })] }).problems).toEqual(['slo/sloth-window']);
  });
});

describe('pyrra', () => {
  test('gets one object for each objective, named by series that it counts itself', () => {
    const it = pyrra();
    expect(it.problems).toEqual([]);
    expect(it.find('ServiceLevelObjective', 'checkout-availability').spec).toMatchObject({
      target: '99.9',
      window: '30d',
      indicator: {
        ratio: {
          errors: { metric: 'http_server_request_duration_seconds_count{namespace="shop",job="checkout",http_response_status_code=~"5.."}' },
          total: { metric: 'http_server_request_duration_seconds_count{namespace="shop",job="checkout"}' },
        },
      },
    });
    const { success, total } = it.find('ServiceLevelObjective', 'checkout-latency-250ms').spec.indicator.latency;
    expect(success.metric).toBe('http_server_request_duration_seconds_bucket{namespace="shop",job="checkout",le="0.25"}');
    expect(total.metric).toBe('http_server_request_duration_seconds_count{namespace="shop",job="checkout"}');
  });

  test('raises our alert, and hands on whose it is', () => {
    const { metadata, spec } = pyrra().find('ServiceLevelObjective', 'checkout-availability');
    expect(metadata.labels).toMatchObject({ 'release': 'kps', 'pyrra.dev/workload': 'checkout', 'pyrra.dev/namespace': 'shop', 'pyrra.dev/owner': 'team-shop' });
    expect(spec.alerting).toEqual({ name: 'ErrorBudgetBurn', absent: false, burnrates: true });
    expect(pyrra({ without: [WorkloadAlert.ERROR_BUDGET_BURN] }).find('ServiceLevelObjective', 'checkout-availability').spec.alerting.burnrates).toBe(false);
  });

  test('asks for a bucket in one spelling, so a bucket with two is refused', () => {
    expect(pyrra({ slos: [Slo.latency({ within: Duration.seconds(1) })] }).problems).toEqual(['slo/pyrra-bucket']);
    expect(pyrra({ requests: RequestSeries.istio(), slos: [Slo.latency({ within: Duration.millis(250) })] }).problems).toEqual(['slo/pyrra-bucket']);
    expect(by(SloBackend.PROMETHEUS_RULES, { slos: [Slo.latency({ within: Duration.seconds(1) })] }).problems).toEqual([]);
  });
});

test('without objectives there is no object for either', () => {
  for (const backend of [SloBackend.SLOTH, SloBackend.PYRRA]) {
    expect(by(backend, { slos: [] }).objects.map((o) => o.kind)).not.toEqual(expect.arrayContaining([expect.stringMatching(/ServiceLevel/)]));
  }
});

(isJudgeBuilt() ? test : test.skip)('sloth\'s own definition takes what it gets', () => {
  expect(judge([sloth().find('PrometheusServiceLevel')])).toEqual([]);
});

const can = isPromtoolThere() && areJudgesBuilt();
if (!can) test.skip(`${HOW_TO_INSTALL}; ${HOW_TO_BUILD}`, () => undefined);
(can ? describe : describe.skip)('sloth\'s own program', () => {
  const SERIES: Array<[string, RequestSeries, number]> = [
    ['OpenTelemetry', RequestSeries.otelHttp(), 250], ['grpc-go', RequestSeries.grpcGo(), 250], ['go-grpc-middleware', RequestSeries.grpcPrometheus(), 1000], ['Istio', RequestSeries.istio(), 250], ['Linkerd', RequestSeries.linkerd(), 500],
  ];
  test.each(SERIES)('makes rules that Prometheus takes: %s', (_, requests, within) => {
    const rules = slothRules(sloth({ requests, slos: [Slo.availability(), Slo.latency({ within: Duration.millis(within) })] }).find('PrometheusServiceLevel'));
    expect(rules.length).toBe(6);
    expect(checkRules(rules)).toBe('');
  });

  const OWN = 'namespace="shop",job="checkout",pod="checkout-7d9f8-abcde"';
  const counted = (name: string, labels: string, values: string) => ({ series: `http_server_request_duration_seconds_${name}{${OWN},${labels}}`, values });
  /** the share that is bad, as a multiple of what may be */
  const failing = (times: number) => [counted('count', 'http_response_status_code="200"', '0+100000x240'), counted('count', 'http_response_status_code="500"', `0+${100 * times}x240`)];
  const slow = (times: number) => [counted('count', 'http_response_status_code="200"', '0+100000x240'), counted('bucket', 'le="0.25"', `0+${100_000 - 1000 * times}x240`)];
  const FOR_AN_HOUR = [counted('count', 'http_response_status_code="200"', '0+100000x240'), counted('count', 'http_response_status_code="500"', '0+5000x60 300000x180')];

  const CASES: Array<[string, Slo, any[], string[]]> = [
    ['twenty times what is allowed', SLOS[0], failing(20), ['critical', 'warning']],
    ['seven times', SLOS[0], failing(7), ['critical', 'warning']],
    ['four times', SLOS[0], failing(4), ['warning']],
    ['one and a half', SLOS[0], failing(1.5), ['warning']],
    ['half', SLOS[0], failing(0.5), []],
    ['fifty times for an hour, and nothing for three since', SLOS[0], FOR_AN_HOUR, ['warning']],
    ['twenty times too many slow ones', SLOS[1], slow(20), ['critical', 'warning']],
    ['half of the slow ones that may be', SLOS[1], slow(0.5), []],
    ['a tight objective, failing four times', Slo.availability({ target: Percent.of(99.95) }), failing(4), ['critical', 'warning']],
  ];
  test.each(CASES)('calls whom we call, at %s', (_, slo, series, severities) => {
    const ours = by(SloBackend.PROMETHEUS_RULES, { slos: [slo] }).find('PrometheusRule').spec.groups.filter((group: any) => group.name.includes('slo'));
    const theirs = slothRules(sloth({ slos: [slo] }).find('PrometheusServiceLevel'));
    const called = (whose: string) => `count by (severity) (ALERTS{alertname="ErrorBudgetBurn",alertstate="firing",${whose}}) > bool 0`;
    const exp_samples = severities.map((severity) => ({ labels: `{severity="${severity}"}`, value: 1 }));
    const same = (window: string) => ({ expr: `abs(sum(namespace_job:slo_errors:ratio_rate${window}) - sum(slo:sli_error:ratio_rate${window})) < bool 1e-12`, eval_time: '4h', exp_samples: [{ labels: '{}', value: 1 }] });
    expect(testRules([...ours, ...theirs], [{
      interval: '1m',
      input_series: series,
      promql_expr_test: [
        { expr: called('sloth_slo="",sloth_severity=""'), eval_time: '4h', exp_samples },
        { expr: called('sloth_severity!=""'), eval_time: '4h', exp_samples },
        ...['5m', '30m', '1h', '2h', '6h', '1d', '3d'].map(same),
      ],
    }])).toBe('');
  });
});
