import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';
import { Percent } from '../../values/percent';
import { RequestSeries } from '../../values/request-series';
import { Slo } from '../../values/slo';

/** From what on requests are worth an alert. @internal */
export interface RequestLimits { readonly errorRatio: Percent; readonly latencySeconds: number; readonly slos: readonly Slo[] }

/** Rate, errors and duration: recorded for dashboards, and alerts about them. @internal */
export function requestRules(w: Watched, requests: RequestSeries, limits: RequestLimits): PromRule[] {
  const of = w.ofRequests(requests);
  return [
    record(w, REQUEST_RATE, requests._queries.rate(of, '5m')),
    record(w, REQUEST_ERRORS, requests._queries.errorRatio(of, '5m')),
    ...(requests._isTimed ? [record(w, REQUEST_P99, requests._queries.quantile(of, '5m', 0.99))] : []),
    ...dropped(w),
    ...(limits.slos.some((slo) => slo._seconds === undefined) ? [] : errors(w, limits.errorRatio)),
    ...(!requests._isTimed || limits.slos.some((slo) => slo._seconds !== undefined) ? [] : slow(w, limits.latencySeconds)),
  ];
}

/* level:metric:operations, https://prometheus.io/docs/practices/rules/ */
/** @internal */
export const REQUEST_RATE = 'namespace_job:requests:rate5m';
/** @internal */
export const REQUEST_ERRORS = 'namespace_job:request_errors:ratio_rate5m';
/** @internal */
export const REQUEST_P99 = 'namespace_job:request_duration_seconds:p99_rate5m';

function record(w: Watched, name: string, expr: string): PromRule {
  return { record: name, expr, labels: w.labels };
}

function dropped(w: Watched): PromRule[] {
  const weekAgo = `avg_over_time(${REQUEST_RATE}{${w.own}}[1h] offset 1w)`;
  return w.alert(WorkloadAlert.REQUESTS_DROPPED, {
    expr: `${REQUEST_RATE}{${w.own}} < 0.1 * ${weekAgo} and ${weekAgo} > 1`,
    for: '15m',
    severity: 'warning',
    summary: `${w.name} gets hardly any requests`,
    description: `${w.name} gets {{ $value | humanize }} requests per second, less than a tenth of a week ago. Callers may not reach it.`,
  });
}

function errors(w: Watched, ratio: Percent): PromRule[] {
  return w.alert(WorkloadAlert.REQUEST_ERRORS, {
    expr: `${REQUEST_ERRORS}{${w.own}} > ${ratio.value / 100}`,
    for: '10m',
    severity: 'critical',
    summary: `Requests to ${w.name} fail`,
    description: `{{ $value | humanizePercentage }} of the requests to ${w.name} fail; ${ratio} is the most that is accepted.`,
  });
}

function slow(w: Watched, seconds: number): PromRule[] {
  return w.alert(WorkloadAlert.REQUEST_LATENCY, {
    expr: `${REQUEST_P99}{${w.own}} > ${seconds}`,
    for: '10m',
    severity: 'warning',
    summary: `Requests to ${w.name} are slow`,
    description: `One request of a hundred to ${w.name} takes longer than {{ $value | humanizeDuration }}; ${seconds} s is the most that is accepted.`,
  });
}
