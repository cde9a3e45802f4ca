import { checkClaimSpec } from './claims';
import { Complain, given, named, needsName, record, show, unique } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkAnnotations, checkLabels } from './labels';
import { checkKeyFiles, checkMode, checkNoBacksteps } from './paths';
import { checkDownwardFiles, checkProjected } from './projections';
import { nanoUnits } from './quantity';

type Fields = { readonly [field: string]: any };

const SORTS: ReadonlySet<string> = new Set(['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'fc', 'flexVolume', 'flocker',
  'gcePersistentDisk', 'gitRepo', 'glusterfs', 'hostPath', 'image', 'iscsi', 'nfs', 'persistentVolumeClaim', 'photonPersistentDisk', 'portworxVolume', 'projected', 'quobyte', 'rbd', 'scaleIO', 'secret',
  'storageos', 'vsphereVolume']);

type Check = (source: Fields, path: string, around: { readonly isPod: boolean; readonly minor: number }, complain: Complain) => void;

/** How each sort of volume is checked; the drivers of storage systems inside Kubernetes, which CSI has replaced, are not. */
const CHECKS: { readonly [sort: string]: Check } = {
  configMap: (source, path, _around, complain) => checkFiles(source, 'name', path, complain),
  secret: (source, path, _around, complain) => checkFiles(source, 'secretName', path, complain),
  emptyDir: (source, path, _around, complain) => {
    const size = nanoUnits(source.sizeLimit);
    if (size !== undefined && size < 0n) complain('api/negative-quantity', `${path}.sizeLimit`, `${show(source.sizeLimit)} is negative`, 'Give 0 or more.');
  },
  persistentVolumeClaim: (source, path, _around, complain) => needsName(complain, `${path}.claimName`, source.claimName, 'claim'),
  hostPath: (source, path, _around, complain) => checkNoBacksteps(source.path, `${path}.path`, complain),
  projected: (source, path, _around, complain) => checkProjected(source, path, complain),
  downwardAPI: (source, path, _around, complain) => {
    checkMode(source.defaultMode, `${path}.defaultMode`, complain);
    checkDownwardFiles(source.items, `${path}.items`, complain);
  },
  csi: (source, path, _around, complain) => checkCsi(source, path, complain),
  nfs: (source, path, _around, complain) => checkNfs(source, path, complain),
  ephemeral: (source, path, { minor }, complain) => checkEphemeral(source, path, minor, complain),
  image: (source, path, { isPod }, complain) => {
    if (isPod) needsName(complain, `${path}.reference`, source.reference, 'image');
  },
};

/** The volumes of a pod. @internal */
export function checkVolumes(volumes: any[], path: string, around: { readonly isPod: boolean; readonly minor: number; readonly claims: ReadonlyMap<string, any> }, complain: Complain): void {
  volumes.forEach((volume, i) => {
    const at = `${path}[${i}]`;
    const v = record(volume);
    if (around.claims.has(v.name)) return; // the claim takes its place
    if (given(v.image) && around.minor < SINCE.imageVolumes) return; // the volume is dropped
    inFormat(complain, `${at}.name`, v.name ?? '', is.dnsLabel, 'a DNS label of at most 63 characters');
    const sorts = Object.keys(v).filter((field) => SORTS.has(field) && given(v[field]));
    if (sorts.length > 1) complain('api/one-source', at, `${sorts.join(' and ')} are named at once`, 'Name exactly one source.');
    sorts.forEach((sort) => CHECKS[sort]?.(record(v[sort]), `${at}.${sort}`, around, complain));
  });
  unique(complain, (i) => `${path}[${i}].name`, volumes.map((v) => record(v).name), 'the volume');
}

function checkFiles(source: Fields, field: string, path: string, complain: Complain): void {
  needsName(complain, `${path}.${field}`, source[field], 'object');
  checkMode(source.defaultMode, `${path}.defaultMode`, complain);
  checkKeyFiles(source.items, `${path}.items`, complain);
}

/** @internal */
export function checkNfs({ server, path: exported }: Fields, path: string, complain: Complain): void {
  needsName(complain, `${path}.server`, server, 'server');
  if (!named(exported) || !exported.startsWith('/')) complain('api/bad-path', `${path}.path`, `${show(exported ?? '')} is not absolute`, 'Write an absolute path.');
}

function checkCsi({ driver, nodePublishSecretRef }: Fields, path: string, complain: Complain): void {
  checkDriverName(driver, `${path}.driver`, complain);
  if (given(nodePublishSecretRef)) inFormat(complain, `${path}.nodePublishSecretRef.name`, record(nodePublishSecretRef).name ?? '', is.dnsSubdomain, 'the name of a Secret');
}

/** @internal */
export function checkDriverName(driver: unknown, path: string, complain: Complain): void {
  inFormat(complain, path, driver ?? '', (s) => s.length <= 63 && is.dnsSubdomain(s.toLowerCase()), 'the name of a driver, a DNS name of at most 63 characters');
}

function checkEphemeral({ volumeClaimTemplate }: Fields, path: string, minor: number, complain: Complain): void {
  const at = `${path}.volumeClaimTemplate`;
  if (!given(volumeClaimTemplate)) {complain('api/no-claim', at, 'there is no claim', 'Describe the claim.');} else {
    const { metadata, spec } = record(volumeClaimTemplate);
    checkLabels(record(metadata).labels, `${at}.metadata.labels`, complain);
    checkAnnotations(record(metadata).annotations, `${at}.metadata.annotations`, complain);
    for (const field of Object.keys(record(metadata))) {
      if (field !== 'labels' && field !== 'annotations' && isSet(metadata[field])) complain('api/claim-metadata', `${at}.metadata.${field}`, `the claim gets its ${field} from the pod`, 'Leave it out.');
    }
    checkClaimSpec(record(spec), `${at}.spec`, minor, complain);
  }
}

function isSet(value: unknown): boolean {
  return given(value) && value !== '' && value !== 0;
}
