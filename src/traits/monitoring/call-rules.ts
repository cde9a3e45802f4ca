import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';
import { CallSeries } from '../../values/call-series';
import { Percent } from '../../values/percent';

const RATE = 'namespace_job_callee:calls:rate5m';
const ERRORS = 'namespace_job_callee:call_errors:ratio_rate5m';
const P99 = 'namespace_job_callee:call_duration_seconds:p99_rate5m';

/** Rate, errors and duration of what the workload calls, each callee by itself, as the caller sees it. @internal */
export function callRules(w: Watched, calls: CallSeries, ratio: Percent): PromRule[] {
  const { _callee: callee, _protocol: protocol, _queries: queries } = calls;
  const of = w.ofCalls(calls);
  const record = (name: string, expr: string): PromRule => ({ record: name, expr, labels: { ...w.labels, protocol } });
  return [
    record(RATE, queries.rateBy(callee, of, '5m')),
    record(ERRORS, queries.errorRatioBy(callee, of, '5m')),
    record(P99, queries.quantile(of, '5m', 0.99, callee)),
    // One failure is in the window for five minutes: it alone raises nothing.
    ...w.alert(WorkloadAlert.CALL_ERRORS, {
      expr: `${ERRORS}{${w.own},protocol="${protocol}"} > ${ratio.value / 100}`,
      for: '10m',
      severity: 'warning',
      summary: `Calls of ${w.name} fail`,
      description: `{{ $value | humanizePercentage }} of the calls that ${w.name} makes to {{ $labels.${callee} }} fail; ${ratio} is the most that is accepted.`,
      labels: { protocol },
    }),
  ];
}
