import { renderDisruptionBudget } from '../kube/disruption-budget';
import { KubeObject } from '../kube/kube-object';
import { Facts } from '../model/facts';
import { Availability } from '../traits/availability';
import { Trait } from '../traits/trait';
import { ITraitHost } from '../traits/trait-host';
import { PodAmount } from '../values/pod-amount';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/**
 * Availability of several pods of which each has a volume of its own.
 *
 * Becomes a PodDisruptionBudget that lets one of them go at a time, as there are three at
 * least where a majority counts: a drain never takes it, nor is it ever blocked. The pods are
 * spread over zones and hosts where there is room; members that would lose their majority
 * with one host never share one.
 *
 * @internal
 */
export class DatabaseAvailability extends Trait {
  public readonly traitId = Availability.ID;

  public constructor(private readonly isApart: boolean) {
    super();
  }

  public bind(host: ITraitHost): void {
    if (host.platform._isLocal) return;
    this.spread(host);
    new KubeObject(host.scope, 'Budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      name: host.name,
      render: () => renderDisruptionBudget(host._settled(), host._identity, PodAmount.count(1)),
    });
  }

  /** As Availability does it, but for the hosts of members. */
  private spread({ draft, _identity: { selector } }: ITraitHost): void {
    draft._add(Facts.SPREAD, ZONE, { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }, 'a zone may fail; soft, as a volume is bound to its zone');
    if (this.isApart) {
      draft._add(Facts.NEIGHBOUR, 'its own pods', { near: false, topologyKey: HOST, labels: selector }, 'a node that takes two members with it takes the majority');
    } else {
      draft._add(Facts.SPREAD, HOST, { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }, 'a node may fail; soft, so that pods always find a place');
    }
  }
}
