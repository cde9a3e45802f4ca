import { Token, tokensOf } from './cel-tokens';

/** What an expression is made of. @internal */
export type Expression =
  | { readonly form: 'literal'; readonly type: string }
  | { readonly form: 'name'; readonly name: string }
  | { readonly form: 'field'; readonly of: Expression; readonly name: string; readonly optional: boolean }
  | { readonly form: 'item'; readonly of: Expression; readonly key: Expression; readonly optional: boolean }
  | { readonly form: 'call'; readonly of?: Expression; readonly name: string; readonly args: readonly Expression[] }
  | { readonly form: 'list'; readonly items: readonly Expression[] }
  | { readonly form: 'map'; readonly entries: ReadonlyArray<readonly [Expression, Expression]> }
  | { readonly form: 'message'; readonly fields: readonly Expression[] }
  | { readonly form: 'operator'; readonly operator: string; readonly args: readonly Expression[] };

/** Where an expression cannot be read. @internal */
export class CelFault extends Error {}

const RESERVED = new Set(['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);
const END: Token = { form: 'the end', text: 'the end', at: -1 };
/** From the loosest to the tightest. */
const LEVELS: ReadonlyArray<readonly string[]> = [['||'], ['&&'], ['<', '<=', '>', '>=', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']];
const DEEPEST = 200;

/** Reads an expression. @internal */
export function parseCel(text: string): Expression {
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') throw new CelFault(`has ${JSON.stringify(text[tokens])} at letter ${tokens + 1}, where no word of CEL begins`);
  return new Parser(tokens).whole();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public whole(): Expression {
    const expression = this.choice();
    if (this.next !== END) throw this.unexpected();
    return expression;
  }

  private get next(): Token {
    return this.tokens[this.at] ?? END;
  }

  private took(...forms: string[]): Token | undefined {
    const token = this.next;
    if (!forms.includes(token.form)) return undefined;
    this.at++;
    return token;
  }

  private take(...forms: string[]): Token {
    const token = this.took(...forms);
    if (token === undefined) throw this.unexpected();
    return token;
  }

  private unexpected(): CelFault {
    const { text, at } = this.next;
    return new CelFault(at < 0 ? 'ends too early' : `has ${JSON.stringify(text)} at letter ${at + 1}, where something else belongs`);
  }

  private choice(): Expression {
    if (++this.depth > DEEPEST) throw new CelFault('is nested too deeply');
    let expression = this.binary(0);
    if (this.took('?')) {
      const yes = this.binary(0);
      this.take(':');
      expression = { form: 'operator', operator: '?:', args: [expression, yes, this.choice()] };
    }
    this.depth--;
    return expression;
  }

  private binary(level: number): Expression {
    if (level === LEVELS.length) return this.unary();
    let left = this.binary(level + 1);
    for (let operator = this.took(...LEVELS[level]); operator !== undefined; operator = this.took(...LEVELS[level])) {
      left = { form: 'operator', operator: operator.form, args: [left, this.binary(level + 1)] };
    }
    return left;
  }

  private unary(): Expression {
    const sign = this.next.form;
    if (sign !== '!' && sign !== '-') return this.member(this.primary());
    let times = 0;
    while (this.took(sign)) times++;
    const inner = this.member(this.primary());
    return times === 0 ? inner : { form: 'operator', operator: `unary ${sign}`, args: [inner] };
  }

  private member(start: Expression): Expression {
    let expression = start;
    for (;;) {
      if (this.took('.')) {
        const optional = this.took('?') !== undefined;
        const name = this.take('name').text;
        if (!optional && this.took('(')) expression = { form: 'call', of: expression, name, args: this.list(')', () => this.choice(), false) };
        else expression = { form: 'field', of: expression, name, optional };
      } else if (this.took('[')) {
        const optional = this.took('?') !== undefined;
        expression = { form: 'item', of: expression, key: this.choice(), optional };
        this.take(']');
      } else if (this.next.form === '{' && (expression.form === 'name' || expression.form === 'field')) {
        this.take('{');
        const fields = this.list('}', () => {
          this.took('?');
          this.take('name');
          this.take(':');
          return this.choice();
        });
        expression = { form: 'message', fields };
      } else {
        return expression;
      }
    }
  }

  private primary(): Expression {
    if (this.took('(')) {
      const inner = this.choice();
      this.take(')');
      return inner;
    }
    if (this.took('[')) {
      return {
        form: 'list',
        items: this.list(']', () => {
          this.took('?');
          return this.choice();
        }),
      };
    }
    if (this.took('{')) return { form: 'map', entries: this.list('}', () => this.entry()) };
    const literal = this.took('true', 'false', 'null', 'int', 'uint', 'double', 'string', 'bytes');
    if (literal !== undefined) return { form: 'literal', type: literal.form === 'true' || literal.form === 'false' ? 'bool' : literal.form };
    this.took('.');
    const { text: name } = this.take('name');
    if (RESERVED.has(name)) throw new CelFault(`uses the reserved word ${JSON.stringify(name)}`);
    return this.took('(') ? { form: 'call', name, args: this.list(')', () => this.choice(), false) } : { form: 'name', name };
  }

  private entry(): readonly [Expression, Expression] {
    this.took('?');
    const key = this.choice();
    this.take(':');
    return [key, this.choice()];
  }

  /** Up to the closing bracket; a comma may come before it, except behind arguments. */
  private list<T>(close: string, one: () => T, mayTrail: boolean = true): T[] {
    const all: T[] = [];
    if (this.took(close)) return all;
    do {
      if (mayTrail && all.length > 0 && this.next.form === close) break;
      all.push(one());
    } while (this.took(','));
    this.take(close);
    return all;
  }
}
