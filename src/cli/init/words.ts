/** The nearest name that DNS takes, so that it can be a Service's. @internal */
export function toDnsLabel(text: string): string {
  const label = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 54).replace(/-+$/, '');
  return label === '' ? 'app' : label;
}

/** A text as TypeScript writes it. @internal */
export function quotedTs(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** What main.ts declares itself, and what TypeScript keeps for itself. */
const TAKEN = new Set(['app', 'chart', 'image', 'lock', 'await', 'case', 'class', 'const', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends', 'false', 'for', 'function', 'if', 'import', 'in', 'interface',
  'let', 'new', 'null', 'package', 'private', 'process', 'protected', 'public', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
  'break', 'catch', 'continue', 'debugger', 'finally', 'implements', 'instanceof', 'arguments', 'eval']);

/** A DNS label as the name of a constant: `order-worker` is `orderWorker`. @internal */
export function toConstant(label: string): string {
  const name = label.replace(/-+(.)/g, (_, letter) => letter.toUpperCase());
  return TAKEN.has(name) ? `${name}Service` : name;
}
