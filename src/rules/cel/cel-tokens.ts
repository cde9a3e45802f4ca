/*
 * The words of an expression in CEL, as its specification has them.
 */

/** @internal */
export interface Token {
  /** what it is; an operator or a bracket is its own form */
  readonly form: string;
  readonly text: string;
  /** where it begins */
  readonly at: number;
}

const ESCAPE = String.raw`\\(?:[abfnrtv\\?"'\`]|x[0-9a-fA-F]{2}|X[0-9a-fA-F]{2}|[0-3][0-7]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`;
const plain = (quote: string) => `${quote}(?:${ESCAPE}|[^\\\\${quote}\n\r])*${quote}`;
const long = (quote: string) => `${quote}{3}(?:${ESCAPE}|(?!${quote}{3})[^\\\\])*${quote}{3}`;
const raw = (quote: string) => `[rR](?:${quote}{3}(?:(?!${quote}{3})[^])*${quote}{3}|${quote}[^${quote}\n\r]*${quote})`;
const TEXT = ['"', "'"].flatMap((quote) => [raw(quote), long(quote), plain(quote)]).join('|');

const FORMS: ReadonlyArray<readonly [form: string, pattern: RegExp]> = [
  ['', /[ \t\n\r\f]+|\/\/[^\n]*/y],
  ['double', /(?:[0-9]*\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)/y],
  ['uint', /(?:0x[0-9a-fA-F]+|[0-9]+)[uU]/y],
  ['int', /(?:0x[0-9a-fA-F]+|[0-9]+)/y],
  ['bytes', new RegExp(`[bB](?:${TEXT})`, 'y')],
  ['string', new RegExp(TEXT, 'y')],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['operator', /&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]{}]/y],
];

/** The words, or at which letter there is none. @internal */
export function tokensOf(expression: string): Token[] | number {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    const found = readToken(expression, at);
    if (found === undefined) return at;
    if (found.form !== '') tokens.push(found);
    at += found.text.length;
  }
  return tokens;
}

function readToken(expression: string, at: number): Token | undefined {
  for (const [form, pattern] of FORMS) {
    pattern.lastIndex = at;
    const text = pattern.exec(expression)?.[0];
    if (text === undefined) continue;
    if (form === 'int' && BigInt(text) > (expression[at - 1] === '-' ? 9223372036854775808n : 9223372036854775807n)) return undefined;
    return { form: form === 'operator' || WORDS.has(text) ? text : form, text, at };
  }
  return undefined;
}

/** Names that are part of the language. */
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);
