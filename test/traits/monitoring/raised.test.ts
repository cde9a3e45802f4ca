import { HOW_TO_INSTALL, isPromtoolThere, testRules } from './promtool';
import { CallSeries, Cpu, Delivery, GoDaemon, GoMicroservice, GoMicroserviceProps, Monitoring, MonitoringProps, Percent, ProgressiveDelivery, RequestSeries, TrafficRouter, WorkloadAlert } from '../../../src';
import { IMAGE, shop } from '../../kit';

/*
 * Prometheus evaluates each alert over series that raise it and over series that are close to
 * that and do not, named and labelled as their exporters write them.
 */

interface Series { readonly series: string; readonly values: string }
type Case = [alert: WorkloadAlert, groups: () => any[], bad: [string, Series[]], good: [string, Series[]]];

const rulesOf = (props: MonitoringProps = {}, service: Partial<GoMicroserviceProps> = {}) => shop({ traits: [new Monitoring(props)], ...service }).find('PrometheusRule').spec.groups;
const POD = 'namespace="shop",pod="checkout-7d9f8-abcde"';
const OWN = `job="checkout",container="checkout",endpoint="admin",instance="10.0.0.7:8081",${POD}`;
const CONTAINER = `container="checkout",${POD}`;
const HPA = 'namespace="shop",horizontalpodautoscaler="checkout"';
const flat = (series: string, value: number | string): Series => ({ series, values: `${value}x200` });
const counting = (series: string, perMinute: number): Series => ({ series, values: `0+${perMinute}x200` });

const autoscaled = (least: number, most: number, now: number) => [
  flat(`kube_horizontalpodautoscaler_spec_min_replicas{${HPA}}`, least),
  flat(`kube_horizontalpodautoscaler_spec_max_replicas{${HPA}}`, most),
  flat(`kube_horizontalpodautoscaler_status_current_replicas{${HPA}}`, now),
];
const condition = (type: string, status: string) => ['true', 'false', 'unknown'].map((is) => flat(`kube_deployment_status_condition{namespace="shop",deployment="checkout",condition="${type}",status="${is}"}`, is === status ? 1 : 0));
const daemons = (wanted: number, updated: string) => [
  flat('kube_daemonset_status_desired_number_scheduled{namespace="shop",daemonset="agent"}', wanted),
  { series: 'kube_daemonset_status_updated_number_scheduled{namespace="shop",daemonset="agent"}', values: updated },
];
const waiting = (reason: string, values: string) => [{ series: `kube_pod_container_status_waiting_reason{${CONTAINER},reason="${reason}"}`, values }];
const periods = (throttled: number) => [
  counting(`container_cpu_cfs_periods_total{${CONTAINER},id="/kubepods/x",image="i",name="n",node="w1"}`, 600),
  counting(`container_cpu_cfs_throttled_periods_total{${CONTAINER},id="/kubepods/x",image="i",name="n",node="w1"}`, throttled),
];
const gc = (share: number) => [counting(`go_cpu_classes_total_cpu_seconds_total{${OWN}}`, 120), counting(`go_cpu_classes_gc_total_cpu_seconds_total{${OWN}}`, 120 * share)];
const threads = (n: number) => [flat(`go_sched_gomaxprocs_threads{${OWN}}`, n)];
const cpuLimit = (cores: number) => flat(`kube_pod_container_resource_limits{${CONTAINER},resource="cpu",unit="core",node="w1"}`, cores);
const http = (address: string, status: string, perMinute: number) => counting(`http_client_request_duration_seconds_count{${OWN},server_address="${address}"${status}}`, perMinute);
const grpc = (target: string, status: string, perMinute: number) => counting(`grpc_client_call_duration_seconds_count{${OWN},grpc_target="${target}",grpc_status="${status}"}`, perMinute);
const [OK, UNAVAILABLE, NO_ANSWER] = [',http_response_status_code="200"', ',http_response_status_code="503"', ',error_type="net.OpError"'];
const istio = (labels: string, code: string, perMinute: number) => counting(`istio_requests_total{reporter="destination",destination_workload="checkout",destination_workload_namespace="shop",${labels},response_code="${code}"}`, perMinute);
const linkerd = (classification: string, perMinute: number, route = 'http') => counting(`response_total{direction="inbound",namespace="shop",app_kubernetes_io_instance="checkout",route_name="${route}",classification="${classification}"}`, perMinute);

