import { Complain, given, record, show } from './complaint';
import { isSchemaOrBoolean, refusedIn, says, SchemaPlace, schemasIn, schemaWithin } from './schema-place';
import { isGoPattern } from '../../values/go-pattern';

type Fields = { readonly [field: string]: any };

/** A value of which nobody asks what it has. */
const ANYTHING: Fields = {};

/** What says how a value is made up, which is for the schema itself and not for its conditions. */
const SHAPING = ['type', 'additionalProperties', 'default', 'title', 'description', 'nullable', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource', 'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys', 'x-kubernetes-list-type', 'x-kubernetes-map-type'];

/** allOf, anyOf, oneOf and not: they may bound what the schema describes, and describe nothing of their own. @internal */
export function checkNested({ schema, at, isRoot }: SchemaPlace, complain: Complain): void {
  // The server misses a field only where the root speaks of it.
  checkConditions(schema, isRoot ? schema : ANYTHING, at, complain, true);
}

function checkConditions(conditions: Fields, about: Fields | undefined, at: string, complain: Complain, isOutermost: boolean): void {
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    schemasIn(conditions[word]).forEach((nested, i) => {
      if (word === 'anyOf' && isOutermost && isEitherPattern(conditions.anyOf)) return;
      if (word === 'allOf' && i === 0 && isOutermost && isEitherPattern(nested.anyOf)) return checkCondition({ ...nested, anyOf: undefined }, about, `${at}.${word}[${i}]`, word, complain);
      checkCondition(nested, about, `${at}.${word}[${i}]`, word, complain);
    });
  }
  if (given(conditions.not)) checkCondition(record(conditions.not), about, `${at}.not`, 'not', complain);
}

function within(about: Fields | undefined, step: 'items' | { readonly field: string }): Fields | undefined {
  return about === ANYTHING ? ANYTHING : schemaWithin(about, step);
}

/** The one way in which types may stand in a condition: `anyOf: [{type: integer}, {type: string}]`. */
function isEitherPattern(list: unknown): boolean {
  return JSON.stringify(schemasIn(list).map(said)) === '[{"type":"integer"},{"type":"string"}]';
}

/** Without what says nothing. */
function said(schema: Fields): Fields {
  return Object.fromEntries(Object.entries(schema).filter(([keyword, value]) => says(keyword, value)));
}

function checkCondition(condition: Fields, about: Fields | undefined, at: string, word: string, complain: Complain): void {
  const bad = (field: string, what: string) => complain('api/not-structural', `${at}.${field}`, what, 'Say it of the value itself, outside of the condition.');
  if (about === undefined) return bad('', 'the condition is about a value that the schema does not have');
  for (const keyword of SHAPING) {
    const isEmptyList = Array.isArray(condition[keyword]) && condition[keyword].length === 0;
    if (says(keyword, condition[keyword]) && !isEmptyList && condition[keyword] !== false) bad(keyword, `${keyword} has no place in a condition`);
  }
  for (const keyword of refusedIn(condition)) bad(keyword, `schemas cannot use ${keyword}`);
  if (given(condition.additionalProperties) && !isSchemaOrBoolean(condition.additionalProperties)) bad('additionalProperties', 'it is neither a schema nor true or false');
  if (condition.uniqueItems === true) bad('uniqueItems', 'items cannot be compared with each other');
  if (schemasIn(condition['x-kubernetes-validations']).length > 0) bad('x-kubernetes-validations', 'rules in CEL have no place in a condition');
  if (Array.isArray(condition.items) && condition.items.length > 0) bad('items', 'several schemas for the items of one list');
  if (typeof condition.pattern === 'string' && !isGoPattern(condition.pattern)) complain('api/bad-pattern', `${at}.pattern`, `Go cannot compile ${show(condition.pattern)}`, 'Write it in Go\'s syntax.');
  checkConditions(condition, about, at, complain, false);
  if (given(condition.items) && !Array.isArray(condition.items)) checkCondition(record(condition.items), within(about, 'items'), `${at}.items`, word, complain);
  for (const [field, nested] of Object.entries(record(condition.properties))) {
    if (field === 'metadata') bad('properties.metadata', 'metadata is Kubernetes\' own');
    checkCondition(record(nested), within(about, { field }), `${at}.properties.${field}`, word, complain);
  }
}
