import { AccessMode } from './access-mode';
import { IVolumeClaim } from './claim';

/**
 * A PersistentVolumeClaim that somebody else puts into the cluster.
 *
 * Becomes no object; whoever mounts it refers to it.
 *
 * @example
 * const archive = ExistingClaim.of('archive', AccessMode.READ_ONLY_MANY);
 */
export class ExistingClaim implements IVolumeClaim {
  /** @param claimName its name, in the namespace of the workload @param accessMode who may have its volume at the same time */
  public static of(claimName: string, accessMode: AccessMode): ExistingClaim {
    return new ExistingClaim(claimName, accessMode);
  }

  public readonly namespace?: string;

  private constructor(public readonly claimName: string, public readonly accessMode: AccessMode) {}
}
