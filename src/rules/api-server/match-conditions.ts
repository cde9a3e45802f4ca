import { Complain, items, needsName, record, unique } from './complaint';
import { checkExpression } from './expressions';
import { inFormat, is } from './formats';
import { Scope } from '../cel/cel-check';
import { CEL } from '../cel/cel-types';

const MOST = 64;

/** Which of the requests that the rules are about a webhook or a policy looks at. @internal */
export function checkMatchConditions(conditions: unknown, at: string, scope: Scope, complain: Complain): void {
  const all = items(conditions).map(record);
  if (all.length > MOST) complain('api/too-many', at, `there are ${all.length} conditions`, `Give at most ${MOST}.`);
  all.forEach(({ name, expression }, i) => {
    needsName(complain, `${at}[${i}].name`, name, 'condition');
    if (name !== '') inFormat(complain, `${at}[${i}].name`, name, is.qualifiedName, 'a name, perhaps with a domain and "/" before it');
    checkExpression(expression, `${at}[${i}].expression`, scope, [CEL.bool], complain);
  });
  unique(complain, (i) => `${at}[${i}].name`, all.map(({ name }) => (name === '' ? undefined : name)), 'the name');
}
