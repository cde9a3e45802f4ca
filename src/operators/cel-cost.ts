import { isJson, Json, sizeOf } from './schema-walk';

/** What the API server lets one rule cost, over all places where it is asked. @internal */
export const RULE_BUDGET = 10_000_000;
/** What it lets all rules of a version cost together. @internal */
export const VERSION_BUDGET = 100_000_000;

const MACROS = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'transformList', 'transformMap', 'transformMapEntry', 'existsOne']);
/** A text, a number, a name, an operator or a bracket. */
const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[0-9]+(?:\.[0-9]+)?u?|[A-Za-z_][A-Za-z0-9_]*|&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]{}]/g;

/**
 * What a rule costs at one place, rather more than less: the API server adds up what
 * each step costs at most, given the bounds of the schema.
 *
 * @internal
 */
export function costOf(rule: string, self: Json): number {
  const tokens = rule.match(TOKEN) ?? [];
  return new Cost(tokens).between(0, tokens.length, new Map([['self', self], ['oldSelf', self]]));
}

type Scope = ReadonlyMap<string, Json>;

class Cost {
  constructor(private readonly tokens: readonly string[]) {}

  public between(from: number, to: number, scope: Scope): number {
    let sum = 0;
    let at = from;
    while (at < to) {
      const token = this.tokens[at];
      if (/^[A-Za-z_]/.test(token) && this.tokens[at - 1] !== '.') {
        const [cost, next] = this.chain(at, to, scope);
        sum += cost;
        at = next;
      } else {
        // Steps that are not followed cost what an operator on short values costs.
        sum += /^[.,()[\]{}]$/.test(token) ? 0 : 1 + (token.length > 3 ? token.length * 0.1 : 0);
        at++;
      }
    }
    return sum;
  }

  /** `self.a.b.all(x, …)`: what it costs, and where it ends. */
  private chain(start: number, to: number, scope: Scope): [number, number] {
    let at = start + 1;
    let schema: Json | undefined = scope.get(this.tokens[start]);
    let cost = 1;
    if (this.tokens[at] === '(') return this.call(start, at, to, scope, cost);
    for (;;) {
      const [dot, name, open] = [this.tokens[at], this.tokens[at + 1], this.tokens[at + 2]];
      if (dot === '[' && at < to) {
        const end = this.closing(at, to);
        cost += 1 + this.between(at + 1, end, scope);
        schema = childOf(schema);
        at = end + 1;
      } else if (dot !== '.' || at + 1 >= to) {
        break;
      } else if (open !== '(') {
        cost += 1;
        schema = isJson(schema?.properties) ? schema?.properties[unescaped(name)] : schema?.additionalProperties;
        at += 2;
      } else if (MACROS.has(name)) {
        const end = this.closing(at + 2, to);
        const [variables, body] = this.parameters(at + 3, end);
        const inner = new Map(scope);
        variables.forEach((variable, i) => inner.set(variable, i === 0 && schema?.additionalProperties !== undefined ? { type: 'string' } : childOf(schema) ?? {}));
        cost += (schema === undefined ? 1000 : sizeOf(schema)) * (this.between(body, end, inner) + 6) + 3;
        if (name !== 'filter') schema = undefined;
        at = end + 1;
      } else {
        const end = this.closing(at + 2, to);
        cost += 1 + this.lengthCost(name, schema, at + 3, end) + this.between(at + 3, end, scope);
        schema = undefined;
        at = end + 1;
      }
    }
    return [cost + this.comparison(start, at, to, schema), at];
  }

  private call(start: number, open: number, to: number, scope: Scope, cost: number): [number, number] {
    const end = this.closing(open, to);
    return [cost + 1 + this.between(open + 1, end, scope) + (this.tokens[start] === 'has' ? 0 : 1), end + 1];
  }

  /** Two texts, lists or objects are compared piece by piece, as far as the shorter one goes. */
  private comparison(start: number, at: number, to: number, schema: Json | undefined): number {
    const isComparison = (i: number) => ['==', '!=', '<', '>', '<=', '>=', '+', 'in'].includes(this.tokens[i]);
    if (schema === undefined) return 0;
    const pieces = 0.1 * piecesOf(schema) + 1;
    if (at < to && isComparison(at)) return /^["'0-9]/.test(this.tokens[at + 1]) ? Math.min(pieces, 0.1 * this.tokens[at + 1].length + 1) : pieces;
    return isComparison(start - 1) && /^[)\]]$/.test(this.tokens[start - 2]) ? pieces : 0;
  }

  /** Functions of texts and lists walk through them. */
  private lengthCost(name: string, schema: Json | undefined, from: number, end: number): number {
    const size = schema === undefined ? 100 : sizeOf(schema);
    if (name === 'size') return 1;
    const pattern = this.tokens.slice(from, end).reduce((sum, token) => sum + token.length, 0);
    return name === 'matches' || name === 'find' || name === 'findAll' ? (0.1 * size + 1) * (0.25 * pattern + 1) : 0.1 * size + 1;
  }

  private parameters(from: number, end: number): [string[], number] {
    const names: string[] = [];
    let at = from;
    while (this.tokens[at + 1] === ',' && at + 1 < end && names.length < 2) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(this.tokens[at])) break;
      names.push(this.tokens[at]);
      at += 2;
    }
    return [names, at];
  }

  private closing(open: number, to: number): number {
    let depth = 0;
    for (let at = open; at < to; at++) {
      if ('([{'.includes(this.tokens[at])) depth++;
      if (')]}'.includes(this.tokens[at]) && --depth === 0) return at;
    }
    return to;
  }
}

function childOf(schema: Json | undefined): Json | undefined {
  const child = schema?.items ?? schema?.additionalProperties;
  return isJson(child) ? child : undefined;
}

/** How much there is to compare: bytes of a text, items of a list, as the API server counts. */
function piecesOf(schema: Json): number {
  return isJson(schema.properties) ? Object.keys(schema.properties).length : sizeOf(schema);
}

/** Names that CEL reserves are written `__in__`, `__namespace__`. */
function unescaped(name: string): string {
  return name?.replace(/^__([a-z]+)__$/, '$1').replace(/__dot__/g, '.').replace(/__dash__/g, '-').replace(/__slash__/g, '/').replace(/__underscores__/g, '__');
}
