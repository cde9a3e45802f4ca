import { Expr } from './expression';
import { classOf } from './nouns';

/** What an expression gives, when the program runs that it is printed into. @internal */
export function evaluated(expr: Expr): any {
  switch (expr.kind) {
    case 'literal': return expr.value;
    case 'object': return Object.fromEntries(expr.fields.map(([name, value]) => [name, evaluated(value)]));
    case 'list': return expr.items.map(evaluated);
    case 'noun': return expr.member === undefined ? classOf(expr.noun) : classOf(expr.noun)[expr.member];
    case 'call': return evaluated(expr.on)[expr.method](...expr.args.map(evaluated));
    case 'new': return new (classOf(expr.noun))(...expr.args.map(evaluated));
  }
}
