import { readFileSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';

/*
 * Rewrites the compiled table of contents, so that a program loads the files of those names only that it uses
 * (docs/decisions/0022-what-is-loaded-when.md). Part of `npx projen compile`.
 */

const lib = join(__dirname, '..', 'lib');
const index = join(lib, 'index.js');
const load = createRequire(index);

/** The names of every file that the table of contents re-exports. */
function contents(compiled: string): Map<string, string[]> {
  const files = [...compiled.matchAll(/^__exportStar\(require\("(\.\/[^"]+)"\), exports\);$/gm)].map(([, file]) => file);
  const lines = [...compiled.matchAll(/\brequire\(/g)].length;
  if (files.length === 0 || files.length !== lines) throw new Error(`${index}: ${files.length} of its ${lines} lines with require() re-export a file; it must be nothing but export lines`);
  const names = new Map<string, string[]>();
  const seen = new Map<string, string>();
  for (const file of files) {
    const own = Object.keys(load(file));
    for (const name of own) {
      if (seen.has(name)) throw new Error(`${index}: ${name} comes from ${seen.get(name)} and from ${file}`);
      seen.set(name, file);
    }
    names.set(file, own);
  }
  return names;
}

/** A name is looked up once; then it is a plain value. The last line is for ES modules: Node.js reads the names from the text, without running it. */
function lazy(names: Map<string, string[]>): string {
  const all = [...names.values()].flat();
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    'function lazy(load, names) {',
    '  for (const name of names) {',
    '    const keep = (value) => (Object.defineProperty(exports, name, { enumerable: true, value }), value);',
    '    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => keep(load()[name]) });',
    '  }',
    '}',
    ...[...names].filter(([, own]) => own.length > 0).map(([file, own]) => `lazy(() => require("${file}"), ${JSON.stringify(own)});`),
    `0 && (module.exports = { ${all.join(', ')} });`,
    '',
  ].join('\n');
}

const compiled = readFileSync(index, 'utf8');
if (compiled.includes('__exportStar(')) writeFileSync(index, lazy(contents(compiled)));
