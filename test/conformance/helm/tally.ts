/** What was looked at, and what was found. */
export class Tally {
  private passed = 0;
  private failed = 0;

  /** One thing that must hold: it does where there are no complaints. */
  public check(name: string, complaints: readonly string[]): void {
    if (complaints.length === 0) {
      this.passed++;
      return;
    }
    this.failed++;
    console.log(`FAILED ${name}\n  ${complaints.slice(0, 5).join('\n  ')}`);
  }

  /** Says the sums, and whether all is well. */
  public end(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
