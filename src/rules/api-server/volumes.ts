import { Complain, given, items, oneOf, record, show, unique, wholeNumber } from './complaint';
import { inFormat, is } from './formats';
import { nanoUnits } from './quantity';

const SORTS = ['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'fc', 'flexVolume', 'flocker',
  'gcePersistentDisk', 'gitRepo', 'glusterfs', 'hostPath', 'image', 'iscsi', 'nfs', 'persistentVolumeClaim', 'photonPersistentDisk', 'portworxVolume', 'projected', 'quobyte', 'rbd', 'scaleIO', 'secret',
  'storageos', 'vsphereVolume'];

/** The volumes of a pod. @internal */
export function checkVolumes(volumes: any[], path: string, complain: Complain): void {
  volumes.forEach((volume, i) => {
    const at = `${path}[${i}]`;
    const v = record(volume);
    inFormat(complain, `${at}.name`, v.name ?? '', is.dnsLabel, 'a DNS label of at most 63 characters');
    const sorts = SORTS.filter((sort) => given(v[sort]));
    if (sorts.length > 1) complain('api/one-source', at, `${sorts.join(' and ')} are named at once`, 'Name exactly one source.');
    if (given(v.configMap)) checkNamed(v.configMap, 'name', `${at}.configMap`, complain);
    if (given(v.secret)) checkNamed(v.secret, 'secretName', `${at}.secret`, complain);
    if (given(v.emptyDir)) checkEmptyDir(v.emptyDir, `${at}.emptyDir`, complain);
    if (given(v.persistentVolumeClaim) && !record(v.persistentVolumeClaim).claimName) complain('api/no-name', `${at}.persistentVolumeClaim.claimName`, 'no claim is named', 'Name it.');
    if (given(v.hostPath)) {
      const { path: host } = record(v.hostPath);
      if (!given(host) || host === '') complain('api/no-path', `${at}.hostPath.path`, 'no path is named', 'Name it.');
      else if (String(host).split('/').includes('..')) complain('api/bad-path', `${at}.hostPath.path`, `${show(host)} holds ".."`, 'Write the path without "..".');
    }
    if (given(v.projected)) checkProjected(v.projected, `${at}.projected`, complain);
    if (given(v.csi) && !record(v.csi).driver) complain('api/no-name', `${at}.csi.driver`, 'no driver is named', 'Name it.');
    if (given(v.nfs)) {
      const { server, path: exported } = record(v.nfs);
      if (!server) complain('api/no-name', `${at}.nfs.server`, 'no server is named', 'Name it.');
      if (typeof exported !== 'string' || !exported.startsWith('/')) complain('api/bad-path', `${at}.nfs.path`, `${show(exported ?? '')} is not absolute`, 'Write an absolute path.');
    }
  });
  unique(complain, (i) => `${path}[${i}].name`, volumes.map((v) => record(v).name), 'the volume');
}

function checkNamed(source: unknown, field: string, path: string, complain: Complain): void {
  const s = record(source);
  if (!given(s[field]) || s[field] === '') complain('api/no-name', `${path}.${field}`, 'no object is named', 'Name it.');
  mode(s.defaultMode, `${path}.defaultMode`, complain);
  checkItems(s.items, `${path}.items`, complain);
}

function checkItems(list: unknown, path: string, complain: Complain): void {
  items(list).forEach((item, i) => {
    const { key, path: file, mode: bits } = record(item);
    if (!given(key) || key === '') complain('api/no-key', `${path}[${i}].key`, 'no key is named', 'Name it.');
    relative(file, `${path}[${i}].path`, complain);
    mode(bits, `${path}[${i}].mode`, complain);
  });
}

function checkEmptyDir(source: unknown, path: string, complain: Complain): void {
  const { sizeLimit, medium } = record(source);
  const size = nanoUnits(sizeLimit);
  if (size !== undefined && size < 0n) complain('api/negative-quantity', `${path}.sizeLimit`, `${show(sizeLimit)} is negative`, 'Give 0 or more.');
  if (typeof medium === 'string' && !['', 'Memory', 'HugePages'].includes(medium) && !medium.startsWith('HugePages-')) oneOf(complain, `${path}.medium`, medium, ['Memory', 'HugePages']);
}

function checkProjected(source: unknown, path: string, complain: Complain): void {
  const p = record(source);
  mode(p.defaultMode, `${path}.defaultMode`, complain);
  items(p.sources).forEach((part, i) => {
    const at = `${path}.sources[${i}]`;
    const sorts = ['configMap', 'secret', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'].filter((sort) => given(record(part)[sort]));
    if (sorts.length !== 1) complain('api/one-source', at, sorts.length === 0 ? 'nothing is projected' : `${sorts.join(' and ')} are named at once`, 'Name exactly one source.');
    for (const sort of ['configMap', 'secret']) {
      const s = record(part)[sort];
      if (!given(s)) continue;
      if (!record(s).name) complain('api/no-name', `${at}.${sort}.name`, 'no object is named', 'Name it.');
      checkItems(record(s).items, `${at}.${sort}.items`, complain);
    }
    if (given(record(part).serviceAccountToken)) {
      const { path: file, expirationSeconds } = record(record(part).serviceAccountToken);
      relative(file, `${at}.serviceAccountToken.path`, complain);
      wholeNumber(complain, `${at}.serviceAccountToken.expirationSeconds`, expirationSeconds, 600, 2 ** 32);
    }
  });
}

function mode(bits: unknown, path: string, complain: Complain): void {
  if (typeof bits === 'number' && (!Number.isInteger(bits) || bits < 0 || bits > 0o777)) {
    complain('api/bad-mode', path, `${bits} is not a mode from 0 to 0777`, 'YAML reads 0644 as octal only with a leading 0; in JSON write 420.');
  }
}

function relative(file: unknown, path: string, complain: Complain): void {
  const good = typeof file === 'string' && file !== '' && !file.startsWith('/') && !file.split('/').includes('..') && !file.startsWith('..');
  if (!good) complain('api/bad-path', path, `${show(file ?? '')} is not a relative path`, 'Write a relative path without "..".');
}
