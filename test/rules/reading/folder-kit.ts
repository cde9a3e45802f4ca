import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** A folder of its own for one test, with real files. */
export class Folder {
  public readonly path = mkdtempSync(join(tmpdir(), 'gopher-reading-'));

  constructor(files: { [path: string]: string | Uint8Array } = {}) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  public write(path: string, content: string | Uint8Array): string {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A ConfigMap of that name. */
export function configMap(name: string, more: string = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
}
