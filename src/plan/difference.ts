import { Copy, ownOf } from './copy';
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
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false;
    return true;
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!Object.hasOwn(b, key) || !same(a[key], b[key])) return false;
  return true;
}

/**
 * `after`, with each part that is the same in `before` taken from there: whatever looks at both
 * then sees at once that it is one object.
 *
 * @internal
 */
export function sharing(before: any, after: any): any {
  if (same(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) return after.map((item, i) => sharing(before[i], item));
  if (!isRecord(before) || !isRecord(after)) return after;
  const shared = new Copy(after);
  for (const key of Object.keys(after)) if (Object.hasOwn(before, key)) shared.set(key, sharing(before[key], after[key]));
  return shared.value;
}

function compare(before: any, after: any, shape: Shape | undefined, path: string, found: Difference[]): void {
  if (same(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = shape?.form === '{}' ? shape.item : shape?.struct?.fields.get(key)?.shape;
      compare(ownOf(before, key), ownOf(after, key), inner, joined(path, key), found);
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