const daemon = () => {
  const it = shop();
  new GoDaemon(it.chart, 'agent', { image: IMAGE, traits: [new Monitoring()] });
  return it.find('PrometheusRule', 'agent').spec.groups;
};
const flagger = () => shop({ traits: [new Monitoring({ requests: RequestSeries.istio() }), Delivery.canary()] },
  { progressiveDelivery: ProgressiveDelivery.flagger({ router: TrafficRouter.istio() }) }).find('PrometheusRule').spec.groups;

const CASES: Case[] = [
  [WorkloadAlert.ROLLOUT_STUCK, rulesOf, ['the deadline has passed', condition('Progressing', 'false')], ['pods come slowly', condition('Progressing', 'true')]],
  [WorkloadAlert.ROLLOUT_STUCK, daemon, ['one node stays behind', daemons(5, '1 2 3 4x200')], ['node after node takes it', daemons(200, '0+1x200')]],
  [WorkloadAlert.AUTOSCALER_AT_MAXIMUM, rulesOf, ['all pods run', autoscaled(2, 10, 10)], ['there is room', autoscaled(2, 10, 9)]],
  [WorkloadAlert.AUTOSCALER_AT_MAXIMUM, rulesOf, ['all pods run', autoscaled(2, 10, 10)], ['there is nothing to decide', autoscaled(3, 3, 3)]],
  [WorkloadAlert.CRASH_LOOPING, rulesOf, ['it waits four minutes and runs one', waiting('CrashLoopBackOff', '1 1 1 1 0 '.repeat(40).trim())], ['it is created', waiting('ContainerCreating', '1x200')]],
  [WorkloadAlert.CPU_THROTTLED, rulesOf, ['a third of the slices', periods(200)], ['a tenth of them', periods(60)]],
  [WorkloadAlert.GO_MEMORY_UNLIMITED, rulesOf, ['Go says MaxInt64', [flat(`go_gc_gomemlimit_bytes{${OWN}}`, 9.223372036854775807e18)]], ['Go keeps to 117 MB', [flat(`go_gc_gomemlimit_bytes{${OWN}}`, 117440512)]]],
  [WorkloadAlert.GO_MAX_PROCS_MISMATCH, rulesOf, ['it runs as many as the node has cores', threads(64)], ['it does as it is told', threads(2)]],
  [WorkloadAlert.GO_MAX_PROCS_MISMATCH, () => rulesOf({}, { cpuLimit: Cpu.millis(2500) }), ['it follows no limit', [...threads(64), cpuLimit(2.5)]], ['it rounds up', [...threads(3), cpuLimit(2.5)]]],
  [WorkloadAlert.GO_MAX_PROCS_MISMATCH, () => rulesOf({}, { cpuLimit: Cpu.millis(500) }), ['it follows no limit', [...threads(3), cpuLimit(0.5)]], ['it keeps to the least there is', [...threads(2), cpuLimit(0.5)]]],
  [WorkloadAlert.GO_GC_THRASHING, rulesOf, ['a third of the CPU', gc(1 / 3)], ['a tenth of it', gc(0.1)]],
  [WorkloadAlert.CALL_ERRORS, () => rulesOf({ calls: [CallSeries.otelHttp(), CallSeries.grpcGo()] }),
    ['one of two callees fails', [http('payments', OK, 80), http('payments', UNAVAILABLE, 20), http('mail', OK, 1000)]],
    ['few of many calls fail', [http('payments', OK, 95), http('payments', UNAVAILABLE, 5), grpc('dns:///stock:9090', 'OK', 100)]]],
  [WorkloadAlert.CALL_ERRORS, () => rulesOf({ calls: [CallSeries.otelHttp()] }), ['nobody answers', [http('payments', NO_ANSWER, 60)]], ['what is asked for is not there', [http('payments', ',http_response_status_code="404"', 60)]]],
  [WorkloadAlert.CALL_ERRORS, () => rulesOf({ calls: [CallSeries.grpcGo()], callErrorRatio: Percent.of(1) }),
    ['a fiftieth fails', [grpc('dns:///stock:9090', 'OK', 98), grpc('dns:///stock:9090', 'UNAVAILABLE', 2)]], ['it is asked for what is not there', [grpc('dns:///stock:9090', 'NOT_FOUND', 100)]]],
  [WorkloadAlert.REQUEST_ERRORS, () => rulesOf({ requests: RequestSeries.istio() }), ['the proxy sees 5xx', [istio('request_protocol="http"', '200', 90), istio('request_protocol="http"', '503', 10)]], ['it sees 404', [istio('request_protocol="http"', '404', 100)]]],
  [WorkloadAlert.REQUEST_ERRORS, () => rulesOf({ requests: RequestSeries.istioGrpc() }),
    ['gRPC fails under 200', [istio('request_protocol="grpc",grpc_response_status="14"', '200', 100)]], ['another port answers 500', [istio('request_protocol="grpc",grpc_response_status="0"', '200', 100), istio('request_protocol="http"', '500', 100)]]],
  [WorkloadAlert.REQUEST_ERRORS, () => rulesOf({ requests: RequestSeries.linkerd() }), ['one of ten fails, beside many probes', [linkerd('success', 90), linkerd('failure', 10), linkerd('success', 1000, 'probe')]], ['a probe fails', [linkerd('success', 90), linkerd('failure', 100, 'probe')]]],
  [WorkloadAlert.REQUEST_ERRORS, flagger, ['the copy that serves fails', [counting('istio_requests_total{reporter="destination",destination_workload="checkout-primary",destination_workload_namespace="shop",response_code="500"}', 60)]],
    ['a program of a similar name fails', [counting('istio_requests_total{reporter="destination",destination_workload="checkout-primary-2",destination_workload_namespace="shop",response_code="500"}', 60)]]],
];

