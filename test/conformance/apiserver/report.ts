/** Counts what passes, and tells what doesn't. */
export class Report {
  public passed = 0;
  public failed = 0;

  /** One group of checks, which return the problems of the thing they look at. Returns the things without any. */
  public async group<T>(title: string, things: readonly T[], name: (thing: T) => string, check: (thing: T) => Promise<readonly string[]>): Promise<T[]> {
    const start = Date.now();
    const good: T[] = [];
    for (const thing of things) {
      const problems = await check(thing).catch((error: Error) => [error.message]);
      if (problems.length === 0) good.push(thing);
      for (const problem of problems) console.log(`  FAILED ${name(thing)}: ${problem}`);
    }
    this.passed += good.length;
    this.failed += things.length - good.length;
    console.log(`${good.length} of ${things.length}: ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    return good;
  }
}
