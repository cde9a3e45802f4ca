import { Measurement } from './analysis-query';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export interface AnalysisTemplateSpec {
  readonly measurements: readonly Measurement[];
  readonly prometheus: string;
  readonly intervalSeconds: number;
  readonly failureLimit: number;
  /** undefined: as long as the release lasts */
  readonly count?: number;
}

/** The arguments of the template: where the release is, and the hash in the names of the new version's pods. @internal */
export const ANALYSIS_ARGS = [
  { name: 'namespace', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
  { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
];

/**
 * Argo's AnalysisTemplate.
 *
 * A number that is neither good nor bad, or none at all, is inconclusive: nobody has
 * called the new version, and the release waits for a person.
 *
 * @internal
 */
export function renderAnalysisTemplate(settled: Settled, identity: KubeIdentity, spec: AnalysisTemplateSpec): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        args: ANALYSIS_ARGS.map(({ name }) => ({ name })),
        metrics: spec.measurements.map(({ name, query, min, max }) => ({
          name,
          initialDelay: `${spec.intervalSeconds}s`,
          interval: `${spec.intervalSeconds}s`,
          ...(spec.count === undefined ? {} : { count: spec.count }),
          successCondition: `len(result) > 0 && result[0] ${min === undefined ? `<= ${max}` : `>= ${min}`}`,
          failureCondition: `len(result) > 0 && result[0] ${min === undefined ? `> ${max}` : `< ${min}`}`,
          failureLimit: spec.failureLimit,
          inconclusiveLimit: spec.failureLimit,
          provider: { prometheus: { address: spec.prometheus, query } },
        })),
      },
    },
  };
}
