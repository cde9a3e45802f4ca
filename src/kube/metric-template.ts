import { Measurement } from './analysis-query';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** Flagger's MetricTemplate: one number; its bounds are in the Canary. @internal */
export function renderMetricTemplate(settled: Settled, identity: KubeIdentity, measurement: Measurement, prometheus: string): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: { spec: { provider: { type: 'prometheus', address: prometheus }, query: measurement.query } },
  };
}
