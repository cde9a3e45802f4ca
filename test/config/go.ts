import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** Whether Go is there; what needs it is skipped otherwise, and says so by its name. */
export const HAS_GO = spawnSync('go', ['version']).status === 0;

/** A Go module in a folder of its own. */
export function goModule(files: { [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-config-'));
  for (const [path, text] of Object.entries({ 'go.mod': 'module example.com/till\n\ngo 1.21\n', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function goTool(folder: string, ...args: string[]): string {
  return execFileSync(args[0], args.slice(1), { cwd: folder, encoding: 'utf8', env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' } });
}
