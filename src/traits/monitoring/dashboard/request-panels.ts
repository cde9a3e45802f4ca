import { Panel } from '../../../kube/grafana/panel';
import { RequestSeries } from '../../../values/request-series';
import { Watched } from '../watched';

/** Grafana puts in a window of four scrapes or more. @internal */
export const WINDOW = '$__rate_interval';

const QUANTILES = [0.5, 0.9, 0.99];

/** Rate, errors, duration. @internal */
export function requestPanels(w: Watched, requests: RequestSeries): Panel[] {
  const of = w.ofRequests(requests);
  const { _queries: queries } = requests;
  return [
    {
      title: 'Requests per second',
      description: 'By how they ended. A sudden fall is as bad as a peak: callers may not get through.',
      unit: 'reqps',
      queries: [{ expr: queries.rateByEnd(of, WINDOW), legend: `{{${queries.endLabel}}}` }],
    },
    {
      title: 'Failed requests',
      description: 'The share of requests that fail by the program\'s own fault.',
      unit: 'percentunit',
      queries: [{ expr: queries.errorRatio(of, WINDOW), legend: 'failed' }],
    },
    ...(!requests._isTimed ? [] : [{
      title: 'Duration of requests',
      description: 'What half, nine of ten, and 99 of a hundred requests stay below. It is as exact as the buckets of the histogram.',
      unit: 's',
      queries: QUANTILES.map((quantile) => ({ expr: queries.quantile(of, WINDOW, quantile), legend: `${quantile * 100} %` })),
    }]),
  ];
}
