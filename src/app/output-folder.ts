import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { LEDGER, writtenIn } from '../plan/ledger';

/** A file with its text. @internal */
export interface OutputText {
  readonly path: string;
  readonly text: string;
}

/**
 * A folder of manifests of which only what changed is touched.
 *
 * @internal
 */
export class OutputFolder {
  constructor(private readonly root: string) {}

  /** Writes the files that are new or differ. */
  public write(files: OutputText[]): void {
    mkdirSync(this.root, { recursive: true });
    const folders = new Set([this.root]);
    for (const { path, text } of files) {
      const target = join(this.root, path);
      if (!folders.has(dirname(target))) {
        mkdirSync(dirname(target), { recursive: true });
        folders.add(dirname(target));
      }
      if (textOf(target) !== text) writeFileSync(target, text);
    }
  }

  /** Writes the files, and deletes those that an earlier mirroring wrote and that are gone now. */
  public mirror(files: OutputText[]): void {
    const earlier = writtenIn(this.root) ?? [];
    const now = new Set(files.map((file) => file.path));
    this.write(files);
    for (const path of earlier) {
      if (!now.has(path) && !path.split('/').includes('..')) rmSync(join(this.root, path), { force: true });
    }
    this.write([{ path: LEDGER, text: ['# Files written by cdk8s-gopher; only these are deleted when they are no longer made.', ...[...now].sort(), ''].join('\n') }]);
  }
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
