import { Facts } from '../../model/facts';
import { Availability } from '../../traits/availability';
import { Trait } from '../../traits/trait';
import { ITraitHost } from '../../traits/trait-host';

/**
 * Availability of the servers that an operator runs: it makes budgets itself, and keeps them on different nodes.
 *
 * Becomes soft spreading over zones.
 *
 * @internal
 */
export class OperatedSpread extends Trait {
  public readonly traitId = Availability.ID;

  public bind({ draft }: ITraitHost): void {
    draft._add(Facts.SPREAD, 'topology.kubernetes.io/zone', { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }, 'a zone may fail; soft, as a volume is bound to its zone');
  }
}
