import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessMode } from './access-mode';
import { IVolumeClaim } from './claim';
import { ClaimSource } from './claim-source';
import { KubeObject } from '../kube/kube-object';
import { renderVolumeClaim } from '../kube/volume-claim';
import { Problem } from '../model/problem';
import { objectLabels } from '../platform/object-labels';
import { Platform } from '../platform/platform';
import { objectNameFlaws } from '../values/names';
import { sizeFlaws, sizeInBytes } from '../values/quantity';

/** What a volume must be like. */
export interface VolumeClaimProps {
  /** How much it holds. It can grow later where the class allows that, and never shrink. */
  readonly size: Size;
  /**
   * Who may have it at the same time; the class must be able to. It can never be changed.
   * @default AccessMode.READ_WRITE_ONCE, which every class of disks can do (kubernetes.io: access modes)
   */
  readonly accessMode?: AccessMode;
  /**
   * The StorageClass. It can never be changed.
   * @default - the platform's, else the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * What it is filled with at first.
   * @default - nothing
   */
  readonly source?: ClaimSource;
  /**
   * Whether Argo CD and Flux leave the claim, and so the data, alone when it is no longer in Git.
   * @default true, data that are gone do not come back (a choice; Argo CD and Flux prune)
   */
  readonly keep?: boolean;
}

/**
 * A volume that outlives pods, made by the cluster's storage.
 *
 * Becomes a PersistentVolumeClaim whose name is the construct's id. Deleting it
 * deletes the data where the class says so (`reclaimPolicy: Delete`, as most do), so
 * GitOps tools are told to keep it.
 *
 * @example
 * const reports = new VolumeClaim(chart, 'reports', { size: Size.gibibytes(10) });
 */
export class VolumeClaim extends Construct implements IVolumeClaim {
  public readonly claimName: string;
  public readonly accessMode: AccessMode;
  public readonly namespace?: string;

  /** @param scope a chart or a construct in one @param id the claim's name @param props what it must be like */
  public constructor(scope: Construct, id: string, props: VolumeClaimProps) {
    super(scope, id);
    this.claimName = id;
    this.accessMode = props.accessMode ?? AccessMode.READ_WRITE_ONCE;
    this.namespace = Chart.of(this).namespace;
    const bad = sizeFlaws(`the volume ${id}`, props.size);
    const flaws = [
      ...objectNameFlaws('PersistentVolumeClaim', id),
      ...bad,
      ...(props.storageClass === undefined ? [] : objectNameFlaws('StorageClass', props.storageClass)),
      ...(props.source?._flaws ?? []),
    ];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    new KubeObject(this, 'Default', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      name: id,
      render: () => renderVolumeClaim(objectLabels(this), {
        accessMode: this.accessMode,
        bytes: bad.length > 0 ? 0 : sizeInBytes(props.size),
        storageClass: props.storageClass ?? Platform.of(this).storageClass,
        dataSource: props.source?._wire,
        keep: props.keep ?? true,
      }),
    });
  }
}
