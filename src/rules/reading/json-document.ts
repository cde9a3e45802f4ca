import { DuplicateKey } from './yaml-library';

/** A JSON text's value, or what is wrong with it. @internal */
export interface ParsedJson {
  readonly value?: unknown;
  readonly error?: { readonly text: string; readonly offset: number };
  readonly duplicates: DuplicateKey[];
}

/** Reads JSON with the engine's own reader, and finds the keys that are written twice. @internal */
export function parseJson(text: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (e) {
    if (e instanceof RangeError) throw e;
    return { error: errorOf((e as Error).message, text), duplicates: [] };
  }
  return { value, duplicates: duplicatesIn(text) };
}

function errorOf(message: string, text: string): { text: string; offset: number } {
  const position = /position (\d+)/.exec(message);
  const offset = position ? Number(position[1]) : /end of JSON/i.test(message) ? text.trimEnd().length : 0;
  const found = text[offset] === undefined ? 'the text ends too early' : `${JSON.stringify(text[offset])} is not expected here`;
  return { text: found, offset };
}

interface Open {
  readonly path: string;
  readonly keys?: Map<string, number>;
  index: number;
  key: string;
}

/** The text is known to be good JSON, so its strings and brackets say it all. */
function duplicatesIn(text: string): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const open: Open[] = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{},]/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const top = open[open.length - 1];
    if (match[0] === '{' || match[0] === '[') {
      const inside = top === undefined ? '' : top.keys ? join(top.path, top.key) : `${top.path}[${top.index}]`;
      open.push({ path: inside, keys: match[0] === '{' ? new Map() : undefined, index: 0, key: '' });
    } else if (match[0] === '}' || match[0] === ']') {
      open.pop();
    } else if (match[0] === ',') {
      top.index++;
    } else if (match[1] !== undefined && top?.keys) {
      top.key = JSON.parse(match[0].slice(0, -match[1].length));
      const first = top.keys.get(top.key);
      if (first === undefined) top.keys.set(top.key, match.index);
      else found.push({ path: join(top.path, top.key), key: top.key, offset: match.index, firstOffset: first });
    }
  }
  return found;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
