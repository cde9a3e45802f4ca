import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { PodAmount } from '../values/pod-amount';

/** @internal */
export function renderDisruptionBudget(settled: Settled, identity: KubeIdentity, maxUnavailable: PodAmount): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        maxUnavailable: maxUnavailable._wire,
        selector: { matchLabels: identity.selector },
        // A pod that is broken anyway must not hold up the drain of its node.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  };
}
