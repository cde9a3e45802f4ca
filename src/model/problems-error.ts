import { Problem } from './problem';

/**
 * Thrown when an app cannot be synthesized: all problems at once.
 *
 * Only its text crosses into other languages, so the text says all.
 *
 * @internal
 */
export class ProblemsError extends Error {
  /** @param problems at least one */
  public constructor(public readonly problems: Problem[]) {
    super(ProblemsError.textOf(problems));
    this.name = 'ProblemsError';
    // The place in our code says nothing about the place in the user's: only the text helps.
    this.stack = `${this.name}: ${this.message}`;
  }

  private static textOf(problems: Problem[]): string {
    const lines = problems.map((p) => `  ${p}`);
    return `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}, nothing was written:\n${lines.join('\n')}`;
  }
}
