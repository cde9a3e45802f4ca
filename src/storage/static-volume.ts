import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessMode } from './access-mode';
import { IVolumeClaim } from './claim';
import { KubeObject } from '../kube/kube-object';
import { renderPersistentVolume } from '../kube/persistent-volume';
import { renderVolumeClaim } from '../kube/volume-claim';
import { Problem } from '../model/problem';
import { objectLabels } from '../platform/object-labels';
import { Flaw, flaw, quoted } from '../values/flaw';
import { labelValueFlaws, objectNameFlaws, pathFlaws } from '../values/names';
import { sizeFlaws, sizeInBytes } from '../values/quantity';

/** A share of an NFS server. */
export interface NfsVolumeProps {
  /** The server's name or address. */
  readonly server: string;
  /** The exported directory; absolute. */
  readonly path: string;
  /** How much it holds; the cluster only compares it, the server does not enforce it. */
  readonly size: Size;
  /**
   * Who may have it at the same time.
   * @default AccessMode.READ_WRITE_MANY, what a share is for (kubernetes.io: access modes)
   */
  readonly accessMode?: AccessMode;
  /**
   * Options of the mount, such as `nfsvers=4.1`.
   * @default - the node's
   */
  readonly mountOptions?: string[];
}

/** A disk or directory of one node. */
export interface LocalVolumeProps {
  /** The node, by its label `kubernetes.io/hostname`. Pods that mount the volume run there and nowhere else. */
  readonly nodeName: string;
  /** The directory on the node; absolute. It must be there. */
  readonly path: string;
  /** How much it holds. */
  readonly size: Size;
}

/** A volume that a CSI driver manages and that exists already. */
export interface CsiVolumeProps {
  /** The driver's name, such as `ebs.csi.aws.com`. */
  readonly driver: string;
  /** The volume's name for the driver, such as `vol-0a1b2c3d`. */
  readonly handle: string;
  /** How much it holds. */
  readonly size: Size;
  /**
   * Who may have it at the same time.
   * @default AccessMode.READ_WRITE_ONCE, which every disk can do (kubernetes.io: access modes)
   */
  readonly accessMode?: AccessMode;
  /**
   * The file system on it.
   * @default - the driver's
   */
  readonly fsType?: string;
  /**
   * What else the driver wants to know. No secrets: they would be committed.
   * @default - nothing
   */
  readonly attributes?: { [name: string]: string };
}

/** What all kinds have in common. @internal */
interface Found {
  readonly source: { readonly [kind: string]: any };
  readonly size: Size;
  readonly accessMode: AccessMode;
  readonly mountOptions?: string[];
  readonly node?: string;
  readonly flaws: Flaw[];
}

/**
 * A volume that exists already, for the workloads of one namespace.
 *
 * Becomes a PersistentVolume and the PersistentVolumeClaim that it is reserved for;
 * no other claim can take it, and no StorageClass provisions one in its place. The
 * data stay whatever happens to either object. The claim's name is the construct's
 * id; the volume's, which is in no namespace, is `<namespace>-<id>`.
 *
 * @example
 * const media = StaticVolume.nfs(chart, 'media', { server: 'nfs.example.com', path: '/export/media', size: Size.tebibytes(1) });
 */
export class StaticVolume extends Construct implements IVolumeClaim {
  /** A share of an NFS server. @param scope a chart with a namespace @param id the claim's name @param props where it is */
  public static nfs(scope: Construct, id: string, props: NfsVolumeProps): StaticVolume {
    return new StaticVolume(scope, id, {
      source: { nfs: { server: props.server, path: props.path } },
      size: props.size,
      accessMode: props.accessMode ?? AccessMode.READ_WRITE_MANY,
      mountOptions: props.mountOptions,
      flaws: [
        ...(/^[A-Za-z0-9.:-]+$/.test(props.server) ? [] : [flaw('volume/bad-server', `${quoted(props.server)} is not the name or address of a server`, 'Write it as "nfs.example.com" or "10.0.0.7".')]),
        ...pathFlaws('volume', props.path),
      ],
    });
  }

  /** A disk or directory of one node. @param scope a chart with a namespace @param id the claim's name @param props where it is */
  public static local(scope: Construct, id: string, props: LocalVolumeProps): StaticVolume {
    return new StaticVolume(scope, id, {
      source: { local: { path: props.path } },
      size: props.size,
      accessMode: AccessMode.READ_WRITE_ONCE,
      node: props.nodeName,
      flaws: [
        ...pathFlaws('volume', props.path),
        ...(props.nodeName === '' ? [flaw('volume/no-node', 'a local volume is on a node, and none is named', 'Name the node: nodeName: \'…\'.')] : labelValueFlaws('kubernetes.io/hostname', props.nodeName)),
      ],
    });
  }

  /** A volume of a CSI driver. @param scope a chart with a namespace @param id the claim's name @param props which one */
  public static csi(scope: Construct, id: string, props: CsiVolumeProps): StaticVolume {
    const { driver, handle, fsType, attributes } = props;
    return new StaticVolume(scope, id, {
      source: { csi: { driver, volumeHandle: handle, ...(fsType === undefined ? {} : { fsType }), ...(attributes === undefined ? {} : { volumeAttributes: { ...attributes } }) } },
      size: props.size,
      accessMode: props.accessMode ?? AccessMode.READ_WRITE_ONCE,
      flaws: [
        ...driverFlaws(driver),
        ...(handle === '' ? [flaw('volume/no-handle', `nothing says which volume of ${driver} it is`, 'Give the `handle` that the driver knows it by.')] : []),
      ],
    });
  }

  public readonly claimName: string;
  public readonly accessMode: AccessMode;
  public readonly namespace?: string;
  /** the PersistentVolume's name */
  public readonly volumeName: string;

  private constructor(scope: Construct, id: string, found: Found) {
    super(scope, id);
    this.claimName = id;
    this.accessMode = found.accessMode;
    this.namespace = Chart.of(this).namespace;
    this.volumeName = this.namespace === undefined ? id : `${this.namespace}-${id}`;
    const bad = sizeFlaws(`the volume ${id}`, found.size);
    const flaws = [
      ...objectNameFlaws('PersistentVolumeClaim', id),
      ...bad,
      ...found.flaws,
      ...(this.namespace !== undefined ? [] : [flaw('volume/no-namespace', `the volume ${id} is reserved for a claim, and nobody says in which namespace that is`,
        'Give the chart a namespace: new Chart(app, \'shop\', { namespace: \'shop\' }).')]),
    ];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    const bytes = bad.length > 0 ? 0 : sizeInBytes(found.size);
    new KubeObject(this, 'Volume', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      name: this.volumeName,
      clusterWide: true,
      render: () => renderPersistentVolume(objectLabels(this), {
        accessMode: this.accessMode,
        bytes,
        source: found.source,
        claim: { name: id, namespace: this.namespace ?? '' },
        mountOptions: found.mountOptions ?? [],
        node: found.node,
      }),
    });
    new KubeObject(this, 'Default', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      name: id,
      render: () => renderVolumeClaim(objectLabels(this), { accessMode: this.accessMode, bytes, storageClass: '', volumeName: this.volumeName, keep: true }),
    });
  }
}

/** @internal */
export function driverFlaws(driver: string): Flaw[] {
  const good = /^[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?$/.test(driver) && driver.length <= 63;
  return good ? [] : [flaw('volume/bad-driver', `${quoted(driver)} is not the name of a CSI driver`, 'Write it as the driver\'s CSIDriver object is named, such as "ebs.csi.aws.com".')];
}
