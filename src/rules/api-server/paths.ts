import { Complain, given, items, named, record, show } from './complaint';

/*
 * Files inside volumes.
 */

/** A relative path without "..", that does not begin with "..". @internal */
export function checkRelativePath(file: unknown, path: string, complain: Complain): void {
  const good = named(file) && !file.startsWith('/') && !file.split('/').includes('..') && !file.startsWith('..');
  if (!good) complain('api/bad-path', path, `${show(file ?? '')} is not a relative path`, 'Write a relative path without "..".');
}

/** @internal */
export function checkMode(bits: unknown, path: string, complain: Complain): void {
  if (typeof bits === 'number' && (!Number.isInteger(bits) || bits < 0 || bits > 0o777)) {
    complain('api/bad-mode', path, `${bits} is not a mode from 0 to 0777`, 'YAML reads 0644 as octal only with a leading 0; in JSON write 420.');
  }
}

/** Keys of a ConfigMap or Secret as files. @internal */
export function checkKeyFiles(list: unknown, path: string, complain: Complain): void {
  items(list).forEach((item, i) => {
    const { key, path: file, mode } = record(item);
    if (!named(key)) complain('api/no-key', `${path}[${i}].key`, 'no key is named', 'Name it.');
    checkRelativePath(file, `${path}[${i}].path`, complain);
    checkMode(mode, `${path}[${i}].mode`, complain);
  });
}

/** A path without "..". @internal */
export function checkNoBacksteps(file: unknown, path: string, complain: Complain): void {
  if (!given(file) || file === '') complain('api/no-path', path, 'no path is named', 'Name it.');
  else if (String(file).split('/').includes('..')) complain('api/bad-path', path, `${show(file)} holds ".."`, 'Write the path without "..".');
}
