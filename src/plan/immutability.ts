import { Difference, same } from './difference';
import { labelsMadeFor } from './server/stored';
import { nanoUnits } from '../rules/api-server/quantity';
import { listOf } from '../rules/pods';

/*
 * Which changes an API server refuses, as its validation of updates has it. Held
 * against that validation itself by test/conformance/fuzz/fuzz-plan.ts.
 */

/** Two versions of one object in normal form, and where they differ. @internal */
export interface Versions {
  readonly before: any;
  readonly after: any;
  readonly differences: readonly Difference[];
  readonly minor: number;
}

/** A kind's fields that can never be changed; what is below them neither. */
const FIXED: { readonly [kind: string]: readonly string[] } = {
  ClusterRoleBinding: ['roleRef'],
  CustomResourceDefinition: ['spec.names.kind', 'spec.scope', 'spec.group'],
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  IngressClass: ['spec.controller'],
  PriorityClass: ['preemptionPolicy', 'value'],
  ReplicaSet: ['spec.selector'],
  ResourceQuota: ['spec.scopes'],
  RoleBinding: ['roleRef'],
  RuntimeClass: ['handler'],
  Secret: ['type'],
  StorageClass: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
};

/** What alone can be changed in a StatefulSet's spec. */
const FREE_IN_STATEFUL_SET = ['minReadySeconds', 'ordinals', 'persistentVolumeClaimRetentionPolicy', 'replicas', 'template', 'updateStrategy'];
const FREE_IN_JOB = ['activeDeadlineSeconds', 'backoffLimit', 'manualSelector', 'maxFailedIndexes', 'parallelism', 'podReplacementPolicy', 'scheduling', 'suspend', 'ttlSecondsAfterFinished'];
/** From here on the resources of a suspended Job may change, too, and nobody looks at the metadata of its pods. */
const WAITING_IN_FULL = 36;
const FREE_IN_SUSPENDED_JOB = ['nodeSelector', 'schedulingGates', 'tolerations'];
const FREE_IN_CLAIM = ['storageClassName', 'volumeAttributesClassName', 'volumeName'];
const FREE_IN_VOLUME = ['accessModes', 'capacity', 'claimRef', 'mountOptions', 'nodeAffinity', 'persistentVolumeReclaimPolicy', 'storageClassName', 'volumeAttributesClassName'];
const FREE_IN_POD = ['activeDeadlineSeconds', 'terminationGracePeriodSeconds', 'tolerations'];

/** The fields that the change of a kind makes the API server refuse it for; empty where it takes the change. @internal */
export function refusedPaths(versions: Versions): string[] {
  const { kind } = versions.after;
  const fixed = FIXED[kind];
  if (fixed !== undefined) return [...fixed.filter((field) => isChanged(versions, field)), ...frozen(versions), ...droppedVersions(versions)];
  switch (kind) {
    case 'ConfigMap': return frozen(versions);
    case 'StatefulSet': return outsideOf(versions, 'spec', versions.minor >= 33 ? [...FREE_IN_STATEFUL_SET, 'revisionHistoryLimit'] : FREE_IN_STATEFUL_SET);
    case 'Job': return ofJob(versions);
    case 'PersistentVolumeClaim': return ofClaim(versions);
    case 'PersistentVolume': return ofVolume(versions);
    case 'Service': return ofService(versions);
    case 'Pod': return outsideOf(versions, 'spec', FREE_IN_POD).filter((path) => !/^spec\.(?:initC|c)ontainers\[[^\]]*\]\.image$/.test(path));
    default: return [];
  }
}

/** A Secret or ConfigMap that was sealed stays as it is. */
function frozen({ before, after }: Versions): string[] {
  if (!['ConfigMap', 'Secret'].includes(after.kind) || before.immutable !== true) return [];
  const changed = ['data', 'binaryData'].filter((field) => !same(before[field], after[field]));
  return after.immutable === true ? changed : [...changed, 'immutable'];
}

/** A version that objects are stored in cannot go with one change. */
function droppedVersions({ before, after }: Versions): string[] {
  if (after.kind !== 'CustomResourceDefinition') return [];
  const stored = listOf(before.spec?.versions).filter((version) => version.storage === true);
  return stored.some(({ name }) => !listOf(after.spec?.versions).some((version) => version.name === name)) ? ['spec.versions'] : [];
}

function ofJob(versions: Versions): string[] {
  const [old, now] = [versions.before.spec ?? {}, versions.after.spec ?? {}];
  // An indexed Job may grow and shrink together with its parallelism.
  const isElastic = old.completionMode === 'Indexed' && now.completionMode === 'Indexed' && now.completions !== undefined && now.completions === now.parallelism;
  const refused = outsideOf(versions, 'spec', [...FREE_IN_JOB, 'template', ...isElastic ? ['completions'] : []]);
  const labels = now.template?.metadata?.labels ?? {};
  if (labelsMadeFor(versions.after).some((label) => labels[label] === undefined)) refused.push('spec.template.metadata.labels');
  const isWaiting = old.suspend === true;
  const [{ nodeAffinity: _, ...pods }, { nodeAffinity: __, ...otherPods }] = [old, now].map((spec) => spec.template?.spec?.affinity ?? {});
  const isOfNodes = same(pods, otherPods);
  const [{ labels: _l, annotations: _a, ...metadata }, { labels: __l, annotations: __a, ...otherMetadata }] = [old, now].map((spec) => spec.template?.metadata ?? {});
  const isFree = (path: string) => isFreeInTemplate(path, versions.minor) || (isOfNodes && path.startsWith('spec.template.spec.affinity')) || (path === 'spec.template.metadata' && same(metadata, otherMetadata));
  const inTemplate = paths(versions).filter((path) => path.startsWith('spec.template') && !(isWaiting && isFree(path)));
  return [...refused, ...inTemplate];
}

