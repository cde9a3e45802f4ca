import { Flaw } from '../values/flaw';

/**
 * What is wrong, where, what follows, and what to do.
 */
export class Problem {
  /** @internal */
  public static _at(path: string, flaw: Flaw): Problem {
    return new Problem(path, flaw.slug, flaw.what, flaw.remedy);
  }

  private constructor(
    /** the construct it was found in, such as `shop/checkout` */
    public readonly path: string,
    /** `subject/what-is-wrong`: stable, for searching and for waivers */
    public readonly slug: string,
    /** what is wrong, with the value, and what follows from it */
    public readonly what: string,
    /** what to do */
    public readonly remedy: string,
  ) {}

  /** The problem without its place: `slug: what. remedy` */
  public get message(): string {
    const what = /[.!?]$/.test(this.what) ? this.what : `${this.what}.`;
    return `${this.slug}: ${what} ${this.remedy}`;
  }

  public toString(): string {
    return `[${this.path}] ${this.message}`;
  }
}
