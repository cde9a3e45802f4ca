import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
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

/** Writes what is to be created or overwritten: nothing, where a folder is in no state for it. @internal */
export function written(root: string, files: readonly PlannedFile[]): void {
  const ours = files.filter(({ fate }) => fate === Fate.CREATE || fate === Fate.OVERWRITE).map(({ path, text }) => ({ place: join(root, path), text }));
  for (const { place } of ours) refuseNoFolder(place);
  for (const { place, text } of ours) {
    try {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
    } catch (e) {
      throw new CannotRun(`cannot write "${place}": ${whyNot(e)}.`);
    }
  }
}

/** The nearest folder above that is there has to be one, and one that can be written to. */
function refuseNoFolder(place: string): void {
  let above = dirname(resolve(place));
  while (!existsSync(above)) above = dirname(above);
  if (!statSync(above).isDirectory()) throw new CannotRun(`cannot write "${place}": "${above}" is a file, and a folder is to be there. Move it, or name another folder; nothing was written.`);
  try {
    accessSync(above, constants.W_OK);
  } catch (e) {
    throw new CannotRun(`cannot write "${place}": ${whyNot(e)}. Name a folder that you may write to; nothing was written.`);
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
