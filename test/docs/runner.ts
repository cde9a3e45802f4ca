import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { format } from 'util';

/** What came of a program. */
export interface Outcome {
  /** all manifests that it wrote */
  readonly yaml: string;
  /** what it printed */
  readonly printed: string;
  /** why it gave up, if it did */
  readonly error?: Error;
}

/** Runs a compiled program in this process, in an empty folder. */
export function run(javascript: string): Outcome {
  const printed: string[] = [];
  const print = (...args: unknown[]) => printed.push(format(...args));
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'gopher-docs-'));
  process.chdir(folder);
  let error: Error | undefined;
  try {
    new Function('require', 'exports', 'module', 'console', javascript)(load, {}, { exports: {} }, { log: print, error: print, warn: print });
  } catch (e) {
    error = e as Error;
  } finally {
    process.chdir(before);
  }
  const dist = join(folder, 'dist');
  const yaml = existsSync(dist)
    ? readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml') && !name.endsWith('kustomization.yaml')).sort().map((name) => readFileSync(join(dist, name), 'utf8')).join('---\n')
    : '';
  rmSync(folder, { recursive: true });
  return { yaml, printed: printed.join('\n'), error };
}

function load(module: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(module === 'cdk8s-gopher' ? '../../src' : module);
}
