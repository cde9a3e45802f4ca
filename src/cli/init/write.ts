import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { ProjectFile } from './files';
import { whyNot } from '../../rules/reading/folder';
import { CannotRun } from '../cannot-run';

/** What becomes of a file. @internal */
export enum Fate {
  CREATE = 'create',
  /** it is there, with the same text */
  SAME = 'same',
  /** it is there, and stays as it is */
  KEEP = 'keep',
  OVERWRITE = 'overwrite',
}

/** @internal */
export interface PlannedFile extends ProjectFile {
  readonly fate: Fate;
}

/** What would become of each file. @param isForced whether files that are there give way @internal */
export function planned(root: string, files: readonly ProjectFile[], isForced: boolean): PlannedFile[] {
  return files.map((file) => ({ ...file, fate: fateOf(join(root, file.path), file.text, isForced) }));
}

/** Writes what is to be created or overwritten. @internal */
export function written(root: string, files: readonly PlannedFile[]): void {
  for (const { path, text, fate } of files) {
    if (fate !== Fate.CREATE && fate !== Fate.OVERWRITE) continue;
    const place = join(root, path);
    try {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
    } catch (e) {
      throw new CannotRun(`cannot write "${place}": ${whyNot(e)}.`);
    }
  }
}

function fateOf(place: string, text: string, isForced: boolean): Fate {
  if (!existsSync(place)) return Fate.CREATE;
  try {
    if (readFileSync(place, 'utf8') === text) return Fate.SAME;
  } catch (e) {
    throw new CannotRun(`cannot read "${place}": ${whyNot(e)}. A file is to be there; move what is in its way.`);
  }
  return isForced ? Fate.OVERWRITE : Fate.KEEP;
}
