import { isObject, keyValues } from './object-check';
import { Shape } from './shape';
import { builtInKinds, NEWEST_KNOWN, structOf } from './tables';

/*
 * What tells the items of a list apart, for whoever compares two versions of an object.
 */

/**
 * The fields that identify the items of a list, such as `['containerPort', 'protocol']`.
 *
 * `undefined` where the list is one value, holds plain values, or is not known.
 *
 * @param apiVersion such as `apps/v1`
 * @param kind such as `Deployment`
 * @param path such as `spec.template.spec.containers[0].ports`; with or without the indexes
 * @internal
 */
export function listMapKeys(apiVersion: string, kind: string, path: string, minor: number = NEWEST_KNOWN): string[] | undefined {
  return shapeAt(apiVersion, kind, path, minor)?.keys?.map((key) => key.field);
}

/** Whether a list holds each value once, in no order that matters, such as `metadata.finalizers`. @internal */
export function isListSet(apiVersion: string, kind: string, path: string, minor: number = NEWEST_KNOWN): boolean {
  return shapeAt(apiVersion, kind, path, minor)?.isSet ?? false;
}

/** The values of an item's key fields, defaults filled in; `undefined` where the list has no keys. @internal */
export function keysOf(apiVersion: string, kind: string, path: string, item: unknown, minor: number = NEWEST_KNOWN): string[] | undefined {
  const keys = shapeAt(apiVersion, kind, path, minor)?.keys;
  return keys === undefined || !isObject(item) ? undefined : keyValues(keys, item);
}

/** Whether a kind lies in no namespace; `undefined` where it is not one of Kubernetes' own. @internal */
export function isClusterWide(apiVersion: string, kind: string): boolean | undefined {
  return builtInKinds(apiVersion)?.get(kind)?.clusterWide;
}

function shapeAt(apiVersion: string, kind: string, path: string, minor: number): Shape | undefined {
  const type = builtInKinds(apiVersion)?.get(kind)?.type;
  let shape: Shape | undefined = type === undefined ? undefined : new Shape('o', { struct: () => structOf(type, minor) });
  for (const step of stepsOf(path)) {
    while (shape?.form === '[]') shape = shape.item;
    shape = shape?.form === '{}' ? shape.item : shape?.struct?.fields.get(step)?.shape;
  }
  return shape;
}

/** `a.b[0].c["d.e"]` → a, b, c, d.e */
function stepsOf(path: string): string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[\d*\]|([^.[\]]+)/g)].map(([, quotedKey, plain]) => quotedKey ?? plain).filter((step) => step !== undefined);
}
