import type * as Yaml from 'yaml';
import { Located } from './located';

let loaded: typeof Yaml | undefined;

/** The YAML library, loaded when the first document needs it. @internal */
export function yamlLibrary(): typeof Yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  loaded ??= require('yaml') as typeof Yaml;
  return loaded;
}

/** A key that is written twice. @internal */
export interface DuplicateKey {
  readonly path: string;
  readonly key: string;
  readonly offset: number;
  readonly firstOffset: number;
}

/** A document as the library reads it, with all that is wrong with it. @internal */
export interface ParsedYaml {
  readonly located: Located;
  readonly offset: number;
  /** the first error and where it is; what follows an error is noise */
  readonly error?: { readonly text: string; readonly offset: number };
  readonly duplicates: DuplicateKey[];
  /** `{{ … }}` where a value should stand */
  readonly braces?: number;
}

/** The library takes `e0` for a number, too. */
const EXPONENT = /^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)[eE][-+]?[0-9]+$/;

/** kubectl's `0o17`, which YAML 1.1 does not have. */
const OCTAL: Yaml.ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) => Number(text.replace(/^[-+]|_/g, '')) * (text.startsWith('-') ? -1 : 1),
};

/** What YAML 1.1 has and kubectl does not. */
function isForeign(tag: Yaml.Tags[number]): boolean {
  return /:(?:timestamp|omap|pairs|set|binary)$/.test(tagName(tag)) || formatOf(tag) === 'TIME';
}

/**
 * Reads YAML as kubectl does: version 1.1 with merge keys, but without dates and
 * without numbers to the base of 60.
 *
 * @param text one or more documents; throws a RangeError where they nest too deep
 * @internal
 */
export function parseYaml(text: string): ParsedYaml[] {
  const { parseAllDocuments } = yamlLibrary();
  const parsed = parseAllDocuments(text, {
    schema: 'yaml-1.1',
    customTags: (tags) => [OCTAL, ...tags.filter((tag) => !isForeign(tag)).map((tag) => (formatOf(tag) === 'EXP' ? { ...tag as Yaml.ScalarTag, test: EXPONENT } : tag))],
    merge: true,
    uniqueKeys: false, // found below, in linear time
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(parsed)) return [];
  return parsed.map((doc) => read(doc, text));
}

function read(doc: Yaml.Document.Parsed, text: string): ParsedYaml {
  const offset = doc.contents?.range?.[0] ?? doc.range[0];
  const lines = new WeakMap<object, Map<string, number>>();
  const nothing = { located: { value: undefined, lines }, offset, duplicates: [] };
  const error = doc.errors.sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (error && /call stack/i.test(error.message)) throw new RangeError(error.message);
  if (error) return { ...nothing, error: { text: plainly(error), offset: error.pos[0] } };
  const walk = new Walk(lineCounter(text));
  let value: unknown;
  try {
    value = doc.toJS({ maxAliasCount: -1 }); // aliases share one object; their number is bounded by whoever asks
    walk.visit(doc.contents, value, lines);
  } catch (e) {
    if (e instanceof RangeError) throw e;
    const alias = aliasWithoutAnchor(doc);
    return { ...nothing, error: alias ? { text: `the alias "${alias.name}" has no anchor before it`, offset: alias.offset } : { text: (e as Error).message, offset } };
  }
  return { located: { value, lines }, offset, duplicates: walk.duplicates, braces: walk.braces };
}

/** Goes through a document's nodes next to its value. */
class Walk {
  public readonly duplicates: DuplicateKey[] = [];
  public braces?: number;

  constructor(private readonly lineAt: (offset: number) => number) {}

  public visit(node: unknown, value: any, lines: WeakMap<object, Map<string, number>>, path = ''): void {
    const { isMap, isSeq, isScalar } = yamlLibrary();
    if ((!isMap(node) && !isSeq(node)) || value === null || typeof value !== 'object') return;
    const own = new Map<string, number>();
    lines.set(value, own);
    if (isSeq(node)) {
      node.items.forEach((item, index) => {
        const start = (item as Yaml.Node | null)?.range?.[0];
        if (start !== undefined) own.set(String(index), this.lineAt(start));
        this.visit(item, value[index], lines, `${path}[${index}]`);
      });
      return;
    }
    const first = new Map<string, number>();
    for (const pair of node.items) {
      const start = (pair.key as Yaml.Node | null)?.range?.[0] ?? 0;
      if (!isScalar(pair.key)) {
        if (isMap(pair.key) && pair.key.flow && node.flow) this.braces ??= node.range?.[0] ?? start;
        continue;
      }
      const key = String(pair.key.value ?? '');
      const at = path === '' ? key : `${path}.${key}`;
      if (first.has(key) && key !== '<<') this.duplicates.push({ path: at, key, offset: start, firstOffset: first.get(key)! });
      else first.set(key, start);
      own.set(key, this.lineAt(start));
      this.visit(pair.value, value[key], lines, at);
    }
  }
}

function aliasWithoutAnchor(doc: Yaml.Document.Parsed): { name: string; offset: number } | undefined {
  let found: { name: string; offset: number } | undefined;
  const seen = new Set<string>();
  yamlLibrary().visit(doc, {
    Node: (_, node) => {
      const anchor = (node as { anchor?: string }).anchor;
      if (anchor !== undefined) seen.add(anchor);
    },
    Alias: (_, node) => {
      if (!seen.has(node.source)) found ??= { name: node.source, offset: node.range?.[0] ?? 0 };
    },
  });
  return found;
}

function plainly(error: Yaml.YAMLParseError | Yaml.YAMLWarning): string {
  switch (error.code) {
    case 'TAB_AS_INDENT': return 'a tab indents this line; YAML takes spaces only';
    default: return error.message.replace(/\s+/g, ' ').replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
  }
}

/** Offsets to lines, by halving. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function tagName(tag: Yaml.Tags[number]): string {
  return typeof tag === 'string' ? tag : tag.tag;
}

function formatOf(tag: Yaml.Tags[number]): string | undefined {
  return typeof tag === 'string' ? undefined : (tag as { format?: string }).format;
}
