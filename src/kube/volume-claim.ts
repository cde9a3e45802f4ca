import { Rendered } from './kube-object';
import { bytesQuantity } from '../values/quantity';

/** @internal */
export interface ClaimSpec {
  readonly accessMode: string;
  readonly bytes: number;
  /** empty: no class, so that nothing is provisioned; undefined: the cluster's default class */
  readonly storageClass?: string;
  /** the PersistentVolume it is for, where that is known */
  readonly volumeName?: string;
  /** what the volume is filled with at first */
  readonly dataSource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  /** whether GitOps tools leave it alone when it is no longer in Git */
  readonly keep: boolean;
}

/** @internal */
export function renderVolumeClaim(labels: { [key: string]: string }, spec: ClaimSpec): Rendered {
  return {
    labels,
    annotations: spec.keep ? { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } : {},
    body: { spec: { ...claimSpec(spec), ...(spec.volumeName === undefined ? {} : { volumeName: spec.volumeName }) } },
  };
}

/** What a claim and a template of a claim have in common. @internal */
export function claimSpec({ accessMode, bytes, storageClass, dataSource }: Omit<ClaimSpec, 'keep' | 'volumeName'>): { [field: string]: any } {
  return {
    accessModes: [accessMode],
    volumeMode: 'Filesystem',
    resources: { requests: { storage: bytesQuantity(bytes) } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    // The API server copies the one into the other.
    ...(dataSource === undefined ? {} : { dataSource: { ...dataSource }, dataSourceRef: { ...dataSource } }),
  };
}
