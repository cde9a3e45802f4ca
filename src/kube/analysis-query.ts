import { Analysis, RequestMetrics } from '../values/analysis';

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

interface Family { readonly count: string; readonly failed: string; readonly buckets: string; readonly only: string; readonly toSeconds: number }

const FAMILIES: { readonly [metrics in RequestMetrics]: Family } = {
  [RequestMetrics.OTEL_HTTP]: {
    count: 'http_server_request_duration_seconds_count',
    failed: 'http_response_status_code=~"5.."',
    buckets: 'http_server_request_duration_seconds_bucket',
    only: '',
    toSeconds: 1,
  },
  [RequestMetrics.GRPC_PROMETHEUS]: {
    count: 'grpc_server_handled_total',
    failed: 'grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"',
    // A stream lasts as long as its client likes.
    buckets: 'grpc_server_handling_seconds_bucket',
    only: 'grpc_type="unary",',
    toSeconds: 1,
  },
  [RequestMetrics.ISTIO]: {
    count: 'istio_requests_total',
    failed: 'reporter="destination",response_code=~"5.."',
    buckets: 'istio_request_duration_milliseconds_bucket',
    only: 'reporter="destination",',
    toSeconds: 1000,
  },
};

/** What an analysis measures, in PromQL. @internal */
export function measurementsOf(analysis: Analysis, metrics: RequestMetrics, asked: Asked): Measurement[] {
  const { latency, queries = [] } = analysis._said;
  const rate = analysis._successRate;
  const family = FAMILIES[metrics];
  const whole = metrics === RequestMetrics.ISTIO ? 'reporter="destination",' : '';
  const pods = `namespace="${asked.namespace}",pod=~"${asked.pods}"`;
  const measurements: Measurement[] = [];
  if (rate !== undefined) {
    measurements.push({
      name: 'success-rate',
      // Without a failure there is no such series; without a request there is no answer at all.
      query: `100 - 100 * (sum(rate(${family.count}{${family.failed},${pods}}[${asked.window}])) or vector(0)) / sum(rate(${family.count}{${whole}${pods}}[${asked.window}]))`,
      min: rate,
    });
  }
  if (latency !== undefined) {
    const quantile = `histogram_quantile(${analysis._percentile / 100}, sum by (le) (rate(${family.buckets}{${family.only}${pods}}[${asked.window}])))`;
    measurements.push({
      name: 'latency',
      query: family.toSeconds === 1 ? quantile : `${quantile} / ${family.toSeconds}`,
      max: latency.toMilliseconds({ integral: false }) / 1000,
    });
  }
  for (const query of queries) measurements.push({ name: query.name, query: filled(query.promql, asked), ...query._range });
  return measurements;
}

function filled(promql: string, { namespace, pods, window }: Asked): string {
  return promql.replace(/\$namespace\b/g, () => namespace).replace(/\$pods\b/g, () => pods).replace(/\$window\b/g, () => window);
}
