import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels, renderPodTemplate } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';
import { bytesQuantity } from '../values/quantity';

/** The label that CloudNativePG gives all pods of a cluster, those of its Jobs too. @internal */
export const CLUSTER_LABEL = 'cnpg.io/cluster';

/** Its volumes go with it: neither Argo CD, Flux nor Helm is to delete it because it is no longer in Git. */
const KEPT = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'helm.sh/resource-policy': 'keep',
};

/** What a cluster is besides its pods. @internal */
export interface PostgresClusterSpec {
  readonly instances: number;
  readonly initdb: { readonly [field: string]: any };
  readonly parameters: { readonly [name: string]: string };
  /** how many copies confirm a change before it counts as written; none if 0 */
  readonly synchronous: number;
  /** no two servers on one node, come what may */
  readonly apart: boolean;
  /** the ObjectStore that the log of changes goes to */
  readonly archive?: string;
}

/** A PostgreSQL cluster as CloudNativePG takes it (`postgresql.cnpg.io/v1`). @internal */
export function renderPostgresCluster(settled: Settled, identity: KubeIdentity, platform: Platform, spec: PostgresClusterSpec): Rendered {
  const { spec: pod } = renderPodTemplate(settled, identity, platform);
  const [container] = pod.containers;
  const [, claim] = settled.entries(Facts.CLAIM)[0] ?? [];
  const shm = settled.get(Facts.SCRATCH.at('/dev/shm'));
  return {
    labels: podLabels(settled, identity),
    annotations: { ...KEPT, ...settled.record(Facts.ANNOTATION) },
    body: {
      spec: {
        instances: spec.instances,
        imageName: container.image,
        imagePullPolicy: container.imagePullPolicy,
        ...taken(pod, ['imagePullSecrets', 'priorityClassName', 'topologySpreadConstraints']),
        enableSuperuserAccess: false,
        // Of one server it would block every drain.
        enablePDB: spec.instances > 1,
        primaryUpdateStrategy: 'unsupervised',
        ...(spec.instances > 1 ? { primaryUpdateMethod: 'switchover' } : {}),
        bootstrap: { initdb: spec.initdb },
        postgresql: {
          parameters: spec.parameters,
          ...(spec.synchronous === 0 ? {} : { synchronous: { method: 'any', number: spec.synchronous, dataDurability: 'required', failoverQuorum: true } }),
        },
        storage: {
          ...(claim === undefined ? {} : { size: bytesQuantity(claim.bytes) }),
          ...(claim?.storageClass === undefined ? {} : { storageClass: claim.storageClass }),
          resizeInUseVolumes: true,
        },
        resources: container.resources,
        ...(shm === undefined ? {} : { ephemeralVolumesSizeLimit: { shm: bytesQuantity(shm.bytes) } }),
        affinity: affinityOf(pod, spec.apart),
        ...inherited(settled),
        ...accountOf(settled),
        ...(spec.archive === undefined ? {} : {
          plugins: [{ name: BARMAN_PLUGIN, isWALArchiver: true, parameters: { barmanObjectName: spec.archive } }],
        }),
      },
    },
  };
}

/** @internal */
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

function affinityOf({ affinity = {}, tolerations, nodeSelector }: any, apart: boolean) {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  return {
    enablePodAntiAffinity: true,
    podAntiAffinityType: apart ? 'required' : 'preferred',
    topologyKey: 'kubernetes.io/hostname',
    ...given({ nodeAffinity, additionalPodAffinity: podAffinity, additionalPodAntiAffinity: podAntiAffinity, tolerations, nodeSelector }),
  };
}

/** The operator gives pods its own recommended labels; what is left are the team's. */
function inherited(settled: Settled) {
  const all = { ...settled.record(Facts.LABEL), ...settled.record(Facts.POD_LABEL) };
  const labels = Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('app.kubernetes.io/')));
  const annotations = settled.record(Facts.POD_ANNOTATION);
  const metadata = { ...some('labels', labels), ...some('annotations', annotations) };
  return some('inheritedMetadata', metadata);
}

function accountOf(settled: Settled) {
  const annotations = settled.record(Facts.SERVICE_ACCOUNT_ANNOTATION);
  return Object.keys(annotations).length === 0 ? {} : { serviceAccountTemplate: { metadata: { annotations } } };
}

function taken(from: any, fields: readonly string[]) {
  return given(Object.fromEntries(fields.map((field) => [field, from[field]])));
}

function given(fields: { [field: string]: any }) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function some(field: string, record: object) {
  return Object.keys(record).length === 0 ? {} : { [field]: record };
}
