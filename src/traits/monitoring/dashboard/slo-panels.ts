import { Panel } from '../../../kube/grafana/panel';
import { SloBackend } from '../../../platform/slo-backend';
import { RequestSeries } from '../../../values/request-series';
import { Slo } from '../../../values/slo';
import { badRatio, ratioOver } from '../slo-rules';
import { slothService } from '../sloth-service-level';
import { Watched } from '../watched';

/** How much of the error budget is left, and how fast it goes. @internal */
export function sloPanels(w: Watched, requests: RequestSeries, slo: Slo): Panel[] {
  const { left, burn } = queriesOf(w, requests, slo);
  return [
    ...(left === undefined ? [] : [{
      title: `Budget left: ${slo._name}`,
      description: `The objective is that ${slo}. Of what may go wrong in ${slo._days} days, this much is left; below 0 the objective is missed. Quiet hours weigh as much as busy ones.`,
      unit: 'percentunit',
      stat: { bad: 0 },
      queries: [{ expr: left, legend: 'left' }],
    }]),
    {
      title: `Burn rate: ${slo._name}`,
      description: `How many times faster than the objective allows its budget goes. At 1 it lasts ${slo._days} days.`,
      unit: 'short',
      queries: [{ expr: burn, legend: 'burn rate' }],
    },
  ];
}

/** Pyrra names its series by the metric and the window, and shows the budget on a page of its own. */
function queriesOf(w: Watched, requests: RequestSeries, slo: Slo): { readonly left?: string; readonly burn: string } {
  const own = `${w.own},slo="${slo._name}"`;
  const sloths = `sloth_service="${slothService(w)}",sloth_slo="${slo._name}"`;
  switch (w.sloBackend) {
    case SloBackend.PROMETHEUS_RULES: return {
      left: `1 - avg_over_time(${ratioOver('5m')}{${own}}[${slo._days}d]) / ${slo._budget}`,
      burn: `${ratioOver('1h')}{${own}} / ${slo._budget}`,
    };
    case SloBackend.SLOTH: return { left: `slo:period_error_budget_remaining:ratio{${sloths}}`, burn: `slo:current_burn_rate:ratio{${sloths}}` };
    case SloBackend.PYRRA: return { burn: `(${badRatio(w, requests, slo, '1h')}) / ${slo._budget}` };
  }
}
