import { mkdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { ProblemsError } from '../../model/problems-error';
import { whyNot } from '../../rules/reading/folder';
import { quoted } from '../../values/flaw';

/** A file with its text. @internal */
export interface OutputText {
  readonly path: string;
  readonly text: string;
}

/**
 * A folder of which only what changed is touched.
 *
 * @internal
 */
export class OutputFolder {
  constructor(private readonly root: string) {}

  /** Writes the files that are new or differ. Throws one error that names the file where that cannot be done. */
  public write(files: readonly OutputText[]): void {
    const folders = new Map<string, boolean>();
    for (const { path, text } of [...files]) {
      const target = join(this.root, path);
      const folder = dirname(target);
      try {
        let isNew = folders.get(folder);
        if (isNew === undefined) folders.set(folder, isNew = mkdirSync(folder, { recursive: true }) !== undefined);
        if (isNew || textOf(target) !== text) writeFileSync(target, text);
      } catch (e) {
        throw new ProblemsError([`[${this.root}] output/cannot-write: ${quoted(target)}: ${whyNot(e)}. Move away what is in its place, or name another folder.`]);
      }
    }
  }
}

/** What is in a file; undefined where there is none. @internal */
export function textOf(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined; // quicker than an error, of which a first run would make one for each file
  try {
    return readFileSync(path, 'utf8');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw e;
  }
}
