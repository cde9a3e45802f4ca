/**
 * An object with other values in some of its fields: the object itself as long as nothing
 * differs. Most parts of most objects stay as they are, so that few copies are made, and what
 * is the same is seen to be one object.
 *
 * @internal
 */
export class Copy {
  private copy?: { [field: string]: any };

  public constructor(private readonly original: { readonly [field: string]: any }) {}

  public get value(): any {
    return this.copy ?? this.original;
  }

  /** Gives a field a value, or takes it away: undefined. */
  public set(field: string, value: unknown): void {
    if (ownOf(this.value, field) === value && (value !== undefined || !Object.hasOwn(this.value, field))) return;
    this.copy ??= { ...this.original };
    if (value === undefined) delete this.copy[field];
    else if (field === '__proto__') Object.defineProperty(this.copy, field, { value, configurable: true, enumerable: true, writable: true });
    else this.copy[field] = value;
  }
}

/** What an object itself says of a field: a key of a ConfigMap may be called `constructor`, too. @internal */
export function ownOf(value: { readonly [field: string]: any }, field: string): any {
  const found = value[field];
  return found === undefined || Object.hasOwn(value, field) ? found : undefined;
}

/** A list with each of its items changed: the list itself where nothing differs. @internal */
export function eachItem(items: readonly any[], change: (item: any) => unknown): readonly any[] {
  let changed: unknown[] | undefined;
  for (let i = 0; i < items.length; i++) {
    const item = change(items[i]);
    if (changed === undefined && item !== items[i]) changed = items.slice(0, i);
    changed?.push(item);
  }
  return changed ?? items;
}
