/*
 * Reading JSON of which nothing is certain. A part that is missing or of another
 * type reads as empty: saying so is the business of the rules about structure.
 */

/** @internal */
export interface Json { readonly [field: string]: unknown }

const NOTHING: readonly never[] = [];
const EMPTY: Json = {};

/** The object, or an empty one. @internal */
export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : EMPTY;
}

/** Whether a part is there at all. @internal */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The array, or an empty one. @internal */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NOTHING;
}

/** The array's objects; an element of another type is an empty object, so that indices stay. @internal */
export function records(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return NOTHING;
  for (let i = 0; i < value.length; i++) if (!isRecord(value[i])) return value.map(record);
  return value; // nothing is copied of what is as it should be
}

/** The text, or an empty one. @internal */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of an array. @internal */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((element): element is string => typeof element === 'string') : NOTHING;
}

/** The number, if it is one. @internal */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The fields of an object that are texts. @internal */
export function textMap(value: unknown): Map<string, string> {
  const map = new Map<string, string>();
  if (!isRecord(value)) return map;
  for (const name in value) {
    const field = value[name];
    if (typeof field === 'string') map.set(name, field);
  }
  return map;
}

/** What is under a path of field names; each a parameter of its own, as this is asked a million times. @internal */
export function at(value: unknown, first: string, second?: string, third?: string, fourth?: string, fifth?: string): unknown {
  let part = record(value)[first];
  if (second === undefined) return part;
  part = record(part)[second];
  if (third === undefined) return part;
  part = record(part)[third];
  if (fourth === undefined) return part;
  part = record(part)[fourth];
  return fifth === undefined ? part : record(part)[fifth];
}

/** What is under a path of field names that is known only when it is followed. @internal */
export function atPath(value: unknown, fields: readonly string[]): unknown {
  return fields.reduce((part, field) => record(part)[field], value);
}

/** `a, b, c and 4 more`: a message never grows with the number of objects. @internal */
export function some(names: Iterable<string>, most: number = 3): string {
  const all = [...names];
  return all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
}

/** Appends to the list under a key. @internal */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
