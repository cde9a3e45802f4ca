import { Complain, items, named, record } from './complaint';
import { inFormat, is } from './formats';
import { checkAnnotations, checkLabels } from './labels';
import { checkObjectName } from './names';
import { Manifest } from '../manifest';

/** Names, labels, annotations and owners, which every kind has. @internal */
export function checkMetadata(manifest: Manifest, isNamespaced: boolean, complain: Complain): void {
  const metadata = record(manifest.object.metadata);
  checkObjectName(manifest, metadata, complain);
  if (isNamespaced && metadata.namespace !== '') inFormat(complain, 'metadata.namespace', metadata.namespace, is.dnsLabel, 'a DNS label of at most 63 characters');
  checkLabels(metadata.labels, 'metadata.labels', complain);
  checkAnnotations(metadata.annotations, 'metadata.annotations', complain);
  const finalizers = items(metadata.finalizers);
  checkFinalizers(finalizers, 'metadata.finalizers', complain, ANY_FINALIZER.test(manifest.apiGroup) ? () => true : undefined);
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) complain('api/finalizers', 'metadata.finalizers', 'orphan and foregroundDeletion contradict each other', 'Keep one of the two.');
  checkOwners(metadata.ownerReferences, complain);
  if (typeof metadata.generation === 'number' && metadata.generation < 0) complain('api/number-out-of-range', 'metadata.generation', `${metadata.generation} is below 0`, 'Leave it out; the server counts.');
  if (items(metadata.managedFields).length > 0) complain('api/servers-own', 'metadata.managedFields', 'the API server keeps the record of managers', 'Leave it out.');
}

/** Groups whose objects may have finalizers without a domain. */
const ANY_FINALIZER = /^(policy|admissionregistration\.k8s\.io|apiextensions\.k8s\.io)$/;
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** @internal */
export function checkFinalizers(finalizers: unknown, path: string, complain: Complain, isStandard: (s: string) => boolean = (s) => STANDARD_FINALIZERS.has(s)): void {
  const all = items(finalizers);
  all.forEach((finalizer, i) => inFormat(complain, `${path}[${i}]`, finalizer ?? '', (s) => is.qualifiedName(s) && (s.includes('/') || isStandard(s)), 'a name with a domain, such as "example.com/cleanup"'));
}

function checkOwners(owners: unknown, complain: Complain): void {
  const all = items(owners);
  all.forEach((owner, i) => {
    const o = record(owner);
    const at = `metadata.ownerReferences[${i}]`;
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if (!named(o[field])) complain('api/owner', `${at}.${field}`, `the owner has no ${field}`, 'Leave owners to controllers, or name it in full.');
    }
    if (named(o.apiVersion) && (o.apiVersion.split('/').length > 2 || o.apiVersion.endsWith('/'))) complain('api/owner', `${at}.apiVersion`, 'this is not an apiVersion', 'Write group/version.');
    if (o.apiVersion === 'v1' && o.kind === 'Event') complain('api/owner', at, 'an Event owns nothing', 'Leave it out.');
  });
  if (all.filter((owner) => record(owner).controller === true).length > 1) complain('api/owner', 'metadata.ownerReferences', 'several owners are said to be the controller', 'Keep one of them.');
}
