import { IVolumeClaim } from './claim';
import { Flaw } from '../values/flaw';
import { objectNameFlaws } from '../values/names';

/**
 * What a new volume is filled with. It counts once, when the volume is made.
 *
 * @example
 * new VolumeClaim(chart, 'reports', { size: Size.gibibytes(10), source: ClaimSource.snapshot('reports-2026-11-01') });
 */
export class ClaimSource {
  /** The content of a VolumeSnapshot of the same namespace. @param name the VolumeSnapshot's name */
  public static snapshot(name: string): ClaimSource {
    return new ClaimSource({ apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name });
  }

  /** A copy of another claim's volume, of the same class and at most the same size. @param claim in the same namespace */
  public static copyOf(claim: IVolumeClaim): ClaimSource {
    return new ClaimSource({ kind: 'PersistentVolumeClaim', name: claim.claimName });
  }

  private constructor(
    /** @internal */
    public readonly _wire: { readonly apiGroup?: string; readonly kind: string; readonly name: string },
  ) {}

  /** @internal */
  public get _flaws(): Flaw[] {
    return objectNameFlaws(this._wire.kind, this._wire.name);
  }
}
