import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** One objective, as sloth or pyrra reads it. @internal */
export interface ServiceLevelSpec {
  /** what the operator selects by, and what the backend hands on to its rules */
  readonly labels: { readonly [key: string]: string };
  readonly spec: { readonly [field: string]: any };
}

/** Sloth's PrometheusServiceLevel, or one of pyrra's ServiceLevelObjectives. @internal */
export function renderServiceLevel(settled: Settled, identity: KubeIdentity, { labels, spec }: ServiceLevelSpec): Rendered {
  return { labels: { ...podLabels(settled, identity), ...labels }, annotations: settled.record(Facts.ANNOTATION), body: { spec } };
}
