import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export interface PodMonitorSpec {
  /** what the operator selects monitors by */
  readonly labels: { readonly [key: string]: string };
  /** the port's name in the pod */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly sampleLimit: number;
}

/**
 * Lets the Prometheus operator scrape these pods, which it looks for in the monitor's own namespace.
 *
 * The label `job` becomes the workload's name, by the same label that selects the pods.
 *
 * @internal
 */
export function renderPodMonitor(settled: Settled, identity: KubeIdentity, spec: PodMonitorSpec): Rendered {
  return {
    labels: { ...podLabels(settled, identity), ...spec.labels },
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        jobLabel: KubeIdentity.SELECTOR_LABEL,
        selector: { matchLabels: identity.selector },
        podMetricsEndpoints: [{
          port: spec.port,
          path: spec.path,
          interval: `${spec.intervalSeconds}s`,
          scrapeTimeout: `${spec.timeoutSeconds}s`,
        }],
        sampleLimit: spec.sampleLimit,
      },
    },
  };
}
