import { limitedPorts } from './limited-ports';
import { renderedFor } from './rendered-for';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Port } from '../../values/port';
import { KubeIdentity } from '../identity';
import { Rendered } from '../kube-object';

/** All requests; Envoy takes none where nothing is said. */
const ALL = { default_value: { numerator: 100, denominator: 'HUNDRED' } };

/**
 * How many requests the proxy of each pod lets through to a port, as Istio has no word of its own for that: a filter of Envoy's.
 *
 * It is the last one before the router, so that what is not let in does not count.
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter
 *
 * @internal
 */
export function renderIstioRateLimit(settled: Settled, identity: KubeIdentity): Rendered {
  return renderedFor(settled, identity, {
    workloadSelector: { labels: identity.selector },
    configPatches: limitedPorts(settled).map((port) => ({
      applyTo: 'HTTP_FILTER',
      match: {
        context: 'SIDECAR_INBOUND',
        listener: {
          // The filter chains of a pod are told apart by the number in the pod.
          filterChain: {
            destinationPort: port.number,
            filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } },
          },
        },
      },
      patch: { operation: 'INSERT_BEFORE', value: filterOf(settled, port) },
    })),
  });
}

/** The words are those of Envoy's configuration, not of Kubernetes. */
function filterOf(settled: Settled, port: Port): object {
  const { requestsPerSecond, burst } = settled.get(Facts.RATE_LIMIT)!;
  return {
    name: 'envoy.filters.http.local_ratelimit',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      'stat_prefix': port.name,
      'token_bucket': { max_tokens: burst, tokens_per_fill: requestsPerSecond, fill_interval: '1s' },
      'filter_enabled': ALL,
      'filter_enforced': ALL,
      'rate_limited_as_resource_exhausted': true,
    },
  };
}
