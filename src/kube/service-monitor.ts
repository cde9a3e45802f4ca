import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { PodMonitorSpec } from './pod-monitor';
import { podLabels } from './pod-template';
import { METRICS_COMPONENT } from './service';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** Lets the Prometheus operator scrape metrics that want a token, over TLS that is checked. @internal */
export function renderSecuredMonitor(settled: Settled, identity: KubeIdentity, service: string, secretName: string): Rendered {
  return {
    labels: podLabels(settled, identity),
    body: {
      spec: {
        selector: { matchLabels: identity.selector },
        endpoints: [{
          port: 'metrics',
          path: '/metrics',
          scheme: 'https',
          bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
          tlsConfig: { serverName: `${service}.${identity.namespace}.svc`, ca: { secret: { name: secretName, key: 'ca.crt' } } },
        }],
      },
    },
  };
}

/**
 * Lets the Prometheus operator scrape the pods behind the Service for metrics, which it looks for in the monitor's own namespace.
 *
 * The label `job` becomes the workload's name, as with a PodMonitor: rules and dashboards are the same for both.
 *
 * @internal
 */
export function renderServiceMonitor(settled: Settled, identity: KubeIdentity, spec: PodMonitorSpec): Rendered {
  return {
    labels: { ...podLabels(settled, identity), ...spec.labels },
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        jobLabel: KubeIdentity.SELECTOR_LABEL,
        selector: { matchLabels: { ...identity.selector, ...METRICS_COMPONENT } },
        endpoints: [{ port: spec.port, path: spec.path, interval: `${spec.intervalSeconds}s`, scrapeTimeout: `${spec.timeoutSeconds}s` }],
        sampleLimit: spec.sampleLimit,
      },
    },
  };
}
