import { posix } from 'path';
import { flaw, Flaw } from '../../values/flaw';

/** Directories of which an image needs its own content. */
const SYSTEM = new Set(['/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/lib64', '/opt', '/proc', '/root', '/run', '/sbin', '/sys', '/tmp', '/usr', '/usr/bin', '/usr/lib', '/usr/local', '/usr/local/bin', '/var', '/var/run']);

/** A mount hides what the image has in that directory. @internal */
export function hidingFlaws(directory: string, files: string[]): Flaw[] {
  return !SYSTEM.has(directory) ? [] : [flaw('file/hides-directory', `${files.join(' and ')} would be mounted over ${directory}, hiding what the image has there`,
    `Give it a directory of its own, such as ${posix.join(directory === '/' ? '/etc' : directory, 'app', posix.basename(files[0] ?? ''))}.`)];
}
