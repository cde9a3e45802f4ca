import { callPanels } from './call-panels';
import { goPanels } from './go-panels';
import { podPanels } from './pod-panels';
import { requestPanels } from './request-panels';
import { sloPanels } from './slo-panels';
import { Dashboard } from '../../../kube/grafana/dashboard';
import { CallSeries } from '../../../values/call-series';
import { RequestSeries } from '../../../values/request-series';
import { Slo } from '../../../values/slo';
import { Watched } from '../watched';

/** What is known of a workload's requests, calls and objectives. @internal */
export interface Shown { readonly requests?: RequestSeries; readonly calls: readonly CallSeries[]; readonly slos: readonly Slo[] }

/** One workload at a glance: what its users see first, what it is made of last. @internal */
export function serviceDashboard(w: Watched, { requests, calls, slos }: Shown): Dashboard {
  return {
    namespace: w.namespace,
    name: w.name,
    title: `${w.namespace} / ${w.name}`,
    rows: [
      { title: 'Requests', panels: requests === undefined ? [] : requestPanels(w, requests) },
      { title: 'Objectives', panels: requests === undefined ? [] : slos.flatMap((slo) => sloPanels(w, requests, slo)) },
      { title: 'Calls', panels: calls.flatMap((series) => callPanels(w, series)) },
      { title: 'Go runtime', panels: goPanels(w) },
      { title: 'Pods', panels: podPanels(w) },
    ],
  };
}
