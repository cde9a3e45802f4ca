import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { ServiceLevelSpec } from '../../kube/service-level';
import { RequestSeries } from '../../values/request-series';
import { Slo } from '../../values/slo';

/** Labels that begin so become labels of pyrra's alerts. */
const HANDED_ON = 'pyrra.dev/';

/** One objective, as pyrra reads it: series it counts itself. That nothing is scraped, we tell already. @internal */
export function pyrraObjective(w: Watched, requests: RequestSeries, slo: Slo): ServiceLevelSpec {
  const { _queries: queries } = requests;
  const of = w.ofRequests(requests);
  const seconds = slo._seconds;
  return {
    labels: Object.fromEntries(Object.entries(w.alertLabels).map(([key, value]) => [`${HANDED_ON}${key}`, value])),
    spec: {
      description: `The objective is that ${slo}.`,
      target: String(slo._target),
      window: `${slo._days}d`,
      indicator: seconds === undefined
        ? { ratio: { errors: { metric: queries.failed(of) }, total: { metric: queries.counted(of) } } }
        : { latency: { success: { metric: queries.within(of, seconds) }, total: { metric: queries.timed(of) } } },
      alerting: { name: WorkloadAlert.ERROR_BUDGET_BURN, absent: false, burnrates: !w.isWithout(WorkloadAlert.ERROR_BUDGET_BURN) },
    },
  };
}
