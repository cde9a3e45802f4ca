/**
 * What is wrong with a value, before anyone knows which construct uses it.
 *
 * Values never throw: they carry their flaws, and the draft they are written
 * into reports them with the construct's path, all at once.
 *
 * @internal
 */
export interface Flaw {
  /** `subject/what-is-wrong` */
  readonly slug: string;
  /** what is wrong, with the value, and what follows from it */
  readonly what: string;
  /** what to do */
  readonly remedy: string;
}

/** @internal */
export function flaw(slug: string, what: string, remedy: string): Flaw {
  return { slug, what, remedy };
}

/** A value as it is shown in a message: quoted, never longer than a line. @internal */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);
}
