/** As deep as an object may nest; real ones reach about 30. @internal */
export const MAX_DEPTH = 200;
/** As many values as a document may have once its aliases are written out. */
const MAX_VALUES = 1_000_000;

/**
 * Whether an object can be walked by rules: not too deep, and not too large once aliases are written out.
 *
 * Aliases share one object, so a few lines can stand for billions of values. Each
 * object is counted once, which keeps the count itself fast.
 *
 * @internal
 */
export function boundsFlaw(value: unknown): 'yaml/too-deep' | 'yaml/too-many-aliases' | undefined {
  const sizes = new Map<object, number>();
  let tooDeep = false;
  const sizeOf = (node: unknown, depth: number): number => {
    if (typeof node !== 'object' || node === null) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) {
      tooDeep = true;
      return 1;
    }
    let size = 1;
    for (const child of Array.isArray(node) ? node : Object.values(node)) size += sizeOf(child, depth + 1);
    sizes.set(node, size);
    return size;
  };
  const size = sizeOf(value, 1);
  return tooDeep ? 'yaml/too-deep' : size > MAX_VALUES ? 'yaml/too-many-aliases' : undefined;
}
