import { given, record } from './complaint';
import { CEL, CelType } from '../cel/cel-types';

type Fields = { readonly [field: string]: any };

/*
 * The types that rules in CEL see, by the schema.
 */

const IDENTITY: Fields = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } } };
const RESERVED = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);
const FORMATS: { readonly [format: string]: CelType } = { 'byte': CEL.bytes, 'duration': CEL.duration, 'date': CEL.timestamp, 'date-time': CEL.timestamp };

/** What a rule sees of a value; `undefined` where it sees nothing. @internal */
export function celTypeOf(schema: Fields, isResource: boolean = schema['x-kubernetes-embedded-resource'] === true): CelType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return CEL.dyn;
  switch (schema.type) {
    case 'boolean': return CEL.bool;
    case 'integer': return CEL.int;
    case 'number': return CEL.double;
    case 'string': return FORMATS[schema.format] ?? CEL.string;
    case 'array': {
      const item = celTypeOf(record(schema.items));
      return item && CEL.listOf(item);
    }
    case 'object': return objectType(schema, isResource);
    default: return undefined;
  }
}

function objectType(schema: Fields, isResource: boolean): CelType | undefined {
  if (given(schema.additionalProperties) && typeof schema.additionalProperties === 'object') {
    const item = celTypeOf(record(schema.additionalProperties));
    return item && CEL.mapOf(item);
  }
  return CEL.object(() => fieldsOf({ ...record(schema.properties), ...(isResource ? IDENTITY : {}) }));
}

function fieldsOf(properties: Fields): ReadonlyMap<string, CelType> {
  const fields = new Map<string, CelType>();
  for (const [name, schema] of Object.entries(properties)) {
    const type = celTypeOf(record(schema));
    const written = inCel(name);
    if (type !== undefined && written !== undefined) fields.set(written, type);
  }
  return fields;
}

/** How a field is written in a rule; `undefined` where it cannot be. */
function inCel(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][\w./-]*$/.test(name)) return undefined;
  return name.replace(/__|[./-]/g, (s) => ({ '__': '__underscores__', '.': '__dot__', '/': '__slash__', '-': '__dash__' })[s]!);
}
