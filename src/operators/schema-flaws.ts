import { costOf, RULE_BUDGET, VERSION_BUDGET } from './cel-cost';
import { isJson, Json, Place, placesIn } from './schema-walk';
import { valueFault } from './value-fault';
import { Flaw, flaw, quoted } from '../values/flaw';
import { isGoPattern } from '../values/go-pattern';

const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array'];
const FORBIDDEN = ['$ref', 'definitions', 'dependencies', 'id', 'patternProperties', 'additionalItems'];

/**
 * Where a schema is not one that the API server takes, or takes and nobody means.
 *
 * @param subject whose schema, such as `v1` @param root the schema of the object @param costs whether to add up what rules in CEL cost
 * @internal
 */
export function schemaFlaws(subject: string, root: Json, costs: boolean): Flaw[] {
  const places = placesIn(root);
  const at = (place: Place) => `${subject}${place.path}`;
  return [
    ...(root.type === 'object' ? [] : [flaw('crd/not-structural', `${subject}: the root is not of type object`, 'Make it an object.')]),
    ...places.flatMap((place) => [
      ...structureFlaws(place, at(place)),
      ...boundsFlaws(place.schema, at(place)),
      ...listFlaws(place.schema, at(place)),
      ...valueFlaws(place.schema, at(place)),
      ...ruleFlaws(place, at(place)),
    ]),
    ...(costs ? costFlaws(subject, places) : []),
  ];
}

function structureFlaws({ schema, isRoot }: Place, at: string): Flaw[] {
  const open = schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const bad = (what: string, remedy: string) => [flaw('crd/not-structural', `${at} ${what}; the API server takes structural schemas only`, remedy)];
  const forbidden = [...FORBIDDEN.filter((keyword) => keyword in schema), ...(schema.uniqueItems === true ? ['uniqueItems'] : []), ...(isRoot && schema.nullable === true ? ['nullable'] : [])];
  if (forbidden.length > 0) return bad(`has ${forbidden.join(', ')}`, 'Leave it out.');
  if (schema.type === undefined ? !open : !TYPES.includes(schema.type)) return bad(schema.type === undefined ? 'has no type' : `has the type ${quoted(schema.type)}`, `Give it a type: ${TYPES.join(', ')}.`);
  if (schema.properties !== undefined && schema.additionalProperties !== undefined) return bad('has both fields and values by name', 'Use Schema.objectOf or Schema.mapOf.');
  if (schema.type === 'array' && !isJson(schema.items)) return bad('is a list of nothing', 'Say what its items are.');
  if (isRoot && Object.keys(schema.properties?.metadata ?? {}).some((keyword) => keyword !== 'type' && keyword !== 'description' && keyword !== 'properties')) return bad('bounds metadata', 'Bound its name in a rule: self.metadata.name.size() <= 50.');
  return [
    ...(schema.required ?? []).filter((name: string) => !Object.hasOwn(schema.properties ?? {}, name) && !open).map((name: string) => flaw('crd/required-unknown',
      `${at} requires ${quoted(name)}, which is none of its fields; no object could be made`, 'Name a field that is there.')),
    ...Object.keys(schema.properties ?? {}).filter((name) => name === '').map(() => flaw('crd/bad-field-name', `${at} has a field without a name`, 'Name it.')),
  ];
}

function boundsFlaws(schema: Json, at: string): Flaw[] {
  const flaws: Flaw[] = [];
  for (const [low, high] of [['minLength', 'maxLength'], ['minItems', 'maxItems'], ['minProperties', 'maxProperties'], ['minimum', 'maximum']]) {
    for (const bound of [low, high]) {
      const value = schema[bound];
      if (value === undefined || (bound.endsWith('imum') ? Number.isFinite(value) : Number.isSafeInteger(value) && value >= 0)) continue;
      flaws.push(flaw('crd/bad-bound', `${at} has ${bound} ${value}`, bound.endsWith('imum') ? 'Give a number.' : 'Give a whole number from 0 on.'));
    }
    if (schema[low] > schema[high]) flaws.push(flaw('crd/bad-bound', `${at} has ${low} ${schema[low]} above ${high} ${schema[high]}; nothing fits`, 'Swap them.'));
  }
  if (typeof schema.pattern === 'string' && !isGoPattern(schema.pattern)) {
    flaws.push(flaw('crd/bad-pattern', `${at} has the pattern ${quoted(schema.pattern)}, which Go cannot compile`, 'Write it in Go\'s syntax, which has no lookaround and no backreferences.'));
  }
  return flaws;
}

