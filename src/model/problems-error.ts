/**
 * Thrown when an app cannot be synthesized: all problems at once.
 *
 * Only its text crosses into other languages, so the text says all.
 *
 * @internal
 */
export class ProblemsError extends Error {
  public readonly problems!: string[];

  /** @param problems at least one, as `[path] slug: what. remedy` */
  public constructor(problems: string[]) {
    super(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}, nothing was written:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    // Node prints what is enumerable after the text: every problem would be there twice.
    Object.defineProperty(this, 'problems', { value: problems, enumerable: false });
    Object.defineProperty(this, 'name', { value: 'ProblemsError', enumerable: false });
    // The place in our code says nothing about the place in the user's: only the text helps.
    this.stack = `${this.name}: ${this.message}`;
  }
}