if (!isPromtoolThere()) test.skip(HOW_TO_INSTALL, () => undefined);
(isPromtoolThere() ? test : test.skip).each(CASES.map(([alert, groups, bad, good]) => [alert, bad[0], good[0], { groups, bad: bad[1], good: good[1] }] as const))(
  '%s is raised where %s, and not where %s', (alert, _, __, { groups, bad, good }) => {
    const asked = (series: Series[], is: boolean) => ({
      interval: '1m', input_series: series, promql_expr_test: [{ expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0`, eval_time: '2h', exp_samples: is ? [{ labels: '{}', value: 1 }] : [] }],
    });
    const about = groups().filter((group: any) => group.rules.some((rule: any) => rule.alert === alert));
    expect(testRules(about, [asked(bad, true), asked(good, false)])).toBe('');
  });

test('every alert is evaluated by Prometheus, here or beside it', () => {
  const beside = ['MetricsMissing', 'PodsUnavailable', 'ContainerRestarting', 'OutOfMemory', 'GoMemoryNearLimit', 'GoroutinesGrowing', 'RequestErrors', 'RequestLatency', 'RequestsDropped', 'ErrorBudgetBurn', 'DatabaseDown', 'DatabaseConnectionsUsed', 'DatabaseVolumeFull', 'RunOverdue', 'RunFailed'];
  expect([...new Set([...CASES.map(([alert]) => alert as string), ...beside])].sort()).toEqual(Object.values(WorkloadAlert).map(String).sort());
});

test('an alert about a callee names it', () => {
  const rule = rulesOf({ calls: [CallSeries.grpcGo()] }).flatMap((group: any) => group.rules).find((r: any) => r.alert === 'CallErrors');
  expect(rule.annotations.description).toContain('{{ $labels.grpc_target }}');
  expect(rule.labels.protocol).toBe('grpc');
});

test('an autoscaler at its maximum is told only where there is one', () => {
  const alerts = (props: Partial<GoMicroserviceProps>) => rulesOf({}, props).flatMap((group: any) => group.rules).map((rule: any) => rule.alert);
  expect(alerts({ replicas: 3 })).not.toContain('AutoscalerAtMaximum');
  expect(new GoMicroservice(shop().chart, 'other', { image: IMAGE, traits: [new Monitoring()] }).problems()).toEqual([]);
});
