import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ContainerPlan } from './container-plan';

/** What a command run inside a container came to. */
export interface ExecResult { readonly code: number; readonly output: string }

/**
 * One run of a container: a process with its own mounts, process ids, host
 * name, user and privileges, until it exits. A restart is another run.
 */
export class Container {
  /** Starts the program of a plan; `folder` takes the plan, and its output goes to `log`. */
  public static async start(plan: ContainerPlan, folder: string, log: string, enter: string): Promise<Container> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify(plan), { mode: 0o600 });
    const output = openSync(log, 'a');
    const child = spawn(enter, [file], { stdio: ['ignore', output, output, 'pipe'] });
    closeSync(output);
    const exited = exitCode(child);
    const [pid, problem] = (await text(child.stdio[3] as Readable)).trim().split('\n');
    if (problem || !pid) throw new Error(`cannot start ${plan.argv[0]}: ${problem ?? 'enter failed'}`);
    return new Container(plan, Number(pid), log, exited);
  }

  private running = true;

  private constructor(
    private readonly plan: ContainerPlan,
    private readonly pid: number,
    private readonly log: string,
    /** The exit code, as Kubernetes counts: 128 and the signal's number if one ended the program. */
    public readonly exited: Promise<number>,
  ) {
    void exited.then(() => { this.running = false; });
  }

  public get isRunning(): boolean {
    return this.running;
  }

  /** The most memory that the program has had at once, in MiB. */
  public get peakMebibytes(): number {
    return this.statusMebibytes('VmHWM');
  }

  /** What the program holds now that the kernel cannot take back from it: all but the pages of its files. */
  public get heldMebibytes(): number {
    return this.statusMebibytes('RssAnon');
  }

  /** Signals the program. SIGKILL ends all of the container's processes, since the program is its first one. */
  public signal(signal: NodeJS.Signals): void {
    if (this.running) kill(this.pid, signal);
  }

  /** Runs a command inside, as the container's user and with its environment; after the time it is killed. */
  public async exec(command: readonly string[], seconds: number, env: Record<string, string> = {}): Promise<ExecResult> {
    const { uid, gid, groups, noNewPrivs } = this.plan;
    const args = [
      '--regid', String(gid), '--groups', groups.join(','), ...noNewPrivs ? ['--no-new-privs'] : [], '--',
      '/usr/bin/nsenter', '--target', String(this.pid), '--mount', '--pid', '--ipc', '--uts', '--setuid', String(uid), '--',
      ...command,
    ];
    const all = { ...Object.fromEntries(this.plan.env.map(line => line.split(/=(.*)/s))), ...env };
    const child = spawn('/usr/bin/setpriv', args, { env: all, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => kill(-child.pid!, 'SIGKILL'), seconds * 1000);
    const [code, ...output] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)]);
    clearTimeout(timer);
    return { code, output: output.join('') };
  }

  /** All that every run of this container has written so far. */
  public logs(): string {
    return readFileSync(this.log, 'utf8');
  }

  private statusMebibytes(field: string): number {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))![1]) / 1024;
  }
}

/** Signals a process or, if negative, a process group; one that is gone already is fine. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}

async function text(stream: Readable): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += chunk;
  return all;
}
