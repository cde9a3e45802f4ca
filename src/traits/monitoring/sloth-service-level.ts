import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { ServiceLevelSpec } from '../../kube/service-level';
import { RequestSeries } from '../../values/request-series';
import { Slo } from '../../values/slo';

/** What sloth calls the workload. Its rules find each other by that alone, so the namespace is in it. @internal */
export function slothService(w: Watched): string {
  return `${w.namespace}.${w.name}`;
}

/** All objectives of a workload, as sloth reads them: what is bad, and what there is, over a window that it fills in. @internal */
export function slothServiceLevel(w: Watched, requests: RequestSeries, slos: readonly Slo[]): ServiceLevelSpec {
  return { labels: {}, spec: { service: slothService(w), labels: w.labels, slos: slos.map((slo) => objective(w, requests, slo)) } };
}

function objective(w: Watched, requests: RequestSeries, slo: Slo) {
  const disable = w.isWithout(WorkloadAlert.ERROR_BUDGET_BURN);
  const alert = (severity: string) => (disable ? { disable } : { labels: { severity } });
  return {
    name: slo._name,
    objective: slo._target,
    description: `The objective is that ${slo}.`,
    sli: { events: eventsOf(w.ofRequests(requests), requests, slo._seconds) },
    alerting: {
      name: WorkloadAlert.ERROR_BUDGET_BURN,
      labels: { ...w.alertLabels, slo: slo._name },
      annotations: { summary: `The error budget of ${w.name} goes too fast`, description: `The objective is that ${slo}.`, runbook_url: w.runbookOf(WorkloadAlert.ERROR_BUDGET_BURN) },
      pageAlert: alert('critical'),
      ticketAlert: alert('warning'),
    },
  };
}

function eventsOf(of: string, { _queries: queries }: RequestSeries, seconds: number | undefined) {
  const window = '{{.window}}';
  return seconds === undefined
    ? { errorQuery: queries.errors(of, window), totalQuery: queries.rate(of, window) }
    : { errorQuery: queries.slow(of, window, seconds), totalQuery: queries.timedRate(of, window) };
}
