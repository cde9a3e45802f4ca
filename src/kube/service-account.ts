import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export function renderServiceAccount(settled: Settled, identity: KubeIdentity): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: { ...settled.record(Facts.ANNOTATION), ...settled.record(Facts.SERVICE_ACCOUNT_ANNOTATION) },
    // A pod that needs the token says so itself: no other pod gets it for having this account.
    body: { automountServiceAccountToken: false },
  };
}
