import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';
import { RequestSeries } from '../../values/request-series';
import { BURN_RATES, BurnRate, Slo } from '../../values/slo';

const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/** How much of the requests is bad, over each window, and alerts where the error budget goes too fast. @internal */
export function sloRules(w: Watched, requests: RequestSeries, slo: Slo): PromRule[] {
  return [
    ...WINDOWS.map((window) => ({ record: ratioOver(window), expr: badRatio(w, requests, slo, window), labels: { ...w.labels, slo: slo._name } })),
    ...BURN_RATES.flatMap((rate) => burns(w, slo, rate)),
  ];
}

/** The series of the share that was bad. @internal */
export function ratioOver(window: string): string {
  return `namespace_job:slo_errors:ratio_rate${window}`;
}

/** The share that was bad, straight from the requests. @internal */
export function badRatio(w: Watched, requests: RequestSeries, slo: Slo, window: string): string {
  const seconds = slo._seconds;
  const of = w.ofRequests(requests);
  return seconds === undefined ? requests._queries.errorRatio(of, window) : requests._queries.slowRatio(of, window, seconds);
}

/** Over the long window, so that it matters; over the short one, so that it ends soon after the cause. */
function burns(w: Watched, slo: Slo, rate: BurnRate): PromRule[] {
  const burn = slo._burn(rate);
  const isBad = (window: string) => `${ratioOver(window)}{${w.own},slo="${slo._name}"} > ${burn} * ${slo._budget}`;
  return w.alert(WorkloadAlert.ERROR_BUDGET_BURN, {
    expr: `${isBad(rate.long)} and ${isBad(rate.short)}`,
    severity: rate.severity,
    summary: `The error budget of ${w.name} goes too fast`,
    description: `The objective is that ${slo}. Over ${rate.long}, {{ $value | humanizePercentage }} did not: ${burn} times what the objective allows, or more.`,
    labels: { slo: slo._name, long_window: rate.long },
  });
}
