import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { JudgeFinding } from './finding';
import { Manifest, Manifests } from './manifests';

const BIN = join(__dirname, '.bin');

/** What a judge says of one object, before the judge's name is put to it. */
export type Verdict = Omit<JudgeFinding, 'judge'>;

/** A program that others wrote to find fault with manifests. */
export abstract class Judge {
  /** as its installation is called */
  public abstract readonly name: string;
  /** what it looks at, for the page */
  public abstract readonly looksAt: string;
  /** the check that must strike at the counterexample; a judge that finds nothing anywhere may be deaf */
  public abstract readonly strikesAt: string;

  /** The version that install.sh has put there. Throws one error if it has not. */
  public get version(): string {
    const stamp = join(BIN, `${this.name}.version`);
    if (!existsSync(stamp)) throw new Error(`${this.name} is not installed; run test/judges/install.sh, which says why`);
    return readFileSync(stamp, 'utf8').trim();
  }

  /** All it objects to. Throws if it does not run, or says what we cannot read. */
  public findings(manifests: Manifests): JudgeFinding[] {
    return this.verdicts(manifests).map((found) => ({ judge: this.name, ...found }));
  }

  protected abstract verdicts(manifests: Manifests): Verdict[];

  /** Runs the installed program and reads the JSON it prints. @param findingsExit the exit code with which it says that it has found something */
  protected ask(args: string[], findingsExit: number): any {
    void this.version;
    const { status, stdout, stderr, error } = spawnSync(join(BIN, this.name), args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (error || (status !== 0 && status !== findingsExit)) throw new Error(`${this.name} ended with ${status ?? error}:\n${stderr.slice(-2000)}`);
    try {
      return JSON.parse(stdout);
    } catch {
      throw new Error(`${this.name} printed no JSON:\n${stdout.slice(0, 500)}\n${stderr.slice(-2000)}`);
    }
  }
}

/** @param check the judge's own id @param manifest what it is about @param message as the judge says it */
export function verdict(check: string, manifest: Manifest, message: string): Verdict {
  return { check, manifest, message };
}
