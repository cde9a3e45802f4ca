import { MAX_DEPTH } from './bounds';
import { Located } from './located';
import { remembered } from '../../values/remembered';

/** Not plain: the YAML library is to read it. */
class NotPlain extends Error {}

/** A tab is no indent everywhere, and the others end a line in YAML 1.1 or in a regular expression. */
const ELSEWHERE = ['\t', '\r', '\u2028', '\u2029'];
const LINE = /^( *)(.*)$/;
const KEY = /^([A-Za-z][A-Za-z0-9_./-]*|\.[A-Za-z][A-Za-z0-9_.-]*):(?: +(.*))?$/;
const NUMBER = /^(?:0|-?[1-9][0-9]{0,14}|(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9})$/;
/** A name, a path, `:8080` or `--flag`; holds no comment and no key. */
const WORD = /^(?:[A-Za-z/]|:(?=[A-Za-z0-9])|--?(?=[A-Za-z]))(?:[!-9;-~]|:(?=[!-~])| (?=[!-"$-~]))*$/;
/** Versions, addresses and quantities: `1.8.2`, `10.0.0.0/8`, `64Mi`, `25%`. Nothing with an `e`, which may be a number. */
const MEASURE = /^(?:[0-9]+\.[0-9]+\.[A-Za-z0-9_./-]+(?::[0-9]+)?|(?:[1-9][0-9]*|[0-9]+\.[0-9]+)[A-DF-Za-df-z%][A-Za-z]*|0[smh])$/;
const QUOTED = /^(?:"([ !#-[\]-~]*)"|'([ -&(-~]*)')$/;
/** What YAML 1.1 takes for a boolean, for nothing or for infinity. */
const AMBIGUOUS = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan)$/i;

/**
 * Reads the YAML that machines write: nested maps and lists, words, numbers,
 * quoted words and `|` texts. About ten times as fast as the library.
 *
 * Anything else it declines, so that the library decides: anchors, tags, comments at
 * the end of a line, duplicate keys, escapes and every error. What it does read means
 * exactly what the library says it means.
 *
 * @internal
 */
export class PlainYaml {
  /** The document, or undefined where it is not plain. @param text one document, without `---` */
  public static read(text: string): Located | undefined {
    if (ELSEWHERE.some((character) => text.includes(character))) return undefined;
    try {
      return new PlainYaml(text.split('\n')).document();
    } catch (e) {
      if (e instanceof NotPlain) return undefined;
      throw e;
    }
  }

  private readonly linesOf = new WeakMap<object, Map<string, number>>();
  private at = 0;
  private indent = -1;
  private content = '';

  private constructor(private readonly lines: string[]) {
    this.settle();
  }

  private document(): Located | undefined {
    if (this.indent !== 0) return undefined;
    const value = this.content.startsWith('- ') ? this.list(0, 1) : this.map(0, 1);
    return this.isAtEnd() ? { value, lines: this.linesOf } : undefined;
  }

  /** Goes on to the next line that says something; indent -1 at the end. */
  private settle(): void {
    for (; this.at < this.lines.length; this.at++) {
      const [, space, content] = LINE.exec(this.lines[this.at])!;
      if (content === '' || content.startsWith('#')) continue;
      this.indent = space.length;
      this.content = content;
      return;
    }
    this.indent = -1;
    this.content = '';
  }

  private isAtEnd(): boolean {
    return this.indent === -1;
  }

  private next(): void {
    this.at++;
    this.settle();
  }

  private map(indent: number, depth: number): object {
    if (depth > MAX_DEPTH) throw new NotPlain();
    const map: { [key: string]: unknown } = {};
    const lines = new Map<string, number>();
    this.linesOf.set(map, lines);
    while (this.indent === indent && !this.content.startsWith('- ')) {
      const match = KEY.exec(this.content);
      if (!match) throw new NotPlain();
      const key = keyOf(match[1]);
      if (Object.hasOwn(map, key)) throw new NotPlain();
      lines.set(key, this.at + 1);
      map[key] = this.value(match[2] ?? '', indent, depth, false);
    }
    if (this.indent > indent) throw new NotPlain();
    return map;
  }

  private list(indent: number, depth: number): unknown[] {
    if (depth > MAX_DEPTH) throw new NotPlain();
    const list: unknown[] = [];
    const lines = new Map<string, number>();
    this.linesOf.set(list, lines);
    while (this.indent === indent && this.content.startsWith('- ')) {
      lines.set(String(list.length), this.at + 1);
      const item = LINE.exec(this.content.slice(2))!;
      if (KEY.test(item[2]) || item[2].startsWith('- ')) {
        this.indent = indent + 2 + item[1].length; // the item's own first line
        this.content = item[2];
        list.push(item[2].startsWith('- ') ? this.list(this.indent, depth + 1) : this.map(this.indent, depth + 1));
      } else {
        list.push(this.value(item[2], indent, depth, true));
      }
    }
    if (this.indent > indent) throw new NotPlain();
    return list;
  }

  /** What follows a key or a dash; nothing in the line means that it is nested below. */
  private value(text: string, indent: number, depth: number, inList: boolean): unknown {
    if (text === '' || text.startsWith('#')) {
      if (text !== '' || inList) throw new NotPlain();
      this.next();
      if (this.content.startsWith('- ') && this.indent >= indent) return this.list(this.indent, depth + 1);
      return this.indent > indent ? this.map(this.indent, depth + 1) : null;
    }
    if (text === '|' || text === '|-') return this.block(indent, text === '|');
    this.next();
    return valueOf(text);
  }

  /** A `|` text: as it stands, without its indent. */
  private block(indent: number, endsInNewline: boolean): string {
    const taken: string[] = [];
    let own = -1;
    for (this.at++; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at];
      const space = LINE.exec(line)![1].length;
      if (space === line.length) {
        if (space > 0) throw new NotPlain(); // blanks only: the library knows how they count
        taken.push('');
        continue;
      }
      if (own === -1) {
        if (space <= indent) break;
        own = space;
      }
      if (space < own) break;
      taken.push(line.slice(own));
    }
    while (taken.length > 0 && taken[taken.length - 1] === '') taken.pop();
    if (own === -1) throw new NotPlain();
    this.settle();
    if (this.indent > indent || this.content.startsWith('#')) throw new NotPlain();
    return taken.join('\n') + (endsInNewline ? '\n' : '');
  }
}

/** A key, which may be no word that stands for something else. */
const keyOf = remembered((key: string): string => {
  if (AMBIGUOUS.test(key)) throw new NotPlain();
  return key;
});

function valueOf(text: string): unknown {
  if (text === '{}') return {};
  return text === '[]' ? [] : scalarOf(text);
}

/** Shared, as most values stand in many objects: one text for all of them is quickly compared, and keeps no file in memory. */
const scalarOf = remembered((text: string): string | number | boolean | null => {
  if (WORD.test(text) && !text.endsWith(':')) {
    if (!AMBIGUOUS.test(text)) return text;
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    throw new NotPlain();
  }
  if (NUMBER.test(text)) return Number(text);
  if (MEASURE.test(text)) return text;
  const quoted = QUOTED.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  throw new NotPlain();
});
