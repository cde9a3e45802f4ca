import { checkNodeSelector } from './affinity';
import { checkAccessModes } from './claims';
import { Complain, given, named, needsName, record, show } from './complaint';
import { SINCE } from './features';
import { inFormat, inFormatUnlessEmpty, is } from './formats';
import { checkNoBacksteps } from './paths';
import { MOST, nanoUnits } from './quantity';
import { checkDriverName, checkNfs } from './volumes';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

const SORTS = ['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'csi', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk', 'glusterfs', 'hostPath', 'iscsi', 'local', 'nfs',
  'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'];

/** @internal */
export function checkPersistentVolume({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkAccessModes(spec.accessModes, 'spec.accessModes', complain);
  checkCapacity(record(spec.capacity), complain);
  checkSource(spec, complain);
  inFormatUnlessEmpty(complain, 'spec.storageClassName', spec.storageClassName, is.dnsSubdomain, 'the name of a storage class');
  if (spec.volumeMode === '') complain('api/unknown-word', 'spec.volumeMode', 'the text is empty', 'Leave it out.');
  if (given(spec.nodeAffinity)) {
    if (given(record(spec.nodeAffinity).required)) checkNodeSelector(record(spec.nodeAffinity).required, 'spec.nodeAffinity.required', true, complain);
    else complain('api/no-terms', 'spec.nodeAffinity.required', 'nothing is required', 'Leave nodeAffinity out, or name nodes.');
  }
  if (kubernetesMinor < SINCE.volumeAttributesClass || !given(spec.volumeAttributesClassName)) return;
  inFormat(complain, 'spec.volumeAttributesClassName', spec.volumeAttributesClassName, is.dnsSubdomain, 'the name of a class');
  if (!given(spec.csi)) complain('api/csi-only', 'spec.volumeAttributesClassName', 'only volumes of CSI drivers have such classes', 'Leave it out.');
}

function checkCapacity(capacity: Fields, complain: Complain): void {
  const names = Object.keys(capacity);
  if (names.length !== 1 || names[0] !== 'storage') complain('api/no-size', 'spec.capacity', 'a volume has a storage capacity, and nothing else', 'Give storage, such as 20Gi.');
  const nano = nanoUnits(capacity.storage ?? 0);
  if (nano !== undefined && nano <= 0n) complain('api/no-size', 'spec.capacity.storage', `${show(capacity.storage ?? '')} is no size`, 'Give a size above 0.');
  if (nano !== undefined && nano >= MOST) complain('api/too-much', 'spec.capacity.storage', `${show(capacity.storage)} cannot be counted`, 'Give less.');
}

function checkSource(spec: Fields, complain: Complain): void {
  const sorts = SORTS.filter((sort) => given(spec[sort]));
  if (sorts.length !== 1) complain('api/one-source', 'spec', sorts.length === 0 ? 'nothing says where the volume is' : `${sorts.join(' and ')} are named at once`, 'Name exactly one source.');
  if (given(spec.hostPath)) {
    const { path } = record(spec.hostPath);
    checkNoBacksteps(path, 'spec.hostPath.path', complain);
    if (named(path) && /^\/[/.]*$/.test(path) && spec.persistentVolumeReclaimPolicy === 'Recycle') complain('api/recycle-root', 'spec.persistentVolumeReclaimPolicy', 'the whole node would be wiped', 'Write Retain.');
  }
  if (given(spec.local)) {
    checkNoBacksteps(record(spec.local).path, 'spec.local.path', complain);
    if (!given(spec.nodeAffinity)) complain('api/no-terms', 'spec.nodeAffinity', 'a local volume is on a node', 'Name the node.');
  }
  if (given(spec.nfs)) checkNfs(record(spec.nfs), 'spec.nfs', complain);
  if (given(spec.csi)) checkCsi(record(spec.csi), complain);
}

function checkCsi(csi: Fields, complain: Complain): void {
  checkDriverName(csi.driver, 'spec.csi.driver', complain);
  needsName(complain, 'spec.csi.volumeHandle', csi.volumeHandle, 'volume');
  for (const field of ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef', 'nodeExpandSecretRef']) {
    if (!given(csi[field])) continue;
    inFormat(complain, `spec.csi.${field}.name`, record(csi[field]).name ?? '', is.dnsSubdomain, 'the name of a Secret');
    inFormat(complain, `spec.csi.${field}.namespace`, record(csi[field]).namespace ?? '', is.dnsLabel, 'the name of a namespace');
  }
}
