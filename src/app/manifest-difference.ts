/**
 * Where an object lacks what is expected of it: one line per field.
 *
 * A map may hold more than is expected. A list must hold each expected item somewhere;
 * where none fits, the item that comes closest is told.
 *
 * @internal
 */
export function differences(found: unknown, expected: unknown, path: string = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [differs(path, expected, found)];
    return expected.flatMap((item, index) => bestOf(found, item, path, index));
  }
  if (expected !== null && typeof expected === 'object') {
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return [differs(path, expected, found)];
    return Object.entries(expected).flatMap(([key, value]) => differences((found as any)[key], value, join(path, key)));
  }
  return Object.is(found, expected) || (expected === undefined && found === null) ? [] : [differs(path, expected, found)];
}

/** The item that comes closest; of equals, the one that has the same name or place. */
function bestOf(found: unknown[], item: unknown, path: string, index: number): string[] {
  if (found.length === 0) return [`${path}: expected an item ${shown(item)}, found an empty list`];
  const tries = found.map((candidate, at) => ({ at, lines: differences(candidate, item, `${path}[${at}]`), named: nameOf(candidate) !== undefined && nameOf(candidate) === nameOf(item) }));
  tries.sort((a, b) => Number(a.lines.length > 0) - Number(b.lines.length > 0) || Number(b.named) - Number(a.named)
    || a.lines.length - b.lines.length || Math.abs(a.at - index) - Math.abs(b.at - index));
  const [best] = tries;
  if (best.lines.length === 0 || best.named || found.length === 1) return best.lines;
  return item !== null && typeof item === 'object' ? [`${path}: no item is as expected; the closest:`, ...best.lines] : [`${path}: expected an item ${shown(item)}, found ${shown(found)}`];
}

function nameOf(value: any): unknown {
  return value?.name;
}

function differs(path: string, expected: unknown, found: unknown): string {
  return `${path === '' ? 'the object' : path}: expected ${shown(expected)}, found ${shown(found)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 197)}…` : text;
}

function join(path: string, key: string): string {
  if (/[.[\]/]/.test(key)) return `${path}["${key}"]`;
  return path === '' ? key : `${path}.${key}`;
}
