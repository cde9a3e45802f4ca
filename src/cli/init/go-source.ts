import { readdirSync, readFileSync } from 'fs';
import { join, posix } from 'path';

const IMPORT = /^\s*(?:import\s+)?(?:[\w.]+\s+)?"([^"\s]+)"\s*;?\s*$/;

/** The Go files of one folder that a build would take, without tests. @internal */
export interface GoPackage {
  /** relative to the module, with `/`; empty for its own folder */
  readonly folder: string;
  readonly isMain: boolean;
  readonly imports: readonly string[];
  /** lines without comments */
  readonly lines: readonly string[];
}

/** All packages of a module, by folder. Vendored code, test data and other modules in it are left out. @internal */
export function packagesIn(root: string): Map<string, GoPackage> {
  const found = new Map<string, GoPackage>();
  const visit = (folder: string) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    if (folder !== '' && entries.some(({ name }) => name === 'go.mod')) return;
    const texts = entries.filter((entry) => entry.isFile() && /^[^._].*\.go$/.test(entry.name) && !entry.name.endsWith('_test.go'))
      .map(({ name }) => readFileSync(join(root, folder, name), 'utf8')).filter((text) => !/^\/\/(go:build\s+ignore\b|\s*\+build\s+ignore\b)/m.test(text)).map(withoutComments);
    if (texts.length > 0) found.set(folder, packageOf(folder, texts));
    for (const { name } of entries.filter((entry) => entry.isDirectory() && !/^[._]|^(vendor|testdata|node_modules)$/.test(entry.name))) visit(posix.join(folder, name));
  };
  visit('');
  return found;
}

function packageOf(folder: string, texts: readonly string[]): GoPackage {
  const lines = texts.flatMap((text) => text.split('\n'));
  return {
    folder,
    isMain: texts.some((text) => /^package main\b/m.test(text)) && texts.some((text) => /^func main\(\)/m.test(text)),
    imports: lines.flatMap((line) => IMPORT.exec(line)?.[1] ?? []),
    lines,
  };
}

/** A text keeps what looks like a comment in it. */
function withoutComments(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|\/\/.*|\/\*[^]*?\*\//g, (match) => (/^\/[/*]/.test(match) ? match.replace(/[^\n]/g, '') : match));
}
