import { defaultsOf } from './defaults';
import { nanoUnits } from '../rules/api-server/quantity';
import { isRecord } from '../rules/pods';
import { Shape } from '../rules/structure/shape';
import { builtInKinds, structOf } from '../rules/structure/tables';

/**
 * An object in the one form that all its spellings share: defaults written out,
 * quantities as plain amounts, sets sorted, nothing where there is nothing.
 *
 * Where a kind does not come with Kubernetes, only what is nothing goes.
 *
 * @internal
 */
export function normalForm(object: any, minor: number): any {
  const shape = shapeOf(object, minor);
  const { status: _, ...applied } = object.kind === 'Secret' && object.apiVersion === 'v1' ? withTextAsData(object) : object;
  return shape === undefined ? plain(applied) : normalised(applied, shape, { kind: String(object.kind), minor });
}

/** What an object of that kind looks like; undefined where it is none of Kubernetes' own. @internal */
export function shapeOf(object: any, minor: number): Shape | undefined {
  const type = builtInKinds(String(object?.apiVersion))?.get(String(object?.kind))?.type;
  return type === undefined ? undefined : new Shape('o', { struct: () => structOf(type, minor) });
}

/** What an object is of, and for which minor. */
interface Target { readonly kind: string; readonly minor: number }

function normalised(value: unknown, shape: Shape, target: Target): unknown {
  switch (shape.form) {
    case 'q': return nanoUnits(value)?.toString() ?? value;
    case 'y': return typeof value === 'string' ? Buffer.from(value, 'base64').toString('base64') : value;
    case '{}': return isRecord(value) ? each(value, (item) => normalised(item, shape.item!, target)) : value;
    case '[]': return Array.isArray(value) ? listed(value, shape, target) : value;
    case 'o': return isRecord(value) ? structured(value, shape, target) : value;
    default: return plain(value);
  }
}

function structured(value: { [field: string]: any }, shape: Shape, target: Target): unknown {
  const struct = shape.struct!;
  const { kind, minor } = target;
  const own = withoutNothing(struct.name === 'StatefulSetSpec' ? claimsOnly(value) : value);
  const filled = { ...defaultsOf(struct.name, own, kind), ...own };
  const normal = each(filled, (inner, field) => {
    const known = struct.fields.get(field)?.shape;
    return known === undefined ? plain(inner) : normalised(inner, known, target);
  });
  if (struct.name === 'RoleRef') return { ...normal, apiGroup: own.apiGroup || 'rbac.authorization.k8s.io' };
  if (['ConfigMap', 'Secret'].includes(struct.name)) return normal; // once it is sealed, not even an empty map may come
  if (struct.name === 'StorageClass' && minor < 36) return normal; // nor to its parameters
  return Object.fromEntries(Object.entries(normal).filter(([field, inner]) => (struct.name === 'PodSpec' && field === 'resources') || !isEmpty(inner, struct.fields.get(field)?.shape)));
}

/** The API server takes an empty list or map for none; an empty object may be a decision, such as `emptyDir: {}`. */
function isEmpty(value: unknown, shape: Shape | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0 && (shape === undefined || shape.form === '[]');
  if (!isRecord(value) || Object.keys(value).length > 0) return false;
  return shape?.form === '{}' || ['ResourceRequirements', 'VolumeResourceRequirements', 'ObjectMeta'].includes(shape?.struct?.name ?? '');
}

/** What a claim's template says besides its metadata and spec does not count. */
function claimsOnly(spec: any): any {
  if (!Array.isArray(spec.volumeClaimTemplates)) return spec;
  return { ...spec, volumeClaimTemplates: spec.volumeClaimTemplates.map((claim: any) => (isRecord(claim) ? { metadata: claim.metadata, spec: claim.spec } : claim)) };
}

function listed(values: readonly unknown[], shape: Shape, target: Target): unknown[] {
  const items = values.map((item) => normalised(item, shape.item!, target));
  return shape.isSet ? [...new Set(items)].sort() : items;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isRecord(value) ? each(value, plain) : value;
}

function withoutNothing(value: { [key: string]: any }): { [key: string]: any } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined));
}

function each(value: { [key: string]: any }, change: (inner: any, key: string) => unknown): { [key: string]: any } {
  return Object.fromEntries(Object.entries(withoutNothing(value)).map(([key, inner]): [string, unknown] => [key, change(inner, key)]));
}

/** `stringData` can only be written: it becomes `data`. @internal */
export function withTextAsData({ stringData, ...secret }: any): any {
  if (!isRecord(stringData) || Object.keys(stringData).length === 0) return secret;
  const encoded = Object.fromEntries(Object.entries(stringData).map(([key, text]) => [key, Buffer.from(String(text ?? ''), 'utf8').toString('base64')]));
  return { ...secret, data: { ...secret.data, ...encoded } };
}
