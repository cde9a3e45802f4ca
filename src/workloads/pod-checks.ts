import { filesByDirectory } from '../kube/volumes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Flaw, flaw } from '../values/flaw';
import { Port } from '../values/port';

/** Two listeners on one number: the second could not start. All containers of a pod share its addresses. @internal */
export function checkPorts(settled: Settled): Flaw[] {
  const others = settled.entries(Facts.CONTAINER).flatMap(([container, { ports }]) => ports.map((port): [string, Port] => [`${port.name} (of ${container})`, port]));
  return twice([...settled.entries(Facts.PORT), ...others].map(([name, port]) => [`${port.number}/${port._transport}`, name]))
    .map(([number, names]) => flaw('port/duplicate', `the ports ${names} have one number, ${number.replace('/TCP', '')}; only one of them could be listened on`,
      `Give each its own number.${/\badmin\b/.test(names) ? ' The port admin is where health is asked: new HealthChecks({ adminPort: … }).' : ''}`));
}

/** Two containers of one name: the API server refuses the pod. @internal */
export function checkContainerNames(settled: Settled, program: string): Flaw[] {
  const names: Array<[string, string]> = [
    [program, 'the program'],
    ...settled.entries(Facts.INIT).map(([name]): [string, string] => [name, 'what runs before it']),
    ...settled.entries(Facts.CONTAINER).map(([name, container]): [string, string] => [name, container.stage === 'init' ? 'an init step' : 'a sidecar']),
  ];
  return twice(names).map(([name, what]) => flaw('container/name-taken', `${what} would both be the container ${name}`, 'Give each container a name of its own.'));
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