function isFreeInTemplate(path: string, minor: number): boolean {
  const field = fieldBelow(path, 'spec.template.spec');
  if (minor >= WAITING_IN_FULL ? path.startsWith('spec.template.metadata') : /^spec\.template\.metadata\.(?:labels|annotations)\b/.test(path)) return true;
  if (field === undefined) return false;
  return FREE_IN_SUSPENDED_JOB.includes(field) || (minor >= WAITING_IN_FULL && /^spec\.template\.spec\.(?:initC|c)ontainers\[[^\]]*\]\.resources\b/.test(path));
}

function ofClaim(versions: Versions): string[] {
  const [old, now] = [versions.before.spec ?? {}, versions.after.spec ?? {}];
  const refused = outsideOf(versions, 'spec', [...FREE_IN_CLAIM, 'resources']);
  for (const field of ['storageClassName', 'volumeName']) {
    if (old[field] !== undefined && old[field] !== now[field]) refused.push(`spec.${field}`);
  }
  const [oldRequests, newRequests] = [old.resources?.requests ?? {}, now.resources?.requests ?? {}];
  for (const name of new Set([...Object.keys(oldRequests), ...Object.keys(newRequests)])) {
    if (same(oldRequests[name], newRequests[name])) continue;
    if (name !== 'storage' || isLess(newRequests[name], oldRequests[name])) refused.push(`spec.resources.requests.${name}`);
  }
  if (!same(old.resources?.limits ?? {}, now.resources?.limits ?? {})) refused.push('spec.resources.limits');
  return refused;
}

/** Amounts in normal form are whole billionths. */
function isLess(a: unknown, b: unknown): boolean {
  const [left, right] = [nanoUnits(a), nanoUnits(b)];
  return left === undefined || right === undefined || left < right;
}

function ofVolume(versions: Versions): string[] {
  const affinity = versions.before.spec?.nodeAffinity?.required;
  const isMoved = affinity !== undefined && !same(affinity, versions.after.spec?.nodeAffinity?.required);
  // How a volume grows may still be said where it was not.
  const isNew = (path: string) => path === 'spec.csi.controllerExpandSecretRef' && versions.before.spec?.csi?.controllerExpandSecretRef === undefined;
  return [...outsideOf(versions, 'spec', FREE_IN_VOLUME).filter((path) => !isNew(path)), ...isMoved ? ['spec.nodeAffinity.required'] : []];
}

function ofService({ before, after }: Versions): string[] {
  const [old, now] = [before.spec ?? {}, after.spec ?? {}];
  const refused: string[] = [];
  const isAlias = [old, now].some(({ type }) => type === 'ExternalName');
  // A field that is left out keeps what the server has given.
  const isHeadless = (spec: any) => spec.clusterIP === 'None';
  const address = now.clusterIP || undefined;
  if (!isAlias && address !== undefined && address !== old.clusterIP) refused.push('spec.clusterIP');
  if (!isAlias && isHeadless(old) && address === undefined && now.type !== 'ClusterIP') refused.push('spec.clusterIP');
  // Where none is said, most clusters give IPv4.
  const [family, next] = [old.ipFamilies?.[0] ?? 'IPv4', now.ipFamilies?.[0]];
  const isOpen = isHeadless(old) && old.ipFamilies === undefined;
  if (!isAlias && !isOpen && next !== undefined && next !== family) refused.push('spec.ipFamilies');
  // Where the cluster has two families, a Service that takes both holds both.
  const isDual = (spec: any) => ['PreferDualStack', 'RequireDualStack'].includes(spec.ipFamilyPolicy) && spec.ipFamilies?.length !== 1;
  if (!isAlias && isDual(old) && now.ipFamilies?.length === 1 && (now.ipFamilyPolicy ?? old.ipFamilyPolicy) !== 'SingleStack') refused.push('spec.ipFamilies');
  const isSingle = (old.ipFamilyPolicy ?? 'SingleStack') === 'SingleStack' && !(isHeadless(old) && Object.keys(old.selector ?? {}).length === 0);
  if (!isAlias && isSingle && now.ipFamilies?.length === 2 && now.ipFamilyPolicy === undefined) refused.push('spec.ipFamilies');
  const balances = old.type === 'LoadBalancer' && now.type === 'LoadBalancer';
  if (balances && old.loadBalancerClass !== now.loadBalancerClass) refused.push('spec.loadBalancerClass');
  const checks = ({ type, externalTrafficPolicy }: any) => type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
  if (checks(old) && checks(now) && now.healthCheckNodePort !== undefined && old.healthCheckNodePort !== now.healthCheckNodePort) refused.push('spec.healthCheckNodePort');
  return refused;
}

/** The changes below a field that are not in what may change there. */
function outsideOf(versions: Versions, root: string, free: readonly string[]): string[] {
  return paths(versions).filter((path) => {
    const field = fieldBelow(path, root);
    return field !== undefined && !free.includes(field);
  });
}

/** `a` of `spec.a.b[c].d`, below `spec`. */
function fieldBelow(path: string, root: string): string | undefined {
  return path.startsWith(`${root}.`) ? /^[^.[]+/.exec(path.slice(root.length + 1))?.[0] : undefined;
}

function isChanged({ before, after }: Versions, field: string): boolean {
  const [old, now] = [before, after].map((object) => field.split('.').reduce((at, step) => at?.[step], object));
  return field === 'spec.scopes' ? !same([...new Set(listOf(old))].sort(), [...new Set(listOf(now))].sort()) : !same(old, now);
}

function paths({ differences }: Versions): string[] {
  return differences.map(({ path }) => path);
}
