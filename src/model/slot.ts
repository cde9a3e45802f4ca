/**
 * A place in the draft for one kind of fact: its name, and how its value reads.
 *
 * Two values that read the same are the same fact, so `show` must tell apart what
 * differs.
 *
 * @internal
 */
export class Slot<T> {
  constructor(public readonly name: string, public readonly show: (value: T) => string = showPlain) {}
}

/** A place for many facts of one kind, each under a key of its own. @internal */
export class MapSlot<T> {
  constructor(public readonly name: string, public readonly show: (value: T) => string = showPlain) {}

  public at(key: string): Slot<T> {
    return new Slot(`${this.name}/${key}`, this.show);
  }
}

/** JSON with sorted keys: equal data reads equal. @internal */
export function showPlain(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_, v) => {
    if (v !== null && typeof v === 'object' && !Array.isArray(v)) {
      return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return v;
  }) ?? 'undefined';
}
