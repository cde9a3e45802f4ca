import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';

/** The label that tells the pods of one version from those of another: Argo Rollouts gives one of its own. @internal */
export function versionLabel(settled: Settled): string {
  return settled.get(Facts.ARGO_STRATEGY) === undefined ? 'pod-template-hash' : 'rollouts-pod-template-hash';
}
