import { renderDisruptionBudget } from '../kube/disruption-budget';
import { KubeObject } from '../kube/kube-object';
import { Availability } from '../traits/availability';
import { Trait } from '../traits/trait';
import { ITraitHost } from '../traits/trait-host';
import { PodAmount } from '../values/pod-amount';

/**
 * Availability of something that runs in one pod: the drain of its node takes it.
 *
 * Becomes a PodDisruptionBudget that never blocks. It is there so that nobody else
 * selects these pods with a stricter one, and so that drains are seen to be allowed.
 *
 * @internal
 */
export class SinglePodBudget extends Trait {
  public readonly traitId = Availability.ID;

  public bind(host: ITraitHost): void {
    if (host.platform._isLocal) return;
    new KubeObject(host.scope, 'Budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      name: host.name,
      render: () => renderDisruptionBudget(host._settled(), host._identity, PodAmount.count(1)),
    });
  }
}
