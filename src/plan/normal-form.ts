import { Copy, eachItem } from './copy';
import { defaultsOf } from './defaults';
import { nanoUnits } from '../rules/api-server/quantity';
import { isRecord } from '../rules/pods';
import { Shape } from '../rules/structure/shape';
import { builtInKinds, structOf } from '../rules/structure/tables';

/**
 * An object in the one form that all its spellings share: defaults written out,
 * quantities as plain amounts, sets sorted, nothing where there is nothing.
 *
 * Where a kind does not come with Kubernetes, only what is nothing goes. Parts that have
 * this form already are those of the object itself: read it, never write.
 *
 * @internal
 */
export function normalForm(object: any, minor: number): any {
  const shape = shapeOf(object, minor);
  const { status: _, ...applied } = object.kind === 'Secret' && object.apiVersion === 'v1' ? withTextAsData(object) : object;
  if (object.kind === 'Namespace' && object.apiVersion === 'v1') delete applied.spec; // only its controller writes there
  return shape === undefined ? plain(applied) : normalised(applied, shape, { kind: String(object.kind), minor });
}

/** What an object of that kind looks like; undefined where it is none of Kubernetes' own. @internal */
export function shapeOf(object: any, minor: number): Shape | undefined {
  const type = builtInKinds(String(object?.apiVersion))?.get(String(object?.kind))?.type;
  return type === undefined ? undefined : new Shape('o', { struct: () => structOf(type, minor) });
}

/** What is the same whether it is empty or not there. */
const SAME_WHEN_EMPTY: ReadonlySet<string> = new Set(['ResourceRequirements', 'VolumeResourceRequirements', 'ObjectMeta']);

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
  const { name, fields } = shape.struct!;
  const own = name === 'StatefulSetSpec' ? claimsOnly(value) : value;
  const normal = new Copy(own);
  const put = (field: string, inner: unknown) => {
    const known = fields.get(field)?.shape;
    const form = known === undefined ? plain(inner) : normalised(inner, known, target);
    normal.set(field, keepsEmpty(name, field, target.minor) || !isEmpty(form, known) ? form : undefined);
  };
  for (const field of Object.keys(own)) {
    if (own[field] === null || own[field] === undefined) normal.set(field, undefined);
    else put(field, own[field]);
  }
  const defaults = defaultsOf(name, own, target.kind);
  for (const field of Object.keys(defaults)) if (own[field] === null || own[field] === undefined) put(field, defaults[field]);
  if (name === 'RoleRef' && !own.apiGroup) normal.set('apiGroup', 'rbac.authorization.k8s.io');
  return normal.value;
}

/** Once they are sealed, not even an empty map may come to a ConfigMap or a Secret, nor to the parameters of a StorageClass of old. */
function keepsEmpty(type: string, field: string, minor: number): boolean {
  return type === 'ConfigMap' || type === 'Secret' || (type === 'StorageClass' && minor < 36) || (type === 'PodSpec' && field === 'resources');
}

/** The API server takes an empty list or map for none; an empty object may be a decision, such as `emptyDir: {}`. */
function isEmpty(value: unknown, shape: Shape | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0 && (shape === undefined || shape.form === '[]');
  if (!isRecord(value) || Object.keys(value).length > 0) return false;
  return shape?.form === '{}' || SAME_WHEN_EMPTY.has(shape?.struct?.name ?? '');
}

/** What a claim's template says besides its metadata and spec does not count. */
function claimsOnly(spec: any): any {
  if (!Array.isArray(spec.volumeClaimTemplates)) return spec;
  return { ...spec, volumeClaimTemplates: spec.volumeClaimTemplates.map((claim: any) => (isRecord(claim) ? { metadata: claim.metadata, spec: claim.spec } : claim)) };
}

function listed(values: readonly unknown[], shape: Shape, target: Target): readonly unknown[] {
  const items = eachItem(values, (item) => normalised(item, shape.item!, target));
  return shape.isSet ? [...new Set(items)].sort() : items;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return eachItem(value, plain);
  return isRecord(value) ? each(value, plain) : value;
}

function each(value: { [key: string]: any }, change: (inner: any) => unknown): { [key: string]: any } {
  const changed = new Copy(value);
  for (const key of Object.keys(value)) changed.set(key, value[key] === null || value[key] === undefined ? undefined : change(value[key]));
  return changed.value;
}

/** `stringData` can only be written: it becomes `data`. @internal */
export function withTextAsData({ stringData, ...secret }: any): any {
  if (!isRecord(stringData) || Object.keys(stringData).length === 0) return secret;
  const encoded = Object.fromEntries(Object.entries(stringData).map(([key, text]) => [key, Buffer.from(String(text ?? ''), 'utf8').toString('base64')]));
  return { ...secret, data: { ...secret.data, ...encoded } };
}
