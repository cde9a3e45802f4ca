import { isJson, Json } from './schema-walk';
import { quoted } from '../values/flaw';

/** Why a schema refuses a value; nothing if it does not. Defaults inside do not fill in what is missing: they come after. @internal */
export function valueFault(value: unknown, schema: Json, path: string = ''): string | undefined {
  const here = path === '' ? 'it' : path;
  if (value === null) return schema.nullable === true ? undefined : `${here} is null`;
  const type = schema['x-kubernetes-int-or-string'] === true ? 'int-or-string' : schema.type;
  if (type !== undefined && !isOf(value, type)) return `${here} is ${quoted(JSON.stringify(value))}, not of type ${type}`;
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return `${here} is ${quoted(String(value))}, not one of ${schema.enum.join(', ')}`;
  if (typeof value === 'number') {
    if (value < schema.minimum) return `${here} is ${value}, less than ${schema.minimum}`;
    if (value > schema.maximum) return `${here} is ${value}, more than ${schema.maximum}`;
  }
  if (typeof value === 'string') {
    const length = [...value].length;
    if (length < schema.minLength || length > schema.maxLength) return `${here} has ${length} characters`;
    if (typeof schema.pattern === 'string' && !matches(schema.pattern, value)) return `${here} is ${quoted(value)}, which the pattern does not match`;
  }
  const broken = conditionFault(value, schema, here);
  if (broken !== undefined) return broken;
  if (Array.isArray(value)) return listFault(value, schema, path);
  return isJson(value) ? fieldsFault(value, schema, path) : undefined;
}

/** allOf, anyOf, oneOf and not, which say only a part of what a value is. */
function conditionFault(value: unknown, { allOf, anyOf, oneOf, not }: Json, here: string): string | undefined {
  const holding = (list: unknown) => (Array.isArray(list) ? list.filter((one) => isJson(one) && valueFault(value, partly(one)) === undefined).length : 0);
  const size = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  if (holding(allOf) < size(allOf)) return `${here} does not meet all of allOf`;
  if (size(anyOf) > 0 && holding(anyOf) === 0) return `${here} meets none of anyOf`;
  if (size(oneOf) > 0 && holding(oneOf) !== 1) return `${here} meets ${holding(oneOf)} of oneOf, not one`;
  return isJson(not) && holding([not]) > 0 ? `${here} meets what it must not` : undefined;
}

/** A condition as a schema of its own, which has nothing against other fields. */
function partly(condition: Json): Json {
  const fields = isJson(condition.properties) ? Object.fromEntries(Object.entries(condition.properties).map(([name, field]) => [name, isJson(field) ? partly(field) : {}])) : undefined;
  return { ...condition, 'properties': fields, 'items': isJson(condition.items) ? partly(condition.items) : undefined, 'x-kubernetes-preserve-unknown-fields': true };
}

function listFault(value: unknown[], schema: Json, path: string): string | undefined {
  if (value.length < schema.minItems || value.length > schema.maxItems) return `${path === '' ? 'it' : path} has ${value.length} items`;
  const keys: unknown = schema['x-kubernetes-list-map-keys'];
  const told = value.map((item) => JSON.stringify(Array.isArray(keys) && isJson(item) ? keys.map((key) => item[key]) : item));
  if (['set', 'map'].includes(schema['x-kubernetes-list-type']) && new Set(told).size !== told.length) return `${path === '' ? 'it' : path} has an item twice`;
  return isJson(schema.items) ? first(value, (item, i) => valueFault(item, schema.items, `${path}[${i}]`)) : undefined;
}

function fieldsFault(value: Json, schema: Json, path: string): string | undefined {
  const properties: Json = isJson(schema.properties) ? schema.properties : {};
  const missing = (Array.isArray(schema.required) ? schema.required : []).find((name: string) => value[name] === undefined);
  if (missing !== undefined) return `${path}.${missing} is required`;
  const count = Object.keys(value).length;
  if (count < schema.minProperties || count > schema.maxProperties) return `${path === '' ? 'it' : path} has ${count} entries`;
  return first(Object.entries(value), ([name, child]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    if (isJson(own)) return valueFault(child, own, `${path}.${name}`);
    return schema['x-kubernetes-preserve-unknown-fields'] === true || own === true ? undefined : `${path}.${name} is not a field`;
  });
}

function first<T>(list: T[], fault: (item: T, i: number) => string | undefined): string | undefined {
  for (const [i, item] of list.entries()) {
    const found = fault(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern.replace(/\(\?P</g, '(?<'), 'u').test(value);
  } catch {
    return true; // a pattern that cannot be read here is reported as such, or only Go can read it
  }
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'int-or-string': return Number.isInteger(value) || typeof value === 'string';
    case 'object': return isJson(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isSafeInteger(value);
    case 'number': return typeof value === 'number' && Number.isFinite(value);
    default: return typeof value === type;
  }
}