function listFlaws(schema: Json, at: string): Flaw[] {
  const type = schema['x-kubernetes-list-type'];
  const keys: unknown[] | undefined = schema['x-kubernetes-list-map-keys'];
  const bad = (what: string, remedy: string) => [flaw('crd/bad-list-type', `${at} ${what}`, remedy)];
  if (type === undefined && keys === undefined) return [];
  if (schema.type !== 'array') return bad(`is told apart like a list, and is ${schema.type === undefined ? 'of no type' : `of type ${schema.type}`}`, 'Leave the list type out.');
  if (!['atomic', 'set', 'map'].includes(type)) return bad(`has the list type ${quoted(type)}`, 'Use ListType.ATOMIC, SET or MAP.');
  const items: Json = isJson(schema.items) ? schema.items : {};
  if (type === 'set' && (items.nullable === true || !(['string', 'integer', 'number', 'boolean'].includes(items.type) || items['x-kubernetes-int-or-string'] === true
    || (items.type === 'array' && [undefined, 'atomic'].includes(items['x-kubernetes-list-type'])) || (items.type === 'object' && items['x-kubernetes-map-type'] === 'atomic')))) {
    return bad('is a set of things that cannot be told apart as a whole', 'Make it ListType.MAP with mapKeys, or ATOMIC.');
  }
  if (type !== 'map') return keys === undefined ? [] : bad('has mapKeys and is no map', 'Make it ListType.MAP, or leave the keys out.');
  if (keys === undefined || keys.length === 0) return bad('is a map without mapKeys', 'Name the fields that tell its objects apart.');
  if (items.type !== 'object' || items.nullable === true) return bad('is a map of what is no object', 'Make its items objects.');
  if (new Set(keys).size !== keys.length) return bad('names a key twice', 'Name it once.');
  return keys.flatMap((key) => {
    const field = isJson(items.properties) && Object.hasOwn(items.properties, String(key)) ? items.properties[String(key)] : undefined;
    if (!isJson(field)) return bad(`has the key ${quoted(key)}, which its objects do not have`, 'Name a field of the items.');
    if (!(['string', 'integer', 'number', 'boolean'].includes(field.type)) || field.nullable === true) return bad(`has the key ${quoted(key)}, which is no single value`, 'Use a text or a number as the key.');
    return items.required?.includes(key) || field.default !== undefined ? [] : bad(`has the key ${quoted(key)}, which may be missing`, 'Require it, or give it a default.');
  });
}

function valueFlaws(schema: Json, at: string): Flaw[] {
  const flaws: Flaw[] = [];
  if (schema.enum !== undefined) {
    if (!Array.isArray(schema.enum) || schema.enum.length === 0) flaws.push(flaw('crd/bad-enum', `${at} allows no value at all`, 'Name the values, or leave them out.'));
    else if (new Set(schema.enum.map((value) => JSON.stringify(value))).size !== schema.enum.length) flaws.push(flaw('crd/bad-enum', `${at} allows a value twice`, 'Name it once.'));
  }
  if (schema.default === undefined) return flaws;
  const fault = valueFault(schema.default, { ...schema, default: undefined });
  return fault === undefined ? flaws : [...flaws, flaw('crd/bad-default', `${at} has a default that its own schema refuses: ${fault}`, 'Give a default that fits.')];
}

function ruleFlaws({ schema, correlatable }: Place, at: string): Flaw[] {
  const rules: any[] = Array.isArray(schema['x-kubernetes-validations']) ? schema['x-kubernetes-validations'] : [];
  const flaws = rules.flatMap((rule) => {
    const bad = (what: string, remedy: string) => [flaw('crd/bad-rule', `${at}: the rule ${quoted(rule.rule)} ${what}`, remedy)];
    const text = String(rule.rule ?? '');
    if (text.trim() === '') return bad('is empty', 'Say what must hold.');
    if (rule.message !== undefined && (String(rule.message).trim() === '' || /[\n\r]/.test(rule.message))) return bad('has a message that is no line', 'Write one line.');
    if (/[\n\r]/.test(text) && rule.message === undefined) return bad('has several lines and no message', 'Give it a message: the rule itself cannot be shown.');
    if (rule.optionalOldSelf !== undefined && !/\boldSelf\b/.test(text)) return bad('has an optional oldSelf, and does not use it', 'Leave optionalOldSelf out.');
    if (/\boldSelf\b/.test(text) && !correlatable) return bad('compares with an old value, in a list whose items have no keys', 'Give the list mapKeys, or put the rule on the list.');
    if (schema.type === undefined && schema['x-kubernetes-int-or-string'] !== true) return bad('is on a place without a type', 'Give the place a type.');
    return /\b(self|oldSelf)\b/.test(text) ? [] : bad('asks nothing of the value', 'Use self.');
  });
  const texts = rules.map((rule) => String(rule.rule));
  return new Set(texts).size === texts.length ? flaws : [...flaws, flaw('crd/bad-rule', `${at} has a rule twice`, 'Write it once.')];
}

function costFlaws(subject: string, places: readonly Place[]): Flaw[] {
  let total = 0;
  const flaws: Flaw[] = [];
  for (const { schema, path, times, unbounded } of places) {
    for (const { rule } of (schema['x-kubernetes-validations'] ?? []) as Json[]) {
      const cost = costOf(String(rule), schema) * times;
      total += cost;
      if (cost <= RULE_BUDGET) continue;
      flaws.push(flaw('crd/rule-too-costly',
        `${subject}${path}: the rule ${quoted(rule)} may cost ${rough(cost)} units, the API server allows 10 million${unbounded === undefined ? '' : `; nothing bounds how many items ${subject}${unbounded} has`}`,
        'Bound what it walks through: maxItems, maxProperties, maxLength; or ask it in fewer places.'));
    }
  }
  return flaws.length > 0 || total <= VERSION_BUDGET ? flaws : [flaw('crd/rules-too-costly',
    `${subject}: all rules together may cost ${rough(total)} units, the API server allows 100 million`, 'Bound lists and texts more narrowly, or write fewer rules.')];
}

function rough(cost: number): string {
  const millions = Number((cost / 1e6).toPrecision(2));
  return millions > 1000 ? 'more than 1000 million' : `about ${millions} million`;
}
