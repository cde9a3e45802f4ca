import { Analysis } from '../values/analysis';
import { RequestSeries } from '../values/request-series';

/** One number that is measured, and between what bounds it is good. @internal */
export interface Measurement {
  readonly name: string;
  readonly query: string;
  readonly min?: number;
  readonly max?: number;
}

/** How the queries name what they ask about. @internal */
export interface Asked {
  readonly namespace: string;
  /** a regular expression that matches the names of the new version's pods */
  readonly pods: string;
  readonly window: string;
}

/** What an analysis measures, in PromQL. @internal */
export function measurementsOf(analysis: Analysis, series: RequestSeries, asked: Asked): Measurement[] {
  const { latency, queries = [] } = analysis._said;
  const rate = analysis._successRate;
  // Programs and proxies alike are scraped with these two labels.
  const pods = `namespace="${asked.namespace}",pod=~"${asked.pods}"`;
  return [
    ...(rate === undefined ? [] : [{ name: 'success-rate', query: `100 - 100 * ${series._queries.errorRatio(pods, asked.window)}`, min: rate }]),
    ...(latency === undefined ? [] : [{
      name: 'latency',
      query: series._queries.quantile(pods, asked.window, analysis._percentile / 100),
      max: latency.toMilliseconds({ integral: false }) / 1000,
    }]),
    ...queries.map((query) => ({ name: query.name, query: filled(query.promql, asked), ...query._range })),
  ];
}

function filled(promql: string, { namespace, pods, window }: Asked): string {
  return promql.replace(/\$namespace\b/g, () => namespace).replace(/\$pods\b/g, () => pods).replace(/\$window\b/g, () => window);
}
