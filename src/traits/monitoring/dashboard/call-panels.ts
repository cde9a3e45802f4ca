import { WINDOW } from './request-panels';
import { Panel } from '../../../kube/grafana/panel';
import { CallSeries } from '../../../values/call-series';
import { Watched } from '../watched';

/** Rate, errors and duration of what it calls, as it sees them itself. @internal */
export function callPanels(w: Watched, calls: CallSeries): Panel[] {
  const of = w.ofCalls(calls);
  const { _callee: callee, _queries: queries } = calls;
  const what = calls._protocol === 'any' ? '' : ` (${calls._protocol})`;
  const legend = `{{${callee}}}`;
  return [
    { title: `Calls per second${what}`, description: 'By whom it calls.', unit: 'reqps', queries: [{ expr: queries.rateBy(callee, of, WINDOW), legend }] },
    { title: `Failed calls${what}`, description: 'The share of calls that fail, by whom it calls.', unit: 'percentunit', queries: [{ expr: queries.errorRatioBy(callee, of, WINDOW), legend }] },
    { title: `Duration of calls${what}`, description: 'What 99 of a hundred calls stay below, the network included.', unit: 's', queries: [{ expr: queries.quantile(of, WINDOW, 0.99, callee), legend }] },
  ];
}
