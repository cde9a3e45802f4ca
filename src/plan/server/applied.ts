import { isRecord } from '../../rules/pods';
import { keyValues } from '../../rules/structure/object-check';
import { Shape } from '../../rules/structure/shape';
import { Copy, ownOf } from '../copy';

type Json = { readonly [key: string]: any };

/** What is one value to the API server, though it has fields. */
const ATOMIC: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector', 'CrossVersionObjectReference', 'FileKeySelector', 'LabelSelector', 'LocalObjectReference', 'NodeSelector', 'NodeSelectorTerm', 'ObjectFieldSelector',
  'ObjectReference', 'ParamRef', 'ResourceFieldSelector', 'RoleRef', 'ScopedResourceSelectorRequirement', 'ScopeSelector', 'SecretKeySelector', 'SecretReference', 'Subject',
  'TopologySelectorTerm', 'TypedLocalObjectReference',
]);

/**
 * What an API server holds after an object has been applied over its former version by
 * server-side apply, as GitOps tools do it: what was applied before and is no longer goes,
 * what nobody applied stays, such as a default.
 *
 * What loses all it had becomes nothing, even where `{}` is applied in its place: so does the
 * merge of the API server.
 *
 * What is applied again as it was stays as the server holds it; `before` and `after` share the
 * object then.
 *
 * @param live what the server holds @param before what was applied @param after what is applied now
 * @internal
 */
export function applied(live: any, before: any, after: any, shape: Shape | undefined): any {
  if (after === undefined) return before === undefined || before === null ? live : undefined;
  if (after === null) return live === undefined || isOne(shape) ? undefined : applied(live, before, Array.isArray(live) ? [] : {}, shape);
  if (Array.isArray(after)) return Array.isArray(live) ? items(live, before, after, shape) : after;
  if (!isRecord(after) || !isRecord(live)) return after;
  if (before === after) return live;
  return isOne(shape) ? after : fields(live, isRecord(before) ? before : {}, after, shape);
}

function fields(live: Json, before: Json, after: Json, shape: Shape | undefined): any {
  const held = new Copy(live);
  let isLost = Object.keys(after).length === 0 && Object.keys(live).length > 0;
  const apply = (key: string) => {
    const inner = shape?.form === '{}' ? shape.item : shape?.struct?.fields.get(key)?.shape;
    const value = applied(ownOf(live, key), ownOf(before, key), ownOf(after, key), inner);
    held.set(key, value);
    if (value !== undefined) isLost = false;
  };
  for (const key of Object.keys(live)) apply(key);
  for (const key of Object.keys(after)) if (ownOf(live, key) === undefined) apply(key);
  return isLost ? undefined : held.value;
}

/** Whether it is one value, of which no part stays when it is applied anew: null takes its place, too. */
function isOne(shape: Shape | undefined): boolean {
  if (shape?.form === '[]') return shape.keys === undefined && !shape.isSet;
  return shape?.form === '{}' || shape?.struct === undefined ? shape?.form !== '{}' : ATOMIC.has(shape.struct.name);
}

/** The items of a list that are told apart by their keys; any other list is one value. */
function items(live: any[], before: any, after: any[], shape: Shape | undefined): unknown {
  const keys = shape?.keys;
  if (keys === undefined || ![...live, ...after].every(isRecord)) return after;
  const named = (list: any[]) => new Map(list.map((item) => [JSON.stringify(keyValues(keys, item)), item]));
  const [held, said, now] = [named(live), named(Array.isArray(before) ? before.filter(isRecord) : []), named(after)];
  if (now.size < after.length) return after;
  const found = [
    ...[...now].map(([key, item]) => (held.has(key) ? applied(held.get(key), said.get(key), item, shape!.item) : item)),
    ...[...held].filter(([key]) => !now.has(key) && !said.has(key)).map(([, item]) => item),
  ];
  return found.length === 0 && live.length > 0 ? undefined : found;
}
