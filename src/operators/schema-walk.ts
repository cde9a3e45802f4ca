/** A schema as the API writes it. @internal */
export type Json = { readonly [keyword: string]: any };

/** One place in a schema. @internal */
export interface Place {
  readonly schema: Json;
  /** as a path of the object: `.spec.items[*].name` */
  readonly path: string;
  readonly isRoot: boolean;
  /** how often it can occur: where a list or map around it has no bound, as often as it fits into a request */
  readonly times: number;
  /** how often it can occur by the bounds there are */
  readonly bounded: number;
  /** the list or map around it that nobody bounds */
  readonly unbounded?: string;
  /** whether an old value of it can be found: not inside lists without keys */
  readonly correlatable: boolean;
}

/** The most that a request may have, in bytes. */
const REQUEST = 3 * 1024 * 1024;

/** Every place of a schema, the root first. @internal */
export function placesIn(root: Json): Place[] {
  const found: Place[] = [];
  const visit = (place: Place, depth: number) => {
    found.push(place);
    const { schema, path } = place;
    if (depth > 100) return;
    const inside = (child: unknown, step: string, more: Partial<Place> = {}) => {
      if (!isJson(child)) return;
      const times = place.unbounded === undefined ? place.times : REQUEST / (leastBytes(child) + 1);
      visit({ ...place, times, isRoot: false, ...more, schema: child, path: `${path}${step}` }, depth + 1);
    };
    for (const [name, child] of Object.entries(isJson(schema.properties) ? schema.properties : {})) inside(child, `.${name}`);
    const many = (most: number | undefined, child: Json) => {
      const unbounded = place.unbounded ?? (most === undefined ? path : undefined);
      return { unbounded, bounded: place.bounded * (most ?? 1), times: unbounded === undefined ? place.bounded * (most ?? 1) : REQUEST / (leastBytes(child) + 1) };
    };
    if (isJson(schema.items)) {
      inside(schema.items, '[*]', { ...many(schema.maxItems, schema.items), correlatable: place.correlatable && schema['x-kubernetes-list-type'] === 'map' });
    }
    if (isJson(schema.additionalProperties)) inside(schema.additionalProperties, '.*', many(schema.maxProperties, schema.additionalProperties));
  };
  visit({ schema: root, path: '', isRoot: true, times: 1, bounded: 1, correlatable: true }, 0);
  return found;
}

/** The schema at a path of fields, `.spec.replicas`. @internal */
export function schemaAt(root: Json, path: string): Json | undefined {
  let at: any = root;
  for (const step of path.split('.').slice(1)) at = isJson(at) && isJson(at.properties) ? at.properties[step] : undefined;
  return isJson(at) ? at : undefined;
}

/** The most items, entries or bytes that a value can have, as the API server estimates. @internal */
export function sizeOf(schema: Json, child: unknown = schema.items ?? schema.additionalProperties): number {
  if (schema.type === 'array' || schema.items !== undefined) return schema.maxItems ?? (REQUEST - 2) / (leastBytes(child) + 1);
  if (isJson(schema.additionalProperties)) return schema.maxProperties ?? (REQUEST - 2) / (leastBytes(child) + 6);
  if (schema['x-kubernetes-int-or-string'] === true) return REQUEST;
  if (Array.isArray(schema.enum)) return Math.max(0, ...schema.enum.map((value) => String(value).length));
  if (schema.type === 'string') return schema.maxLength === undefined ? (['date-time', 'date', 'duration'].includes(schema.format) ? 32 : REQUEST) : schema.maxLength * 4;
  return 1;
}

/** The fewest bytes of JSON that a value takes. */
function leastBytes(schema: unknown): number {
  if (!isJson(schema)) return 1;
  if (schema.type === 'string' || schema.type === 'array') return 2;
  if (schema.type !== 'object') return 1;
  const required: string[] = Array.isArray(schema.required) ? schema.required : [];
  return 2 + required.reduce((sum, name) => {
    const field = isJson(schema.properties) ? schema.properties[name] : undefined;
    return isJson(field) && field.default === undefined ? sum + name.length + 4 + leastBytes(field) : sum;
  }, 0);
}

/** @internal */
export function isJson(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
