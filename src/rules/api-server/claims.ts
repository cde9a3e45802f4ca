import { Complain, given, items, named, record, show } from './complaint';
import { SINCE } from './features';
import { inFormat, inFormatUnlessEmpty, is } from './formats';
import { checkSelector } from './labels';
import { nanoUnits } from './quantity';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

/** @internal */
export function checkClaim({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  checkClaimSpec(record(object.spec), 'spec', kubernetesMinor, complain);
}

/** A claim of a volume, also where it is part of another object. @internal */
export function checkClaimSpec(spec: Fields, path: string, minor: number, complain: Complain): void {
  checkAccessModes(spec.accessModes, `${path}.accessModes`, complain);
  const { storage } = record(record(spec.resources).requests);
  const nano = nanoUnits(storage);
  if (!given(storage)) complain('api/no-size', `${path}.resources.requests.storage`, 'nothing says how large the volume is', 'Give a size, such as 20Gi.');
  else if (nano !== undefined && nano <= 0n) complain('api/no-size', `${path}.resources.requests.storage`, `${show(storage)} is no size`, 'Give a size above 0.');
  inFormatUnlessEmpty(complain, `${path}.storageClassName`, spec.storageClassName, is.dnsSubdomain, 'the name of a storage class');
  if (minor >= SINCE.volumeAttributesClass) inFormatUnlessEmpty(complain, `${path}.volumeAttributesClassName`, spec.volumeAttributesClassName, is.dnsSubdomain, 'the name of a class');
  if (spec.volumeMode === '') complain('api/unknown-word', `${path}.volumeMode`, 'the text is empty', 'Leave it out, or write Filesystem or Block.');
  checkSelector(spec.selector, `${path}.selector`, complain);
  checkSources(spec, path, complain);
}

/** @internal */
export function checkAccessModes(modes: unknown, path: string, complain: Complain): void {
  const all = items(modes);
  if (all.length === 0) complain('api/no-access-mode', path, 'nothing says how the volume is used', 'Name one, such as ReadWriteOnce.');
  if (all.some((mode) => !named(mode))) complain('api/unknown-word', path, 'a mode is empty', 'Name one, such as ReadWriteOnce.');
  if (all.includes('ReadWriteOncePod') && all.some((mode) => mode !== 'ReadWriteOncePod')) complain('api/access-modes', path, 'ReadWriteOncePod stands alone', 'Name it alone.');
}

/** Where the first content comes from; what is not a claim needs dataSourceRef, and other sorts of dataSource are dropped. */
function checkSources(spec: Fields, path: string, complain: Complain): void {
  const { dataSource, dataSourceRef } = spec;
  if (given(dataSource)) checkSource(record(dataSource), `${path}.dataSource`, complain);
  if (given(dataSourceRef)) {
    checkSource(record(dataSourceRef), `${path}.dataSourceRef`, complain);
    inFormatUnlessEmpty(complain, `${path}.dataSourceRef.namespace`, record(dataSourceRef).namespace, is.dnsLabel, 'the name of a namespace');
  }
  if (!given(dataSource) || !given(dataSourceRef)) return;
  const [one, other] = [record(dataSource), record(dataSourceRef)];
  if (['apiGroup', 'kind', 'name'].some((field) => (one[field] ?? '') !== (other[field] ?? ''))) complain('api/data-source', `${path}.dataSource`, 'dataSource and dataSourceRef differ', 'Keep dataSourceRef.');
}

function checkSource({ apiGroup, kind, name }: Fields, at: string, complain: Complain): void {
  if (!named(name)) complain('api/no-name', `${at}.name`, 'no source is named', 'Name it.');
  if (!named(kind)) complain('api/no-name', `${at}.kind`, 'the source has no kind', 'Name it.');
  if (!named(apiGroup)) {
    if (kind !== 'PersistentVolumeClaim') complain('api/data-source', `${at}.kind`, `${show(kind ?? '')} is not of the core group`, 'Name its apiGroup.');
  } else {inFormat(complain, `${at}.apiGroup`, apiGroup, is.dnsSubdomain, 'an API group');}
}
