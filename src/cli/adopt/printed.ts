import { Expr } from './expression';

/** How long a line may be before it is broken. */
const WIDTH = 120;

/** An expression as TypeScript, on one line if it fits. @param indent of the line that it begins on @internal */
export function printed(expr: Expr, indent: number = 0, room: number = WIDTH): string {
  const flat = inOneLine(expr);
  if (!flat.includes('\n') && indent + flat.length <= room) return flat;
  switch (expr.kind) {
    case 'object': return block('{', expr.fields.map(([name, value]) => [`${keyOf(name)}: `, value]), '}', indent);
    case 'list': return block('[', expr.items.map((item) => ['', item]), ']', indent);
    case 'literal': return brokenLiteral(expr.value, indent);
    case 'call': return `${printed(expr.on, indent)}.${expr.method}(${expr.args.map((arg) => printed(arg, indent)).join(', ')})`;
    case 'new': return `new ${expr.noun}(${expr.args.map((arg) => printed(arg, indent)).join(', ')})`;
    case 'noun': return flat;
  }
}

function inOneLine(expr: Expr): string {
  switch (expr.kind) {
    case 'literal': return literalText(expr.value);
    case 'object': return expr.fields.length === 0 ? '{}' : `{ ${expr.fields.map(([name, value]) => `${keyOf(name)}: ${inOneLine(value)}`).join(', ')} }`;
    case 'list': return `[${expr.items.map(inOneLine).join(', ')}]`;
    case 'noun': return expr.member === undefined ? expr.noun : `${expr.noun}.${expr.member}`;
    case 'call': return `${inOneLine(expr.on)}.${expr.method}(${expr.args.map(inOneLine).join(', ')})`;
    case 'new': return `new ${expr.noun}(${expr.args.map(inOneLine).join(', ')})`;
  }
}

function block(open: string, parts: ReadonlyArray<readonly [string, Expr]>, close: string, indent: number): string {
  const inner = ' '.repeat(indent + 2);
  return [open, ...parts.map(([prefix, value]) => `${inner}${prefix}${printed(value, indent + 2, WIDTH - prefix.length - 1)},`), `${' '.repeat(indent)}${close}`].join('\n');
}

function brokenLiteral(value: unknown, indent: number): string {
  if (Array.isArray(value)) return block('[', value.map((item) => ['', { kind: 'literal', value: item }]), ']', indent);
  if (value !== null && typeof value === 'object') return block('{', Object.entries(value).map(([name, inner]) => [`${keyOf(name)}: `, { kind: 'literal', value: inner }]), '}', indent);
  return literalText(value);
}

function literalText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  const fields = Object.entries(value);
  return fields.length === 0 ? '{}' : `{ ${fields.map(([name, inner]) => `${keyOf(name)}: ${literalText(inner)}`).join(', ')} }`;
}

/** The name of a field. `__proto__` would set the prototype where it is not computed. */
function keyOf(name: string): string {
  if (name === '__proto__') return '[\'__proto__\']';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** A text as TypeScript writes it, whatever characters it holds. @internal */
export function quoted(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'');
  return `'${inside.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}
