import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export function renderServiceAccount(settled: Settled, identity: KubeIdentity): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: { automountServiceAccountToken: settled.get(Facts.TOKEN) ?? false },
  };
}
