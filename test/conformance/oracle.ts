import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The minor that build.sh builds when asked for none. */
export const NEWEST_MINOR = '1.36';

/** What is asked of the oracle; README.md says what each part means. */
export type Question =
  | { readonly op: 'create'; readonly object: unknown; readonly ssa?: boolean }
  | { readonly op: 'update'; readonly object: unknown; readonly old: unknown; readonly status?: unknown; readonly ssa?: boolean }
  | { readonly op: 'pss'; readonly object: unknown; readonly level: 'baseline' | 'restricted'; readonly version?: string };

/** Error is no judgement of the object: the oracle does not know its kind, or the question was wrong. */
export type Verdict = 'accept' | 'reject' | 'error';

/** One reason to refuse an object, as the API server words it. */
export interface Problem { readonly field: string; readonly type: string; readonly message: string }

export interface Answer {
  readonly verdict: Verdict;
  readonly errors: readonly Problem[];
  readonly warnings: readonly string[];
  /** Unknown and duplicate fields. */
  readonly strict: readonly string[];
  /** Of an update: it is accepted, and changes nothing but metadata. */
  readonly unchanged?: boolean;
}

interface Waiting { readonly id: string; resolve(answer: Answer): void; reject(error: Error): void }

/**
 * Asks the conformance oracle, which runs as one process until it is closed.
 * Many questions may be asked at once.
 */
export class Oracle {
  /** Where build.sh puts the oracle of a Kubernetes minor. */
  public static binary(minor: string = NEWEST_MINOR): string {
    return join(__dirname, '.bin', `oracle-${minor}`);
  }

  public static isBuilt(minor: string = NEWEST_MINOR): boolean {
    return existsSync(Oracle.binary(minor));
  }

  private readonly process: ChildProcessWithoutNullStreams;
  private readonly exited: Promise<void>;
  private readonly waiting: Waiting[] = [];
  private asked = 0;
  private log = '';
  private failure?: Error;

  constructor(minor: string = NEWEST_MINOR) {
    if (!Oracle.isBuilt(minor)) {
      throw new Error(`There is no conformance oracle for Kubernetes ${minor}. Run test/conformance/build.sh ${minor}`);
    }
    this.process = spawn(Oracle.binary(minor));
    this.process.stderr.on('data', (text) => this.log += text);
    this.process.stdin.on('error', () => {}); // told by what follows, the end of the process
    createInterface({ input: this.process.stdout }).on('line', (line) => this.receive(line));
    this.exited = new Promise((resolve) => {
      this.process.on('error', (error) => this.fail(error));
      this.process.on('close', (code, signal) => {
        this.fail(new Error(`The conformance oracle has ended (${signal ?? code}). ${this.log}`));
        resolve();
      });
    });
    this.hold(false);
  }

  public async ask(question: Question): Promise<Answer> {
    if (this.failure) throw this.failure;
    const id = String(this.asked++);
    this.hold(true);
    return new Promise((resolve, reject) => {
      this.waiting.push({ id, resolve, reject });
      this.process.stdin.write(JSON.stringify({ id, ...question }) + '\n');
    });
  }

  public async askAll(questions: readonly Question[]): Promise<Answer[]> {
    return Promise.all(questions.map((q) => this.ask(q)));
  }

  /** Lets the oracle answer what is still open, and end. */
  public async close(): Promise<void> {
    this.hold(true);
    this.process.stdin.end();
    return this.exited;
  }

  private receive(line: string): void {
    const { id, ...answer } = JSON.parse(line);
    const next = this.waiting.shift();
    if (this.waiting.length === 0) this.hold(false);
    if (!next) return;
    if (next.id === id) {
      next.resolve(answer);
    } else {
      next.reject(new Error(`The conformance oracle answered question ${id} instead of ${next.id}`));
    }
  }

  /** Only an open question keeps the program alive: a test that fails before it closes the oracle must not hang. */
  private hold(alive: boolean): void {
    for (const part of [this.process, this.process.stdin, this.process.stdout, this.process.stderr] as Array<{ ref?(): void; unref?(): void }>) {
      if (alive) part.ref?.();
      else part.unref?.();
    }
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
  }
}
