import { chmodSync, chownSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file of a ConfigMap, Secret, projected or downward API volume. */
export interface KeyFile { readonly path: string; readonly content: Buffer; readonly mode: number }

/**
 * Writes files as a kubelet does: into a folder of their own behind the link
 * `..data`, so that a program sees links. With an `fsGroup` each file is also
 * readable for the group, whatever its mode says.
 */
export function writeKeyFiles(folder: string, files: readonly KeyFile[], fsGroup?: number): void {
  const generation = `..${Date.now()}`;
  for (const file of files) {
    const path = join(folder, generation, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content);
    chmodSync(path, fsGroup === undefined ? file.mode : groupReadable(file.mode));
    if (fsGroup !== undefined) chownSync(path, 0, fsGroup);
  }
  mkdirSync(join(folder, generation), { recursive: true });
  symlinkSync(generation, join(folder, '..new'));
  renameSync(join(folder, '..new'), join(folder, '..data'));
  for (const top of new Set(files.map(file => file.path.split('/')[0]))) symlinkSync(join('..data', top), join(folder, top));
}

function groupReadable(mode: number): number {
  // eslint-disable-next-line no-bitwise
  return mode | 0o440;
}
