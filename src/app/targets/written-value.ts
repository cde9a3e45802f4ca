import { isRecord } from '../../rules/pods';

/** A step of a path: a field, the place in a list, or what the item of a list is known by. */
type Step = { readonly field: string } | { readonly index: number } | { readonly keys: ReadonlyArray<readonly [string, string]> };

/**
 * The value at a path of a difference as it stands in the file; undefined where the file leaves it to a default.
 *
 * @param path such as `spec.template.spec.containers[name=checkout].resources.requests.cpu`
 * @internal
 */
export function writtenValue(object: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((at, step) => {
    if ('field' in step) return isRecord(at) ? at[step.field] : undefined;
    if (!Array.isArray(at)) return undefined;
    return 'index' in step ? at[step.index] : at.find((item) => isRecord(item) && step.keys.every(([key, value]) => item[key] === undefined || String(item[key]) === value));
  }, object);
}

const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g;

function stepsOf(path: string): Step[] {
  return [...path.matchAll(STEP)].map(([, quoted, index, keys, field]): Step => {
    if (quoted !== undefined) return { field: JSON.parse(`"${quoted}"`) };
    if (index !== undefined) return { index: Number(index) };
    if (keys !== undefined) return { keys: keys.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const) };
    return { field };
  });
}
