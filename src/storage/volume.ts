import { Size } from 'cdk8s';
import { AccessMode } from './access-mode';
import { attach } from './attachment';
import { IVolumeClaim } from './claim';
import { Projection } from './projection';
import { driverFlaws } from './static-volume';
import { claimSpec } from '../kube/volume-claim';
import { Draft } from '../model/draft';
import { Facts } from '../model/facts';
import { Flaw, flaw, quoted } from '../values/flaw';
import { objectNameFlaws, pathFlaws } from '../values/names';
import { sizeFlaws, sizeInBytes } from '../values/quantity';

/** How a claim is mounted. */
export interface ClaimOptions {
  /**
   * Whether the program may only read.
   * @default false, or true for a claim that is ReadOnlyMany, of which the API server demands it (the API's default)
   */
  readonly readOnly?: boolean;
  /**
   * A directory of the volume to show instead of all; relative.
   * @default - the whole volume
   */
  readonly subPath?: string;
}

/** What a volume writes about the directory it is mounted at. */
type Writer = (draft: Draft, path: string, why: string) => void;

/**
 * What a directory of the container holds, and how long it lasts.
 *
 * | Volume | Lasts as long as |
 * |---|---|
 * | `scratch`, `memory` | the pod |
 * | `ephemeral` | the pod, on storage of a class |
 * | `claim` | the claim |
 * | `configMap`, `projected`, `csi` | what it shows |
 *
 * There is no volume for a directory of the node or an inline NFS share: the Pod
 * Security Standard *restricted* forbids both. `StaticVolume` has them as claims.
 *
 * @example
 * const search = new GoMicroservice(chart, 'search', {
 *   image: Image.of('registry.example.com/shop/search:1.0.0'),
 *   volumes: { '/var/cache/search': Volume.memory(Size.mebibytes(32)) },
 * });
 */
export class Volume {
  /** A directory on the node's disk, empty at the start of every pod. @param size the most it may hold; a pod that exceeds it is evicted */
  public static scratch(size: Size): Volume {
    return new Volume('scratch', [], (draft, path, why) => draft._addScratch(path, size, false, why));
  }

  /** A directory in memory, empty at the start of every pod. What it may hold counts as the container's memory, so GOMEMLIMIT leaves it out. @param size the most it may hold */
  public static memory(size: Size): Volume {
    return new Volume('memory', [], (draft, path, why) => draft._addScratch(path, size, true, why));
  }

  /**
   * A volume that outlives pods.
   *
   * A Deployment that mounts a claim for one node has one pod, and strategy Recreate:
   * the old pod ends before the new one starts. More pods, or a second workload, are a problem.
   *
   * @param claim a VolumeClaim, a StaticVolume or an ExistingClaim @param options how it is mounted
   */
  public static claim(claim: IVolumeClaim, options: ClaimOptions = {}): Volume {
    const readOnly = options.readOnly ?? claim.accessMode === AccessMode.READ_ONLY_MANY;
    const { subPath } = options;
    const flaws = [
      ...objectNameFlaws('PersistentVolumeClaim', claim.claimName),
      ...(claim.accessMode === AccessMode.READ_ONLY_MANY && !readOnly ? [flaw('volume/read-only', `the claim ${claim.claimName} is ReadOnlyMany and is to be written to`, 'Leave readOnly out, or claim ReadWriteMany.')] : []),
      ...(subPath === undefined || /^(?!\.\.?(\/|$))[^/\0]+(\/(?!\.\.?(\/|$))[^/\0]+)*$/.test(subPath) ? []
        : [flaw('volume/bad-sub-path', `${quoted(subPath)} is not a directory inside a volume`, 'Write it relative to the volume, without "..", such as "reports/2026".')]),
    ];
    return new Volume(`claim ${claim.claimName}`, flaws, (draft, path, why) => {
      draft._add(Facts.VOLUME, path, { mountPath: path, readOnly, subPath, source: { persistentVolumeClaim: { claimName: claim.claimName, ...(readOnly ? { readOnly } : {}) } } }, why);
      attach(draft, path, claim);
    });
  }

  /** Storage of a class for each pod, gone with the pod: scratch space larger or faster than the node's disk. @param size how much @param storageClass the cluster's default class if left out */
  public static ephemeral(size: Size, storageClass?: string): Volume {
    const bad = sizeFlaws('the ephemeral volume', size);
    const flaws = [...bad, ...(storageClass === undefined ? [] : objectNameFlaws('StorageClass', storageClass))];
    const spec = claimSpec({ accessMode: AccessMode.READ_WRITE_ONCE, bytes: bad.length > 0 ? 0 : sizeInBytes(size), storageClass });
    return Volume.of('ephemeral', { ephemeral: { volumeClaimTemplate: { spec } } }, flaws, false);
  }

  /** Files of a ConfigMap that is there already, read-only; for configuration of your own there is `files`. @param name the ConfigMap's name @param keys the keys, each a file; all if left out */
  public static configMap(name: string, keys?: string[]): Volume {
    const { _wire, _flaws } = Projection.configMap(name, keys);
    return Volume.of(`ConfigMap ${name}`, { configMap: { ..._wire.configMap, defaultMode: 0o444 } }, _flaws, true);
  }

  /** Files of several sources in one directory, read-only. @param sources at least one; no two may make the same file */
  public static projected(sources: Projection[]): Volume {
    const files = sources.flatMap((source) => source._files);
    const twice = [...new Set(files.filter((file, i) => files.indexOf(file) !== i))];
    const flaws = [
      ...sources.flatMap((source) => source._flaws),
      ...(sources.length > 0 ? [] : [flaw('volume/no-sources', 'a projected volume without sources would be empty', 'Give at least one Projection.')]),
      ...twice.map((file) => flaw('volume/same-file', `two sources make the file ${quoted(file)}; only one would be seen`, 'Mount one of them elsewhere.')),
    ];
    return Volume.of('projected', { projected: { defaultMode: 0o440, sources: sources.map((source) => source._wire) } }, flaws, true);
  }

  /** What a CSI driver shows to each pod, read-only, such as secrets of a store. @param driver such as `secrets-store.csi.k8s.io` @param attributes what the driver wants to know */
  public static csi(driver: string, attributes: { [name: string]: string } = {}): Volume {
    const volumeAttributes = Object.keys(attributes).length > 0 ? { volumeAttributes: { ...attributes } } : {};
    return Volume.of(`CSI ${driver}`, { csi: { driver, readOnly: true, ...volumeAttributes } }, driverFlaws(driver), true);
  }

  private static of(what: string, source: { [kind: string]: any }, flaws: Flaw[], readOnly: boolean): Volume {
    return new Volume(what, flaws, (draft, path, why) => draft._add(Facts.VOLUME, path, { mountPath: path, readOnly, source }, why));
  }

  private constructor(private readonly what: string, private readonly flaws: Flaw[], private readonly write: Writer) {}

  /** Mounts it, for a trait of your own. @param draft of the workload @param path absolute @param why shown by explain() */
  public mountAt(draft: Draft, path: string, why: string = ''): void {
    if (draft._report([...this.flaws, ...pathFlaws('volume', path)])) this.write(draft, path, why);
  }

  public toString(): string {
    return this.what;
  }
}
