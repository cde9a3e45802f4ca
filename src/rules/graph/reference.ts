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

/** Every reference by name in these objects. @internal */
export function referencesIn(manifests: Manifests): readonly Reference[] {
  return manifests._once(allReferences);
}

function allReferences(manifests: Manifests): readonly Reference[] {
  const found: Reference[] = [];
  for (const pods of Graph.of(manifests).pods) readPods(new Reader(found, pods.manifest), pods);
  for (const m of manifests.ofKind('StatefulSet')) {
    const read = new Reader(found, m);
    records(m.object?.spec?.volumeClaimTemplates).forEach((claim, i) => (
      read.one('StorageClass', at(claim, 'spec', 'storageClassName'), () => `spec.volumeClaimTemplates[${i}].spec.storageClassName`)));
  }
  for (const m of manifests.ofKind('PersistentVolumeClaim')) {
    new Reader(found, m).one('StorageClass', m.object?.spec?.storageClassName, () => 'spec.storageClassName');
  }
  for (const m of manifests.ofKind('ServiceAccount')) readPullSecrets(new Reader(found, m), m.object?.imagePullSecrets, '');
  for (const m of manifests.ofKind('Ingress')) {
    if (m.apiGroup !== 'networking.k8s.io') continue;
    const read = new Reader(found, m);
    records(m.object?.spec?.tls).forEach((tls, i) => ['tls.crt', 'tls.key'].forEach((key) => (
      read.one('Secret', tls.secretName, () => `spec.tls[${i}].secretName`, { key }))));
  }
  for (const m of manifests.ofKind('TriggerAuthentication')) if (m.apiGroup === 'keda.sh') readTriggers(new Reader(found, m), record(m.object?.spec));
  return found;
}

/** Notes the references of one object; a path is written only where there is one. */
class Reader {
  public constructor(private readonly found: Reference[], private readonly manifest: Manifest) {}

  public one(kind: ReferredKind, name: unknown, path: () => string, { key, isOptional = false }: { key?: string; isOptional?: boolean } = {}): void {
    if (typeof name !== 'string' || name === '') return;
    const { manifest } = this;
    this.found.push({ manifest, path: path(), kind, namespace: manifest.namespace, name, key, isOptional });
  }
}

function readPods(read: Reader, { spec, path, containers }: PodSet): void {
  read.one('ServiceAccount', text(spec.serviceAccountName) || spec.serviceAccount, () => `${path}.serviceAccountName`);
  read.one('PriorityClass', spec.priorityClassName, () => `${path}.priorityClassName`);
  readPullSecrets(read, spec.imagePullSecrets, `${path}.`);
  records(spec.volumes).forEach((volume, i) => readVolume(read, volume, () => `${path}.volumes[${i}]`));
  for (const container of containers) readEnvironment(read, container);
}

function readPullSecrets(read: Reader, secrets: unknown, prefix: string): void {
  records(secrets).forEach((secret, i) => read.one('Secret', secret.name, () => `${prefix}imagePullSecrets[${i}]`, { key: '.dockerconfigjson' }));
}

function readEnvironment(read: Reader, { json, path }: Container): void {
  records(json.envFrom).forEach((source, i) => {
    for (const [field, kind] of [['configMapRef', 'ConfigMap'], ['secretRef', 'Secret']] as const) {
      const ref = record(source[field]);
      read.one(kind, ref.name, () => `${path}.envFrom[${i}].${field}`, { isOptional: ref.optional === true });
    }
  });
  records(json.env).forEach((entry, i) => {
    if (!isRecord(entry.valueFrom)) return;
    for (const [field, kind] of [['configMapKeyRef', 'ConfigMap'], ['secretKeyRef', 'Secret']] as const) {
      const ref = record(entry.valueFrom[field]);
      read.one(kind, ref.name, () => `${path}.env[${i}].valueFrom.${field}`, { key: text(ref.key), isOptional: ref.optional === true });
    }
  });
}

function readVolume(read: Reader, volume: Json, path: () => string): void {
  read.one('PersistentVolumeClaim', at(volume, 'persistentVolumeClaim', 'claimName'), () => `${path()}.persistentVolumeClaim.claimName`);
  readFiles(read, 'ConfigMap', volume.configMap, 'name', () => `${path()}.configMap`);
  readFiles(read, 'Secret', volume.secret, 'secretName', () => `${path()}.secret`);
  records(at(volume, 'projected', 'sources')).forEach((source, i) => {
    readFiles(read, 'ConfigMap', source.configMap, 'name', () => `${path()}.projected.sources[${i}].configMap`);
    readFiles(read, 'Secret', source.secret, 'name', () => `${path()}.projected.sources[${i}].secret`);
  });
  read.one('Secret', at(volume, 'csi', 'nodePublishSecretRef', 'name'), () => `${path()}.csi.nodePublishSecretRef`);
  read.one('StorageClass', at(volume, 'ephemeral', 'volumeClaimTemplate', 'spec', 'storageClassName'),
    () => `${path()}.ephemeral.volumeClaimTemplate.spec.storageClassName`);
}

/** The object as a whole, or each of the keys that are asked for. */
function readFiles(read: Reader, kind: ReferredKind, from: unknown, nameField: string, path: () => string): void {
  if (!isRecord(from)) return;
  const isOptional = from.optional === true;
  const items = records(from.items);
  if (items.length === 0) read.one(kind, from[nameField], path, { isOptional });
  items.forEach((item, i) => read.one(kind, from[nameField], () => `${path()}.items[${i}]`, { key: text(item.key), isOptional }));
}

/** What KEDA reads to prove who it is: the same fields for each kind of source. */
function readTriggers(read: Reader, spec: Json): void {
  for (const [field, kind] of [['secretTargetRef', 'Secret'], ['configMapTargetRef', 'ConfigMap']] as const) {
    records(spec[field]).forEach((from, i) => read.one(kind, from.name, () => `spec.${field}[${i}]`, { key: text(from.key) }));
  }
}

/** Whether an annotation asks cert-manager to make the Secrets of an object. @internal */
export function isCertified(manifest: Manifest): boolean {
  const annotations = manifest.object?.metadata?.annotations;
  return isRecord(annotations) && Object.keys(annotations).some((key) => /^(cert-manager\.io\/(cluster-)?issuer|kubernetes\.io\/tls-acme|cert\.gardener\.cloud\/)/.test(key));
}
