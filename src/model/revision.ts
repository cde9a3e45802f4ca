/**
 * Counts every write into any draft of this process.
 *
 * Whatever is computed from drafts remembers the count it was computed at and is
 * computed again only when something was written since.
 *
 * @internal
 */
export class Revision {
  public static get current(): number {
    return Revision.count;
  }

  public static advance(): void {
    Revision.count++;
  }

  private static count = 0;
}

/** A value computed when first asked for, and again after something was written. @internal */
export function perRevision<T>(compute: () => T): () => T {
  let at = -1;
  let value: T;
  return () => {
    if (at !== Revision.current) {
      value = compute();
      at = Revision.current;
    }
    return value;
  };
}
