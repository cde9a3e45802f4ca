import { isUtf8 } from 'buffer';
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { Flaw, flaw, quoted } from './flaw';

const MIB = 1024 * 1024;

/** A file of a directory, by its path there. @internal */
export interface DirectoryEntry { readonly path: string; readonly content: string; readonly isBinary: boolean }

/**
 * All files of a directory, read when the manifests are made.
 *
 * Files and folders whose name begins with a dot are left out; what is no UTF-8 text
 * is kept as binary data. At most 1 MiB in all, as that is what a ConfigMap holds.
 *
 * @example
 * ConfigDirectory.of({ 'prices.yaml': 'vat: 8.1\n', 'eu/prices.yaml': 'vat: 20\n' });
 */
export class ConfigDirectory {
  /** The files of a folder, and of the folders in it. @param path from where the program of the manifests is run, such as `./config` */
  public static at(path: string): ConfigDirectory {
    const flaws: Flaw[] = [];
    const entries = existsSync(path) && statSync(path).isDirectory() ? [...read(path, '', flaws)] : [];
    if (entries.length === 0 && flaws.length === 0) flaws.push(flaw('directory/no-files', `${quoted(path)} is no folder with files`, 'Name a folder, from where the program of the manifests is run.'));
    return new ConfigDirectory(entries, flaws);
  }

  /** Texts, by the path of their file. @param files such as `{ 'prices.yaml': 'vat: 8.1' }` */
  public static of(files: { [path: string]: string }): ConfigDirectory {
    const entries = Object.entries(files).map(([path, content]) => ({ path, content: String(content), isBinary: false }));
    const bad = entries.filter(({ path }) => path.split('/').some((part) => part === '' || part === '.' || part.startsWith('..')));
    return new ConfigDirectory(entries, [
      ...bad.map(({ path }) => flaw('directory/bad-path', `${quoted(path)} is no path inside a directory`, 'Write it without "/" at its ends and without "..".')),
      ...(entries.length > 0 ? [] : [flaw('directory/no-files', 'a directory has no files', 'Give it at least one file.')]),
    ]);
  }

  /** the paths of the files */
  public readonly paths: string[];

  private constructor(
    /** @internal */
    public readonly _entries: readonly DirectoryEntry[],
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {
    this.paths = _entries.map((entry) => entry.path).sort();
  }
}

function* read(root: string, below: string, flaws: Flaw[], left = { bytes: MIB }): Generator<DirectoryEntry> {
  for (const item of readdirSync(join(root, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (item.name.startsWith('.') || left.bytes < 0) continue;
    const path = below === '' ? item.name : `${below}/${item.name}`;
    if (item.isDirectory()) {
      yield* read(root, path, flaws, left);
      continue;
    }
    if (!item.isFile()) {
      flaws.push(flaw('directory/no-plain-file', `${quoted(join(root, path))} is neither a file nor a folder, perhaps a link`, 'Put the file itself there.'));
      continue;
    }
    left.bytes -= statSync(join(root, path)).size;
    if (left.bytes < 0) {
      flaws.push(flaw('config/too-large', `the files of ${quoted(root)} have more than 1048576 bytes, a ConfigMap holds no more`, 'Put large files into the image or onto a volume.'));
      return;
    }
    const bytes = readFileSync(join(root, path));
    yield isUtf8(bytes) ? { path, content: bytes.toString('utf8'), isBinary: false } : { path, content: bytes.toString('base64'), isBinary: true };
  }
}
