import { isRecord } from '../../rules/pods';
import { Shape } from '../../rules/structure/shape';

/** An object as the API server reads it: null in a map of texts is the empty one, elsewhere it stays to be applied. @internal */
export function decoded(value: any, shape: Shape): any {
  return hasNull(value) ? read(value, shape) : value;
}

function hasNull(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(hasNull);
  for (const key of Object.keys(value)) if (hasNull((value as { [key: string]: unknown })[key])) return true;
  return false;
}

function read(value: any, shape: Shape | undefined): any {
  if (Array.isArray(value)) return value.map((item) => read(item, shape?.form === '[]' ? shape.item : undefined));
  if (!isRecord(value)) return value;
  const isOfTexts = shape?.form === '{}' && ['s', 'y'].includes(shape.item?.form ?? '');
  const inner = (key: string) => (shape?.form === '{}' ? shape.item : shape?.struct?.fields.get(key)?.shape);
  return Object.fromEntries(Object.entries(value).flatMap(([key, at]): [string, unknown][] => {
    if (at === undefined) return [];
    if (at === null) return [[key, isOfTexts ? '' : null]];
    return [[key, read(at, inner(key))]];
  }));
}
