import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { FILE_LIST, FileList } from './file-list';

/** Says in the output folder which target's manifests a folder holds; in a committed folder the list of our files says so. @internal */
export const TARGET_MARK = '.cdk8s-gopher-target';

/** Cluster, region, stage: no target is deeper. */
const DEPTH = 5;
/** Nor is a manifest deeper in its target: namespace, chart, service, and what a layout of somebody's own may add. */
const CLIMB = 12;

/** The targets whose manifests a folder holds itself; one, unless a merge has left two. @internal */
export function targetsOf(folder: string): string[] {
  const mark = textOf(join(folder, TARGET_MARK))?.trim();
  const list = join(folder, FILE_LIST);
  return [...new Set([...mark ? [mark] : [], ...FileList.read(list, textOf(list) ?? '').targets])];
}

/** The folders of targets at and below a folder, by the targets' names, sorted; several where several apps are for one target. @internal */
export function targetFolders(root: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const visit = (folder: string, depth: number) => {
    for (const target of targetsOf(folder)) found.set(target, [...found.get(target) ?? [], folder]);
    if (depth === 0) return;
    readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name).sort().forEach((name) => visit(join(folder, name), depth - 1));
  };
  visit(root, DEPTH);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Knows which target a file is for: that of the innermost folder around it which is a target's.
 *
 * @internal
 */
export class Targets {
  private readonly known = new Map<string, string | undefined>();

  /** The name of the target; undefined for what is for no target in particular. */
  public of(file: string): string | undefined {
    return this.at(dirname(file), CLIMB);
  }

  private at(folder: string, levels: number): string | undefined {
    if (!this.known.has(folder)) {
      const [own] = targetsOf(folder);
      const above = dirname(folder);
      this.known.set(folder, own ?? (levels === 0 || above === folder ? undefined : this.at(above, levels - 1)));
    }
    return this.known.get(folder);
  }
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
