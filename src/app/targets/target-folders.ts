import { readdirSync } from 'fs';
import { join } from 'path';
import { FILE_LIST, FileList } from '../../rules/reading/file-list';
import { textOf } from '../output/output-folder';

/** Cluster, region, stage: no target is deeper. */
const DEPTH = 5;

/** The folders of targets below a committed folder, by the targets' names, sorted. @internal */
export function targetFolders(root: string): Map<string, string> {
  const found: Array<[string, string]> = [];
  const visit = (folder: string, depth: number) => {
    const list = join(folder, FILE_LIST);
    for (const target of FileList.read(list, textOf(list) ?? '').targets) found.push([target, folder]);
    if (depth === 0) return;
    readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).forEach((entry) => visit(join(folder, entry.name), depth - 1));
  };
  visit(root, DEPTH);
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
