import { renderDeployment } from './deployment';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/** Which kind makes the pods of a workload without volumes of its own: a Deployment, or an Argo Rollout in its place. @internal */
export function podOwner(settled: () => Settled) {
  const isRollout = () => settled().get(Facts.ARGO_STRATEGY) !== undefined;
  return {
    apiVersion: () => (isRollout() ? 'argoproj.io/v1alpha1' : 'apps/v1'),
    kind: () => (isRollout() ? 'Rollout' : 'Deployment'),
  };
}

/** @internal */
export function renderPodOwner(settled: Settled, identity: KubeIdentity, platform: Platform): Rendered {
  const rendered = renderDeployment(settled, identity, platform);
  const strategy = settled.get(Facts.ARGO_STRATEGY);
  if (strategy === undefined) return rendered;
  // A version whose pods do not come up is taken back, and not only reported.
  Object.assign(rendered.body.spec, { strategy, progressDeadlineAbort: true });
  return rendered;
}
