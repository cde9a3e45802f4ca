import { filesByDirectory } from '../kube/volumes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Flaw, flaw } from '../values/flaw';

/** Two listeners on one number: the second could not start. @internal */
export function checkPorts(settled: Settled): Flaw[] {
  return twice(settled.entries(Facts.PORT).map(([name, port]) => [String(port.number), name]))
    .map(([number, names]) => flaw('port/duplicate', `the ports ${names} have one number, ${number}; only one of them could be listened on`,
      'Give each its own number.'));
}

/** Two volumes in one directory: the API server refuses the pod. @internal */
export function checkMounts(settled: Settled): Flaw[] {
  const mounts: Array<[string, string]> = [
    ...settled.entries(Facts.SCRATCH).map(([path]): [string, string] => [path, 'a writable directory']),
    ...filesByDirectory(settled).map(([path]): [string, string] => [path, 'configuration files']),
    ...settled.entries(Facts.SECRET_FILES).map(([path]): [string, string] => [path, 'secret files']),
    ...settled.entries(Facts.CLAIM).map(([name, claim]): [string, string] => [claim.mountPath, `the volume ${name}`]),
    ...settled.entries(Facts.VOLUME).map(([name, volume]): [string, string] => [volume.mountPath, `the volume ${name}`]),
  ];
  return twice(mounts.map(([path, what]) => [path.replace(/\/+$/, ''), what]))
    .map(([path, what]) => flaw('mount/taken', `${path} would hold ${what}; one directory can hold one volume`, 'Give each a directory of its own.'));
}

/** Keys that come more than once, with all that comes under them. */
function twice(pairs: Array<[string, string]>): Array<[string, string]> {
  const byKey = new Map<string, string[]>();
  for (const [key, value] of pairs) byKey.set(key, [...(byKey.get(key) ?? []), value]);
  return [...byKey].filter(([, values]) => values.length > 1).map(([key, values]) => [key, values.join(' and ')]);
}
