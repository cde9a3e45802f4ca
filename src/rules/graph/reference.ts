import { Container } from './container';
import { Graph } from './graph';
import { at, isRecord, Json, record, records, text } from './json';
import { PodSet } from './pod-set';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/** What is referred to by name. @internal */
export type ReferredKind = 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim' | 'PriorityClass' | 'StorageClass';

/** One place where an object names another, and perhaps a key in it. @internal */
export interface Reference {
  readonly manifest: Manifest;
  readonly path: string;
  readonly kind: ReferredKind;
  readonly namespace: string;
  readonly name: string;
  readonly key?: string;
  /** whether it may be missing */
  readonly isOptional: boolean;
}

type Found = Omit<Reference, 'manifest' | 'namespace' | 'isOptional'> & { readonly isOptional?: boolean };

/** Every reference by name in these objects. @internal */
export function referencesIn(manifests: Manifests): Reference[] {
  return manifests._once(allReferences);
}

function allReferences(manifests: Manifests): Reference[] {
  const complete = (manifest: Manifest, found: Found[]) => found.filter((r) => r.name !== '')
    .map((r) => ({ isOptional: false, ...r, manifest, namespace: manifest.namespace }));
  return [
    ...Graph.of(manifests).pods.flatMap((pods) => complete(pods.manifest, podReferences(pods))),
    ...manifests.ofKind('StatefulSet').flatMap((m) => complete(m, records(m.object?.spec?.volumeClaimTemplates).map((claim, i) => (
      { path: `spec.volumeClaimTemplates[${i}].spec.storageClassName`, kind: 'StorageClass', name: text(at(claim, 'spec', 'storageClassName')) })))),
    ...manifests.ofKind('PersistentVolumeClaim').flatMap((m) => complete(m, [
      { path: 'spec.storageClassName', kind: 'StorageClass', name: text(m.object?.spec?.storageClassName) },
    ])),
    ...manifests.ofKind('ServiceAccount').flatMap((m) => complete(m, records(m.object?.imagePullSecrets).map((secret, i) => (
      { path: `imagePullSecrets[${i}]`, kind: 'Secret', name: text(secret.name), key: '.dockerconfigjson' })))),
    ...manifests.ofKind('Ingress').filter((m) => m.apiGroup === 'networking.k8s.io').flatMap((m) => complete(m, records(m.object?.spec?.tls)
      .flatMap((tls, i) => tlsReferences(`spec.tls[${i}].secretName`, text(tls.secretName))))),
    ...manifests.ofKind('TriggerAuthentication').filter((m) => m.apiGroup === 'keda.sh').flatMap((m) => complete(m, triggerReferences(record(m.object?.spec)))),
  ];
}

function podReferences(pods: PodSet): Found[] {
  const { spec, path } = pods;
  return [
    { path: `${path}.serviceAccountName`, kind: 'ServiceAccount', name: text(spec.serviceAccountName) || text(spec.serviceAccount) },
    { path: `${path}.priorityClassName`, kind: 'PriorityClass', name: text(spec.priorityClassName) },
    ...records(spec.imagePullSecrets).map((secret, i): Found => (
      { path: `${path}.imagePullSecrets[${i}]`, kind: 'Secret', name: text(secret.name), key: '.dockerconfigjson' })),
    ...records(spec.volumes).flatMap((volume, i) => volumeReferences(volume, `${path}.volumes[${i}]`)),
    ...pods.containers.flatMap(environmentReferences),
  ];
}

function environmentReferences(container: Container): Found[] {
  const whole = records(container.json.envFrom).flatMap((source, i) => ([['configMapRef', 'ConfigMap'], ['secretRef', 'Secret']] as const).map(([field, kind]): Found => {
    const ref = record(source[field]);
    return { path: `${container.path}.envFrom[${i}].${field}`, kind, name: text(ref.name), isOptional: ref.optional === true };
  }));
  const single = records(container.json.env).flatMap((entry, i) => ([['configMapKeyRef', 'ConfigMap'], ['secretKeyRef', 'Secret']] as const).map(([field, kind]): Found => {
    const ref = record(at(entry, 'valueFrom', field));
    return { path: `${container.path}.env[${i}].valueFrom.${field}`, kind, name: text(ref.name), key: text(ref.key), isOptional: ref.optional === true };
  }));
  return [...whole, ...single];
}

function volumeReferences(volume: Json, path: string): Found[] {
  const claim = record(volume.persistentVolumeClaim);
  return [
    { path: `${path}.persistentVolumeClaim.claimName`, kind: 'PersistentVolumeClaim', name: text(claim.claimName) },
    ...fileReferences('ConfigMap', record(volume.configMap), 'name', `${path}.configMap`),
    ...fileReferences('Secret', record(volume.secret), 'secretName', `${path}.secret`),
    ...records(at(volume, 'projected', 'sources')).flatMap((source, i) => [
      ...fileReferences('ConfigMap', record(source.configMap), 'name', `${path}.projected.sources[${i}].configMap`),
      ...fileReferences('Secret', record(source.secret), 'name', `${path}.projected.sources[${i}].secret`),
    ]),
    { path: `${path}.csi.nodePublishSecretRef`, kind: 'Secret', name: text(at(volume, 'csi', 'nodePublishSecretRef', 'name')) },
    { path: `${path}.ephemeral.volumeClaimTemplate.spec.storageClassName`, kind: 'StorageClass', name: text(at(volume, 'ephemeral', 'volumeClaimTemplate', 'spec', 'storageClassName')) },
  ];
}

/** The object as a whole, or each of the keys that are asked for. */
function fileReferences(kind: ReferredKind, source: Json, nameField: string, path: string): Found[] {
  const common = { kind, name: text(source[nameField]), isOptional: source.optional === true };
  const items = records(source.items);
  if (items.length === 0) return [{ path, ...common }];
  return items.map((item, i) => ({ path: `${path}.items[${i}]`, key: text(item.key), ...common }));
}

/** What KEDA reads to prove who it is: the same fields for each kind of source. */
function triggerReferences(spec: Json): Found[] {
  return ([['secretTargetRef', 'Secret'], ['configMapTargetRef', 'ConfigMap']] as const).flatMap(([field, kind]) => (
    records(spec[field]).map((source, i): Found => ({ path: `spec.${field}[${i}]`, kind, name: text(source.name), key: text(source.key) }))));
}

function tlsReferences(path: string, name: string): Found[] {
  return ['tls.crt', 'tls.key'].map((key) => ({ path, kind: 'Secret', name, key }));
}

/** Whether an annotation asks cert-manager to make the Secrets of an object. @internal */
export function isCertified(manifest: Manifest): boolean {
  const annotations = manifest.object?.metadata?.annotations;
  return isRecord(annotations) && Object.keys(annotations).some((key) => /^(cert-manager\.io\/(cluster-)?issuer|kubernetes\.io\/tls-acme|cert\.gardener\.cloud\/)/.test(key));
}
