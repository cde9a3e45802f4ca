import { Check } from './checks';

/** Runs checks one after the other, says what each came to, and counts. */
export class Tally {
  private passed = 0;
  private failed = 0;

  public async all(about: string, checks: readonly Check[]): Promise<void> {
    for (const { promise, holds } of checks) {
      try {
        await holds();
        this.passed++;
        console.log(`ok   ${about}: ${promise}`);
      } catch (e) {
        this.failed++;
        console.log(`FAIL ${about}: ${promise}\n     ${String((e as Error).message).split('\n').slice(0, 12).join('\n     ')}`);
      }
    }
  }

  /** Ends the process's report with one line: N passed, N failed. */
  public finish(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}
