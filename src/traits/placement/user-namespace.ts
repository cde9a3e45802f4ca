import { Facts } from '../../model/facts';
import { Feature } from '../../platform/feature';
import { flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/**
 * Gives pods users of their own: whoever breaks out of the container is nobody on the node.
 *
 * Becomes `hostUsers: false`, from Kubernetes 1.33 on. The node's kernel and runtime must
 * be able to (Linux 6.3, containerd 2.0 or CRI-O 1.25), and so must the file systems of
 * mounted volumes; NFS is not.
 *
 * @example
 * app.with(new UserNamespace());
 */
export class UserNamespace extends Trait {
  /** the trait's id */
  public static readonly ID = 'user-namespace';
  public readonly traitId = UserNamespace.ID;

  public bind(host: ITraitHost): void {
    const { kubernetesVersion } = host.platform;
    if (kubernetesVersion.isAtLeast(Feature.USER_NAMESPACES)) {
      host.draft._add(Facts.POD_SETTING, 'hostUsers', false, 'whoever breaks out is nobody on the node');
    } else {
      host.draft._report([flaw('security/no-user-namespaces', `Kubernetes ${kubernetesVersion} has user namespaces switched off`,
        `Leave UserNamespace out before 1.${Feature.USER_NAMESPACES}.`)]);
    }
  }
}
