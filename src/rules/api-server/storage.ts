import { Complain, given, items, oneOf, record, show } from './complaint';
import { inFormat, is } from './formats';
import { checkSelector } from './metadata';
import { nanoUnits } from './quantity';
import { Manifest } from '../manifest';

const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** @internal */
export function checkClaim({ object }: Manifest, complain: Complain): void {
  checkClaimSpec(record(object.spec), 'spec', complain);
}

/** @internal */
export function checkClaimSpec(spec: { [key: string]: any }, path: string, complain: Complain): void {
  const modes = items(spec.accessModes);
  if (modes.length === 0) complain('api/no-access-mode', `${path}.accessModes`, 'nothing says how the volume is used', 'Name one, such as ReadWriteOnce.');
  modes.forEach((mode, i) => oneOf(complain, `${path}.accessModes[${i}]`, mode, MODES));
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) complain('api/access-modes', `${path}.accessModes`, 'ReadWriteOncePod stands alone', 'Name it alone.');
  const { requests, limits } = record(spec.resources);
  const storage = record(requests).storage;
  const nano = nanoUnits(storage);
  if (!given(storage)) complain('api/no-size', `${path}.resources.requests.storage`, 'nothing says how large the volume is', 'Give a size, such as 20Gi.');
  else if (nano !== undefined && nano <= 0n) complain('api/no-size', `${path}.resources.requests.storage`, `${show(storage)} is no size`, 'Give a size above 0.');
  void limits;
  oneOf(complain, `${path}.volumeMode`, spec.volumeMode, ['Filesystem', 'Block']);
  if (spec.storageClassName !== '') inFormat(complain, `${path}.storageClassName`, spec.storageClassName, is.dnsSubdomain, 'the name of a storage class');
  checkSelector(spec.selector, `${path}.selector`, complain);
}
