import { Complain, given, items, record, show, unique } from './complaint';

type Fields = { readonly [field: string]: any };

/** How the items of a list, or the fields of an object, are told apart when it is applied. @internal */
export function checkListType(schema: Fields, at: string, complain: Complain): void {
  const { type, 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys, 'x-kubernetes-map-type': mapType } = schema;
  const bad = (field: string, what: string, remedy: string) => complain('api/list-type', `${at}.${field}`, what, remedy);
  if (given(mapType)) {
    if (type !== 'object') bad('x-kubernetes-map-type', 'this is no object', 'Leave it out.');
    if (!['atomic', 'granular'].includes(mapType)) bad('x-kubernetes-map-type', `${show(mapType)} is not atomic or granular`, 'Use one of these words.');
  }
  if (items(keys).length > 0 && listType !== 'map') bad('x-kubernetes-list-map-keys', 'the list is not told apart by keys', 'Write x-kubernetes-list-type: map.');
  if (!given(listType)) return;
  if (type !== 'array') bad('x-kubernetes-list-type', 'this is no list', 'Leave it out.');
  if (!['atomic', 'set', 'map'].includes(listType)) bad('x-kubernetes-list-type', `${show(listType)} is not atomic, set or map`, 'Use one of these words.');
  const one = given(schema.items) && !Array.isArray(schema.items) ? record(schema.items) : undefined;
  if ((listType === 'set' || listType === 'map') && one?.nullable === true) bad('items.nullable', 'what is nothing cannot be told apart', 'Leave it out.');
  if (listType === 'set' && type === 'array' && one !== undefined) checkSet(one, bad);
  if (listType === 'map') checkKeys(one, items(keys), at, complain);
}

function checkSet(one: Fields, bad: (field: string, what: string, remedy: string) => void): void {
  const listType = one['x-kubernetes-list-type'];
  if (one.type === 'array' && given(listType) && listType !== 'atomic') bad('items.x-kubernetes-list-type', 'the items of a set are compared as a whole', 'Write atomic.');
  if (one.type === 'object' && one['x-kubernetes-map-type'] !== 'atomic') bad('items.x-kubernetes-map-type', 'the items of a set are compared as a whole', 'Write x-kubernetes-map-type: atomic, or make the list a map with keys.');
}

function checkKeys(one: Fields | undefined, keys: unknown[], at: string, complain: Complain): void {
  const path = `${at}.x-kubernetes-list-map-keys`;
  const bad = (what: string, remedy: string) => complain('api/list-type', path, what, remedy);
  if (keys.length === 0) bad('nothing says by what the items are told apart', 'Name the fields.');
  if (one === undefined) return bad('nothing says what the items are', 'Give items one schema.');
  if (one.type !== 'object') return bad('the items are no objects', 'Make them objects, or the list a set.');
  const properties = record(one.properties);
  for (const key of keys.map((k) => String(k ?? ''))) {
    if (!Object.hasOwn(properties, key)) {
      bad(`the items have no field ${show(key)}`, 'Name a field that they have.');
      continue;
    }
    const field = record(properties[key]);
    if (field.type === 'array' || field.type === 'object') bad(`the field ${show(key)} is no simple value`, 'Name a text or a number.');
    if (!items(one.required).includes(key) && !given(field.default)) bad(`the field ${show(key)} may be missing`, 'Require it, or give it a default.');
    if (field.nullable === true) bad(`the field ${show(key)} may be null`, 'Leave nullable out.');
  }
  unique(complain, () => path, keys.map((k) => k ?? ''), 'the key');
}
