import { readdirSync, realpathSync, statSync } from 'fs';
import { join } from 'path';

/** A file that may hold manifests. @internal */
export interface FoundFile {
  /** as it is shown: below the path that was asked for */
  readonly path: string;
  /** whether it was named, not merely found in a folder */
  readonly named: boolean;
}

/** What could not be looked at. @internal */
export interface Unreadable {
  readonly path: string;
  readonly why: string;
}

/** The files below the paths that were asked for. @internal */
export interface FoundFiles {
  readonly files: FoundFile[];
  readonly unreadable: Unreadable[];
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

/**
 * Finds the YAML and JSON files below folders, in an order that is the same on every machine.
 *
 * Links are followed, and everything is looked at once, however many links lead to it.
 * Hidden folders and `node_modules` are left out.
 *
 * @param without folders that are left out
 * @internal
 */
export function filesBelow(paths: readonly string[], without: ReadonlySet<string> = new Set()): FoundFiles {
  const files: FoundFile[] = [];
  const unreadable: Unreadable[] = [];
  const seen = new Set<string>();
  const visit = (path: string, named: boolean) => {
    try {
      if (without.has(path)) return;
      const stat = statSync(path);
      const real = realpathSync(path);
      if (seen.has(real)) return;
      if (stat.isDirectory()) {
        seen.add(real);
        for (const name of readdirSync(path).sort(byCodePoint)) {
          if (!name.startsWith('.') && name !== 'node_modules') visit(join(path, name), false);
        }
      } else if (named || (stat.isFile() && MANIFEST.test(path))) {
        seen.add(real);
        files.push({ path: shown(path), named });
      }
    } catch (e) {
      if (named || MANIFEST.test(path) || (e as NodeJS.ErrnoException).syscall === 'scandir') unreadable.push({ path: shown(path), why: whyNot(e) });
    }
  };
  paths.forEach((path) => visit(path, true));
  return { files, unreadable };
}

/** Why a file or folder could not be read or written, in words. @internal */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT': return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM': return 'this user has no right to it';
    case 'EEXIST': return 'a file is there, where a folder is to be';
    case 'EISDIR': return 'a folder is there, where a file is to be';
    case 'ELOOP': return 'it is a link that leads back to itself';
    case 'ENOTDIR': return 'a part of the path is not a folder';
    case 'ENAMETOOLONG': return 'the path is too long';
    default: return (message ?? String(error)).split('\n')[0];
  }
}

function shown(path: string): string {
  return path.replace(/\\/g, '/');
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
