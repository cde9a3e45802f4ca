import { mkdirSync, readFileSync, writeFileSync } from 'fs';
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
    const folders = new Set<string>();
    for (const { path, text } of [...files]) {
      const target = join(this.root, path);
      try {
        if (!folders.has(dirname(target))) {
          mkdirSync(dirname(target), { recursive: true });
          folders.add(dirname(target));
        }
        if (textOf(target) !== text) writeFileSync(target, text);
      } catch (e) {
        throw new ProblemsError([`[${this.root}] output/cannot-write: ${quoted(target)}: ${whyNot(e)}. Move away what is in its place, or name another folder.`]);
      }
    }
  }
}

/** What is in a file; undefined where there is none. @internal */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw e;
  }
}
