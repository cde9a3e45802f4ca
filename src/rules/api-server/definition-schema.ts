import { Complain, given, named, record, show } from './complaint';
import { checkNested } from './schema-conditions';
import { checkListType } from './schema-lists';
import { isSchemaOrBoolean, placesOf, refusedIn, says, SchemaPlace } from './schema-place';
import { checkSchemaRules } from './schema-rules';
import { valueFault } from '../../operators/value-fault';
import { isGoPattern } from '../../values/go-pattern';

type Fields = { readonly [field: string]: any };

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
/** What the root may say of objects with a status of their own. */
const AT_ROOT = new Set(['description', 'type', 'format', 'title', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'multipleOf',
  'required', 'items', 'properties', 'externalDocs', 'example', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-validations']);

/** The schema of one version. @internal */
export function checkSchema(root: Fields, at: string, hasStatus: boolean, minor: number, complain: Complain): void {
  if (hasStatus) {
    const strange = Object.keys(root).find((keyword) => !AT_ROOT.has(keyword) && says(keyword, root[keyword]));
    if (strange !== undefined) complain('api/not-structural', `${at}.${strange}`, `${show(strange)} has no place at the root of objects with a status`, 'Say it of a field.');
  }
  if (root.nullable === true) complain('api/not-structural', `${at}.nullable`, 'an object cannot be null', 'Leave it out.');
  const isOpen = (root.type ?? '') === '' && (root['x-kubernetes-preserve-unknown-fields'] === true || root['x-kubernetes-int-or-string'] === true);
  if (root.type !== 'object' && !isOpen) complain('api/not-structural', `${at}.type`, `the root is of type ${show(root.type ?? '')}`, 'Write type: object.');
  if (given(root.additionalProperties)) complain('api/not-structural', `${at}.additionalProperties`, 'an object has fields, not values by name', 'Name its fields in properties.');
  let sound = true;
  const counted: Complain = (...flaw) => {
    sound = false;
    complain(...flaw);
  };
  const places = placesOf({ schema: root, at, isRoot: true, hasOld: true });
  for (const place of places) checkPlace(place, counted);
  for (const place of places) {
    checkNested(place, counted);
    checkListType(place.schema, place.at, counted);
  }
  // The server looks at defaults only where the rest is right, and at rules only where those are.
  if (sound) for (const place of places) if (given(place.schema.default)) checkDefault(place, counted);
  if (sound) for (const place of places) checkSchemaRules(place, minor, complain);
}

function checkPlace(place: SchemaPlace, complain: Complain): void {
  const { schema, at, isRoot, meta } = place;
  const bad = (field: string, what: string, remedy: string) => complain('api/not-structural', `${at}.${field}`, what, remedy);
  const { type } = schema;
  for (const keyword of refusedIn(schema)) bad(keyword, `schemas cannot use ${keyword}`, 'Write it out.');
  if (given(schema.additionalProperties) && !isSchemaOrBoolean(schema.additionalProperties)) bad('additionalProperties', 'it is neither a schema nor true or false', 'Say what the values are.');
  if (schema.uniqueItems === true) bad('uniqueItems', 'items cannot be compared with each other', 'Write x-kubernetes-list-type: set.');
  const [isEither, isOpen, isEmbedded] = ['int-or-string', 'preserve-unknown-fields', 'embedded-resource'].map((word) => schema[`x-kubernetes-${word}`] === true);
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) bad('x-kubernetes-preserve-unknown-fields', 'it is false', 'Write true, or leave it out.');
  if (given(type) && type !== '' && !TYPES.includes(type)) bad('type', `${show(type)} is none of ${TYPES.join(', ')}`, 'Use one of these words.');
  if (!isRoot && !isEmbedded && (type ?? '') === '' && !isEither && !isOpen) bad('type', 'the field has no type', 'Give it one.');
  if (isEither && (isOpen || isEmbedded)) bad('x-kubernetes-int-or-string', 'a number or a text has no fields', 'Leave one of the two out.');
  if (type === 'array' && (!given(schema.items) || Array.isArray(schema.items) || typeof schema.items !== 'object')) bad('items', 'nothing says what the items are', 'Give items one schema.');
  else if (Array.isArray(schema.items) && schema.items.length > 0) bad('items', 'several schemas for the items of one list', 'Give items one schema.');
  if (Object.keys(record(schema.properties)).length > 0 && given(schema.additionalProperties) && schema.additionalProperties !== true) bad('additionalProperties', 'there are both fields and values by name', 'Keep one of the two.');
  if (isEmbedded) checkEmbedded(schema, isOpen, bad);
  if (isEmbedded && meta !== undefined) bad('x-kubernetes-embedded-resource', 'there is no object inside of metadata', 'Leave it out.');
  if (isRoot || isEmbedded) checkIdentity(record(schema.properties), isRoot, bad);
  if (typeof schema.pattern === 'string' && !isGoPattern(schema.pattern)) complain('api/bad-pattern', `${at}.pattern`, `Go cannot compile ${show(schema.pattern)}`, 'Write it in Go\'s syntax, which has no lookaround and no backreferences.');
}

function checkEmbedded({ type, properties, additionalProperties }: Fields, isOpen: boolean, bad: (field: string, what: string, remedy: string) => void): void {
  if (type !== 'object') bad('type', 'an object inside another is not of type object', 'Write type: object.');
  if (given(additionalProperties)) bad('additionalProperties', 'an object has fields, not values by name', 'Name its fields in properties.');
  if (!isOpen && Object.keys(record(properties)).length === 0) bad('properties', 'nothing says which fields the object has', 'Name them, or write x-kubernetes-preserve-unknown-fields: true.');
}

function checkIdentity(properties: Fields, isRoot: boolean, bad: (field: string, what: string, remedy: string) => void): void {
  for (const name of ['apiVersion', 'kind']) {
    if (Object.hasOwn(properties, name) && record(properties[name]).type !== 'string') bad(`properties.${name}.type`, `${name} is not a text`, 'Write type: string.');
  }
  if (!Object.hasOwn(properties, 'metadata')) return;
  const metadata = record(properties.metadata);
  if (metadata.type !== 'object') bad('properties.metadata.type', 'metadata is not an object', 'Write type: object.');
  if (!isRoot) return;
  const strange = Object.keys(metadata).filter((keyword) => !['type', 'properties'].includes(keyword) && says(keyword, metadata[keyword]));
  const others = Object.keys(record(metadata.properties)).filter((name) => name !== 'name' && name !== 'generateName');
  if (strange.length + others.length > 0) bad('properties.metadata', `metadata is Kubernetes' own, and ${[...strange, ...others].join(', ')} is said of it`, 'Say something of name and generateName only.');
}

/** Bounds are read as what they bound, once there is a value. */
function oddBound({ type, format, default: value, ...schema }: Fields): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (schema.multipleOf <= 0) return 'multipleOf';
  if (type !== 'integer') return undefined;
  const most = format === 'int32' ? 2 ** 31 : Infinity;
  return ['minimum', 'maximum', 'multipleOf'].find((bound) => given(schema[bound]) && (!Number.isInteger(schema[bound]) || Math.abs(schema[bound]) > most));
}

function checkDefault({ schema, at, isRoot, meta }: SchemaPlace, complain: Complain): void {
  if (meta === 'whole') return complain('api/bad-default', `${at}.default`, 'what everything is called has no default', 'Leave it out.');
  const isObject = isRoot || schema['x-kubernetes-embedded-resource'] === true;
  const nameless = isObject && ['apiVersion', 'kind'].find((field) => !named(record(schema.default)[field]));
  const bound = oddBound(schema);
  const fault = nameless ? `it has no ${nameless}` : bound !== undefined ? `the ${bound} of the number is ${schema[bound]}`
    : valueFault(schema.default, { ...schema, default: undefined, ...(schema.enum?.length === 0 ? { enum: undefined } : {}) });
  if (fault !== undefined) complain('api/bad-default', `${at}.default`, `its own schema refuses it: ${fault}`, 'Give a default that fits.');
}
