import { given, items, record } from './complaint';

type Fields = { readonly [field: string]: any };

/** One value that a schema describes. @internal */
export interface SchemaPlace {
  readonly schema: Fields;
  readonly at: string;
  readonly isRoot: boolean;
  /** within apiVersion, kind or metadata of an object: `whole` the resource's own, `inner` one inside it */
  readonly meta?: 'whole' | 'inner';
  /** whether the server can tell which old value belongs to it */
  readonly hasOld: boolean;
}

const IDENTITY = ['apiVersion', 'kind', 'metadata'];

/** Every value that a schema describes, conditions left out. @internal */
export function placesOf(place: SchemaPlace): SchemaPlace[] {
  const { schema, at, hasOld, meta } = place;
  const isResource = place.isRoot || schema['x-kubernetes-embedded-resource'] === true;
  const below = (child: unknown, step: string, more: Partial<SchemaPlace> = {}): SchemaPlace[] => (given(child) && typeof child === 'object'
    ? placesOf({ hasOld, meta, ...more, schema: record(child), at: `${at}.${step}`, isRoot: false }) : []);
  const keepsOld = schema['x-kubernetes-map-type'] !== 'atomic';
  return [
    place,
    ...Object.entries(record(schema.properties)).flatMap(([name, child]) => below(child ?? {}, `properties.${name}`, {
      hasOld: hasOld && keepsOld,
      meta: isResource && IDENTITY.includes(name) ? (place.isRoot ? 'whole' : 'inner') : meta,
    })),
    ...below(schema.items, 'items', { hasOld: hasOld && schema['x-kubernetes-list-type'] === 'map' }),
    ...below(schema.additionalProperties, 'additionalProperties'),
  ];
}

/** The schema of an item or a field; `undefined` where there is none. @internal */
export function schemaWithin(schema: Fields | undefined, step: 'items' | { readonly field: string }): Fields | undefined {
  if (schema === undefined) return undefined;
  const fields = record(schema.properties);
  const child = step === 'items' ? schema.items : Object.hasOwn(fields, step.field) ? fields[step.field] ?? {} : undefined;
  return given(child) && !Array.isArray(child) ? record(child) : undefined;
}

/** Texts and lists that are as good as left out where they are empty. */
const MAY_BE_EMPTY = new Set(['id', '$schema', 'type', 'format', 'title', 'description', 'pattern', 'enum', 'allOf', 'anyOf', 'oneOf', 'definitions', 'patternProperties']);

/** Whether a keyword says anything, as the server reads it. @internal */
export function says(keyword: string, value: unknown): boolean {
  if (!given(value)) return false;
  if (typeof value === 'boolean') return value || keyword === 'x-kubernetes-preserve-unknown-fields' || keyword === 'additionalProperties' || keyword === 'additionalItems';
  if (keyword === 'items' && typeof value !== 'object') return false; // dropped without a word
  return !MAY_BE_EMPTY.has(keyword) || (typeof value === 'string' ? value !== '' : Object.keys(value as object).length > 0);
}

const REFUSED = ['$ref', '$schema', 'id', 'dependencies', 'additionalItems', 'definitions', 'patternProperties'];

/** The keywords in it that no schema may use. @internal */
export function refusedIn(schema: Fields): string[] {
  return REFUSED.filter((keyword) => says(keyword, schema[keyword]));
}

/** @internal */
export function isSchemaOrBoolean(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** @internal */
export const schemasIn = (value: unknown): Fields[] => items(value).map(record);
