import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const ROOT = resolve(__dirname, '..', '..');

/** What a command line did. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line, compiled from the sources as they are now, run as its users run it: as a process of its own. */
export class BuiltCli {
  private readonly home = mkdtempSync(join(tmpdir(), 'gopher-cli-'));

  constructor() {
    this.compile(join('cli', 'main.ts'), new Set());
    cpSync(join(ROOT, 'package.json'), join(this.home, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(this.home, 'node_modules'));
  }

  /** Compiles a file and what it imports; types are checked elsewhere. */
  private compile(path: string, done: Set<string>): void {
    if (done.has(path)) return;
    done.add(path);
    const [from, to] = [join(ROOT, 'src', path), join(this.home, 'lib', path)];
    mkdirSync(dirname(to), { recursive: true });
    if (path.endsWith('.json')) return cpSync(from, to);
    const { outputText } = transpileModule(readFileSync(from, 'utf8'), { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true } });
    writeFileSync(to.replace(/\.ts$/, '.js'), outputText);
    for (const [, name] of outputText.matchAll(/require\("(\.[^"]+)"\)/g)) {
      const target = join(dirname(path), name);
      this.compile([`${target}.ts`, join(target, 'index.ts'), target].find((file) => existsSync(join(ROOT, 'src', file)) && !statSync(join(ROOT, 'src', file)).isDirectory())!, done);
    }
  }

  public get main(): string {
    return join(this.home, 'lib', 'cli', 'main.js');
  }

  /** Runs a command line in a folder. */
  public run(cwd: string, args: string[], input?: string, env: { [name: string]: string } = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.main, ...args], { cwd, input: input ?? '', encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024 });
    return { code: status, out: stdout, err: stderr };
  }

  public remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
