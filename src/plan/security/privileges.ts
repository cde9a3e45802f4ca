import { SecurityChange } from './security-change';

/** Something that not everybody may do: the fewer, the safer. @internal */
export interface Privilege {
  readonly what: string;
  /** what includes it, and more */
  readonly within?: string;
}

/** Who may do what. @internal */
export class Privileges {
  private readonly bySubject = new Map<string, Map<string, Privilege>>();

  public add(subject: string, what: string, within?: string): void {
    const own = this.bySubject.get(subject) ?? new Map<string, Privilege>();
    own.set(what, { what, within });
    this.bySubject.set(subject, own);
  }

  /**
   * What came and what went.
   *
   * @param after the same on the new side @param isGone subjects that are there no more
   */
  public changesTo(after: Privileges, isGone: (subject: string) => boolean): SecurityChange[] {
    const subjects = new Set([...this.bySubject.keys(), ...after.bySubject.keys()]);
    return [...subjects].filter((subject) => !isGone(subject)).flatMap((subject) => [
      ...after.beyond(subject, this).map((what) => SecurityChange._of(subject, true, what)),
      ...this.beyond(subject, after).map((what) => SecurityChange._of(subject, false, what)),
    ]);
  }

  private beyond(subject: string, other: Privileges): string[] {
    const others = other.bySubject.get(subject);
    return [...this.bySubject.get(subject)?.values() ?? []]
      .filter(({ what, within }) => others === undefined || !(others.has(what) || (within !== undefined && others.has(within))))
      .map(({ what }) => what);
  }
}
