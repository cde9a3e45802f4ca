import { S3Store } from './s3-store';
import { S3StoreProps } from './s3-store-props';
import { BACKUPS, SCRIPTS, StoreUse } from './store-use';
import { Facts } from '../../model/facts';
import { AccessMode, isForOneNode } from '../../storage/access-mode';
import { IVolumeClaim } from '../../storage/claim';
import { flaw, Flaw } from '../../values/flaw';
import { Image } from '../../values/image';
import { objectNameFlaws } from '../../values/names';

/**
 * Where backups are kept.
 *
 * Each database has a directory of its own in it, so one store may serve several.
 *
 * @example
 * const backups = BackupStore.volume(new VolumeClaim(chart, 'backups', { size: Size.gibibytes(100) }));
 */
export class BackupStore {
  /**
   * A volume of the cluster.
   *
   * It protects from what people and programs delete, and from the loss of the database's
   * own volume; not from the loss of the cluster. A claim for one node is had by one pod
   * after the other: a drill waits until the backup is done.
   *
   * @param claim a VolumeClaim, a StaticVolume or an ExistingClaim, in the namespace of the database
   */
  public static volume(claim: IVolumeClaim): BackupStore {
    const flaws = [
      ...objectNameFlaws('PersistentVolumeClaim', claim.claimName),
      ...(claim.accessMode === AccessMode.READ_ONLY_MANY ? [flaw('backup/read-only-store', `the claim ${claim.claimName} is ReadOnlyMany; no backup could be written to it`,
        'Claim ReadWriteOnce or ReadWriteMany.')] : []),
    ];
    return new BackupStore(`the claim ${claim.claimName}`, flaws, isForOneNode(claim.accessMode), ({ draft, isReader }) => {
      draft._check(() => namespaceFlaws(draft._subject, claim));
      const source = { persistentVolumeClaim: { claimName: claim.claimName, ...(isReader ? { readOnly: true } : {}) } };
      draft._add(Facts.VOLUME, BACKUPS, { mountPath: BACKUPS, readOnly: isReader, source }, 'where backups are kept');
    });
  }

  /**
   * A bucket of an object storage that speaks S3: for dumps, their restores and drills.
   *
   * A dump is made on a volume of the pod's own and then copied by rclone; its checksums
   * come last, so that half a copy is never taken for a backup.
   *
   * @param props where it is, and who may write
   */
  public static s3(props: S3StoreProps): BackupStore {
    const store = new S3Store(props);
    return new BackupStore(store.toString(), store.flaws, false, (use) => store.open(use), store.image);
  }

  private constructor(
    private readonly text: string,
    private readonly flaws: Flaw[],
    /** whether those who use it at the same time must be on one node @internal */
    public readonly _isForOneNode: boolean,
    private readonly open: (use: StoreUse) => void,
    /** what copies backups there, where the pod does not see the store itself @internal */
    public readonly _copier?: Image,
  ) {}

  public toString(): string {
    return this.text;
  }

  /** Why what is received or read all the time cannot be there. @internal */
  public _volumeFlaws(name: string): Flaw[] {
    return this._copier === undefined ? [] : [flaw('backup/needs-volume', `${name} would keep copies and log in ${this}; they are written and read as files`,
      'Give it a volume: BackupStore.volume(…); dumps can go to a bucket.')];
  }

  /** Gives a pod the store as a directory. @internal */
  public _open(use: StoreUse): void {
    if (!use.draft._report(this.flaws)) return;
    const isCopied = this._copier !== undefined && !use.isReader;
    if (use.step !== undefined && !isCopied) use.draft._put(Facts.COMMAND, ['/bin/sh', `${SCRIPTS}/${use.step}`], 'the server\'s own tools do it');
    this.open(use);
  }
}

function namespaceFlaws({ name, namespace }: { readonly name: string; readonly namespace?: string }, claim: IVolumeClaim): Flaw[] {
  return claim.namespace === undefined || namespace === undefined || claim.namespace === namespace ? [] : [flaw('volume/other-namespace',
    `${name} runs in "${namespace}" and keeps backups in the claim ${claim.claimName} of "${claim.namespace}"; pods mount claims of their own namespace only`, 'Put both into one namespace.')];
}
