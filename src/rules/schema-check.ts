import { nearest } from '../values/nearest';

/** Where a value differs from its schema. @internal */
export interface SchemaFlaw {
  readonly what: 'unknown' | 'type' | 'missing' | 'value';
  readonly path: string;
  readonly message: string;
}

/**
 * Checks an object against the schema of its CustomResourceDefinition, as the API
 * server does: types, required and unknown fields, allowed values, bounds.
 *
 * Defaults count as written, and a null that has a default as left out. Patterns,
 * formats and CEL rules are left to the API server.
 *
 * @internal
 */
export function schemaFlaws(object: any, schema: any): SchemaFlaw[] {
  const check = new Check();
  check.value(object, schema, '', 0, true);
  return check.flaws;
}

class Check {
  public readonly flaws: SchemaFlaw[] = [];

  public value(value: unknown, schema: any, path: string, depth: number, isResource: boolean): void {
    if (schema === null || typeof schema !== 'object' || depth > 200) return;
    if (value === null && (schema.nullable === true || schema.default !== undefined)) return;
    const wanted = schema['x-kubernetes-int-or-string'] === true ? 'integer or string' : schema.type;
    if (typeof wanted === 'string' && !isOf(value, wanted)) {
      this.flaws.push({ what: 'type', path, message: `${shown(value)} is ${typeName(value)}, not ${withArticle(wanted)}` });
      return;
    }
    if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
      this.flaws.push({ what: 'value', path, message: `${shown(value)} is not one of ${schema.enum.map(shown).join(', ')}` });
    }
    this.bounds(value, schema, path);
    if (Array.isArray(value)) value.forEach((item, index) => this.value(item, schema.items, `${path}[${index}]`, depth + 1, false));
    else if (value !== null && typeof value === 'object') this.fields(value, schema, path, depth, isResource || schema['x-kubernetes-embedded-resource'] === true);
  }

  private fields(value: object, schema: any, path: string, depth: number, isResource: boolean): void {
    const properties = schema.properties ?? {};
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true || (schema.type === undefined && schema.properties === undefined);
    for (const field of Array.isArray(schema.required) ? schema.required : []) {
      if ((value as any)[field] === undefined && properties[field]?.default === undefined) {
        this.flaws.push({ what: 'missing', path: join(path, field), message: `the field "${field}" is required and not there` });
      }
    }
    for (const [field, child] of Object.entries(value)) {
      if (child === undefined || (isResource && IDENTITY.has(field))) continue;
      const own = Object.hasOwn(properties, field) ? properties[field] : schema.additionalProperties;
      if (own !== null && typeof own === 'object') this.value(child, own, join(path, field), depth + 1, false);
      else if (!open) this.flaws.push({ what: 'unknown', path: join(path, field), message: `there is no field "${field}" here${meant(field, Object.keys(properties))}` });
    }
  }

  private bounds(value: unknown, schema: any, path: string): void {
    const size = typeof value === 'number' ? value : typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
    if (size === undefined) return;
    const [low, high, of] = typeof value === 'number' ? [schema.minimum, schema.maximum, ''] as const
      : typeof value === 'string' ? [schema.minLength, schema.maxLength, 'a length of '] as const
        : [schema.minItems, schema.maxItems, 'a number of items of '] as const;
    const name = typeof value === 'number' ? `${value}` : `${of}${size}`;
    if (typeof low === 'number' && size < low) this.flaws.push({ what: 'value', path, message: `${name} is less than ${low}` });
    if (typeof high === 'number' && size > high) this.flaws.push({ what: 'value', path, message: `${name} is more than ${high}` });
  }
}

const IDENTITY = new Set(['apiVersion', 'kind', 'metadata']);

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer or string': return Number.isInteger(value) || typeof value === 'string';
    case 'object': return value !== null && typeof value === 'object' && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'number': return typeof value === 'number';
    case 'string': return typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    default: return true;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number';
  return withArticle(Array.isArray(value) ? 'array' : typeof value);
}

function withArticle(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function join(path: string, field: string): string {
  const step = /[.[\]/]/.test(field) ? `["${field}"]` : field;
  return path === '' || step !== field ? `${path}${step}` : `${path}.${step}`;
}

function meant(field: string, known: string[]): string {
  const near = nearest(field, known);
  return near === undefined ? '' : `; "${near}" is meant, perhaps`;
}
