import { KubeObject } from '../../kube/kube-object';
import { renderServiceAccount } from '../../kube/service-account';
import { Facts } from '../../model/facts';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/**
 * Gives a workload a name of its own towards the API server and other services.
 *
 * Becomes a ServiceAccount with the workload's name. Its token is not mounted: a
 * program that never talks to the API server has nothing to lose.
 */
export class Identity extends Trait {
  /** the trait's id */
  public static readonly ID = 'identity';
  public readonly traitId = Identity.ID;

  public bind(host: ITraitHost): void {
    const name = host._identity.serviceAccount;
    host.draft._put(Facts.SERVICE_ACCOUNT, name, 'rights and network policies of a mesh go by it');
    host.draft._put(Facts.TOKEN, false, 'the program does not talk to the API server');
    new KubeObject(host.scope, 'Account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name,
      render: () => renderServiceAccount(host._settled(), host._identity),
    });
  }
}
