/** An object, and where in its document it stands. @internal */
export interface Unrolled {
  readonly object: any;
  /** such as `items[2]`; empty for the document itself */
  readonly inside: string;
}

/**
 * The objects of a List, of Lists in it, or the object itself.
 *
 * In a list of one kind, such as a DeploymentList, the items need not say what they are.
 *
 * @internal
 */
export function unrolled(value: any, inside: string = '', depth: number = 0): Unrolled[] {
  const kind = typeof value?.kind === 'string' ? value.kind : '';
  if (!Array.isArray(value?.items) || !kind.endsWith('List') || depth > 8) return [{ object: value, inside }];
  return value.items.flatMap((item: any, index: number) => {
    const typed = kind !== 'List' && item !== null && typeof item === 'object' && item.kind === undefined
      ? { apiVersion: value.apiVersion, kind: kind.slice(0, -'List'.length), ...item } : item;
    return unrolled(typed, `${inside}${inside === '' ? '' : '.'}items[${index}]`, depth + 1);
  });
}
