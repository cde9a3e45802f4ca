/**
 * Something that a program, an account or the outside may do that it could not before, or
 * no longer.
 */
export class SecurityChange {
  /** @internal */
  public static _of(subject: string, isWeaker: boolean, what: string): SecurityChange {
    return new SecurityChange(subject, isWeaker, what);
  }

  private constructor(
    /** who, such as `Deployment shop/checkout` or `ServiceAccount shop/checkout` */
    public readonly subject: string,
    /** `true` where more is allowed than before, `false` where less */
    public readonly isWeaker: boolean,
    /** what, such as `reads Secret orders-db` */
    public readonly what: string,
  ) {}

  /** `Deployment shop/checkout now: reads Secret orders-db` */
  public toString(): string {
    return `${this.subject} ${this.isWeaker ? 'now' : 'no longer'}: ${this.what}`;
  }
}
