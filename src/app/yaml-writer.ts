import { Yaml } from 'cdk8s';

/**
 * Writes manifests as `Yaml.stringify` does, byte for byte, several times faster.
 *
 * The bulk of a manifest is nested maps and plain words, which need no thought. All
 * else (quoting, block texts, odd numbers and keys) is asked of `Yaml.stringify`,
 * once per text.
 *
 * @internal
 */
export class YamlWriter {
  private readonly asked = new Map<string, string[]>();

  /** Several objects as one file. */
  public stringify(docs: any[]): string {
    return docs.map((doc) => this.document(doc)).join('---\n');
  }

  private document(doc: any): string {
    const seen = new Set<object>();
    const lines: string[] = [];
    const good = isMap(doc) && Object.keys(doc).length > 0 && this.map(doc, '', '', lines, seen);
    return good ? `${lines.join('\n')}\n` : Yaml.stringify(doc);
  }

  /** Adds a map's lines; the first one after `lead`. False where only the library knows how. */
  private map(map: any, lead: string, indent: string, lines: string[], seen: Set<object>): boolean {
    if (seen.has(map)) return false; // the library would write an alias
    seen.add(map);
    let prefix = lead;
    for (const key of Object.keys(map)) {
      const keyText = PLAIN.test(key) && !AMBIGUOUS.has(key.toLowerCase()) ? key : this.keyText(key, indent === '');
      if (keyText === undefined || !this.value(map[key], `${prefix}${keyText}:`, indent, lines, seen, false)) return false;
      prefix = indent;
    }
    return true;
  }

  private list(list: any[], lead: string, indent: string, lines: string[], seen: Set<object>): boolean {
    if (seen.has(list)) return false;
    seen.add(list);
    let prefix = lead;
    for (const item of list) {
      if (!this.value(item, `${prefix}-`, indent, lines, seen, true)) return false;
      prefix = indent;
    }
    return true;
  }

  /** Adds a value after its key or dash. */
  private value(value: any, lead: string, indent: string, lines: string[], seen: Set<object>, inList: boolean): boolean {
    switch (typeof value) {
      case 'string': {
        if (PLAIN.test(value) && !AMBIGUOUS.has(value.toLowerCase())) lines.push(`${lead} ${value}`);
        else this.push(this.scalarLines(value), lead, indent, lines);
        return true;
      }
      case 'number':
        if (Number.isSafeInteger(value) && !Object.is(value, -0)) lines.push(`${lead} ${value}`);
        else this.push(this.scalarLines(value), lead, indent, lines);
        return true;
      case 'boolean':
        lines.push(`${lead} ${value}`);
        return true;
      case 'object': {
        if (value === null) {
          lines.push(`${lead} null`);
          return true;
        }
        const deeper = `${indent}  `;
        if (Array.isArray(value)) {
          if (value.length === 0) {lines.push(`${lead} []`);} else if (inList) {return this.list(value, `${lead} `, deeper, lines, seen);} else {
            lines.push(lead);
            return this.list(value, deeper, deeper, lines, seen);
          }
          return true;
        }
        if (!isMap(value)) return false;
        if (Object.keys(value).length === 0) {lines.push(`${lead} {}`);} else if (inList) {return this.map(value, `${lead} `, deeper, lines, seen);} else {
          lines.push(lead);
          return this.map(value, deeper, deeper, lines, seen);
        }
        return true;
      }
      default:
        return false;
    }
  }

  /** The first line after the lead; the others are part of a block text. */
  private push(text: string[], lead: string, indent: string, lines: string[]): void {
    lines.push(`${lead}${text[0] === '' ? '' : ' '}${text[0]}`);
    for (let i = 1; i < text.length; i++) lines.push(text[i] === '' ? '' : `${indent}${text[i]}`);
  }

  private scalarLines(value: string | number): string[] {
    const key = `${typeof value} ${value}`;
    let text = this.asked.get(key);
    if (text === undefined) {
      text = Yaml.stringify({ k: value }).slice('k: '.length, -1).split('\n');
      if (key.length < 200) this.asked.set(key, text);
    }
    return text;
  }

  /** A key as the library writes it; at the top it avoids what would start a new document. */
  private keyText(key: string, atTop: boolean): string | undefined {
    const text = atTop ? Yaml.stringify({ [key]: 0 }) : Yaml.stringify({ k: { [key]: 0 } }).slice('k:\n  '.length);
    return text.endsWith(': 0\n') && !text.startsWith('?') && text.indexOf('\n') === text.length - 1 ? text.slice(0, -4) : undefined;
  }
}

/** Words, paths, names and image references: text that no YAML reader takes for anything else (`e0` is a number to some). */
const PLAIN = /^(?![eE][-+]?[0-9]+$)[A-Za-z/](?:[A-Za-z0-9_./-]|:(?=[A-Za-z0-9_./-]))*$/;
/** Words that YAML 1.1 takes for a boolean or for nothing. */
const AMBIGUOUS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

function isMap(value: any): boolean {
  return value !== null && typeof value === 'object' && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
}
