import { Rendered } from './kube-object';
import { bytesQuantity } from '../values/quantity';

/** @internal */
export interface PersistentVolumeSpec {
  readonly accessMode: string;
  readonly bytes: number;
  /** where it is, as the API writes it: `{ nfs: { … } }` */
  readonly source: { readonly [kind: string]: any };
  /** the only claim that gets it */
  readonly claim: { readonly name: string; readonly namespace: string };
  readonly mountOptions: readonly string[];
  /** the node that it is on, by its label `kubernetes.io/hostname` */
  readonly node?: string;
}

/** @internal */
export function renderPersistentVolume(labels: { [key: string]: string }, spec: PersistentVolumeSpec): Rendered {
  return {
    labels,
    annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
    body: {
      spec: {
        capacity: { storage: bytesQuantity(spec.bytes) },
        accessModes: [spec.accessMode],
        volumeMode: 'Filesystem',
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: spec.claim.name, namespace: spec.claim.namespace },
        ...(spec.mountOptions.length > 0 ? { mountOptions: [...spec.mountOptions] } : {}),
        ...(spec.node === undefined ? {} : {
          nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [spec.node] }] }] } },
        }),
        ...spec.source,
      },
    },
  };
}
