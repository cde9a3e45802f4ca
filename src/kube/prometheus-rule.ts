import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** A rule as Prometheus reads it: it records a series, or raises an alert. @internal */
export interface PromRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** Rules that are evaluated one after the other. @internal */
export interface PromRuleGroup { readonly name: string; readonly rules: readonly PromRule[] }

/** Rules for the Prometheus operator; a group without any is left out. @internal */
export function renderPrometheusRule(settled: Settled, identity: KubeIdentity, labels: { readonly [key: string]: string }, groups: readonly PromRuleGroup[]): Rendered {
  return {
    labels: { ...podLabels(settled, identity), ...labels },
    annotations: settled.record(Facts.ANNOTATION),
    body: { spec: { groups: groups.filter((group) => group.rules.length > 0) } },
  };
}
