import { isRecord } from '../rules/pods';
import { keyValues } from '../rules/structure/object-check';
import { Shape } from '../rules/structure/shape';

/** One place in which two versions of an object differ. @internal */
export interface Difference {
  /** such as `spec.template.spec.containers[name=checkout].image` */
  readonly path: string;
  /** undefined where it was not there */
  readonly before: unknown;
  /** undefined where it is no more */
  readonly after: unknown;
}

/**
 * Where two objects in normal form differ. The items of a list are told apart by
 * their keys, where the kind has such; another order alone is a difference of the
 * whole list.
 *
 * @internal
 */
export function differences(before: any, after: any, shape: Shape | undefined): Difference[] {
  const found: Difference[] = [];
  compare(before, after, shape, '', found);
  return found;
}

/** Whether two values are the same. @internal */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

function compare(before: any, after: any, shape: Shape | undefined, path: string, found: Difference[]): void {
  if (same(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = shape?.form === '{}' ? shape.item : shape?.struct?.fields.get(key)?.shape;
      compare(before[key], after[key], inner, joined(path, key), found);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    lists(before, after, shape, path, found);
  } else {
    found.push({ path, before, after });
  }
}

function lists(before: any[], after: any[], shape: Shape | undefined, path: string, found: Difference[]): void {
  const keys = shape?.keys;
  if (keys !== undefined) {
    const named = (items: any[]) => new Map(items.map((item) => [keyValues(keys, item).map((value, i) => `${keys[i].field}=${value}`).join(','), item]));
    const [old, now] = [named(before), named(after)];
    if (old.size === before.length && now.size === after.length) {
      const start = found.length;
      for (const key of new Set([...old.keys(), ...now.keys()])) compare(old.get(key), now.get(key), shape!.item, `${path}[${key}]`, found);
      if (found.length === start) found.push({ path, before, after }); // another order
      return;
    }
  }
  const isPlain = [...before, ...after].some((item) => !isRecord(item));
  if (isPlain || before.length !== after.length) found.push({ path, before, after });
  else before.forEach((item, i) => compare(item, after[i], shape?.item, `${path}[${i}]`, found));
}

function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
