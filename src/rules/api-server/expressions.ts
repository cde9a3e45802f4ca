import { Complain } from './complaint';
import { checkCel, Scope } from '../cel/cel-check';
import { CEL, CelType } from '../cel/cel-types';

/** An expression in CEL that the API server must be able to compile, and what it must give. @internal */
export function checkExpression(value: unknown, path: string, scope: Scope, gives: readonly CelType[], complain: Complain): CelType {
  const text = typeof value === 'string' ? value : '';
  if (text.trim() === '') {
    complain('api/no-expression', path, 'there is no expression', 'Write one, in CEL.');
    return CEL.unknown;
  }
  const { type, fault } = checkCel(text, scope);
  if (fault !== undefined) {
    complain('api/bad-expression', path, `the expression ${fault}`, 'Write it as CEL has it.');
  } else if (gives.length > 0 && type.name !== 'unknown' && !gives.some(({ name }) => name === type.name)) {
    const wanted = gives.map(({ name }) => name).join(' or ');
    complain('api/bad-expression', path, `the expression gives ${type.name === 'dyn' ? 'a value whose type is known only when it runs' : `a ${type.name}`}, not a ${wanted}`,
      type.name === 'dyn' ? `Turn it into a ${gives[0].name}: ${gives[0].name}(…).` : `Write one that gives a ${wanted}.`);
  }
  return type;
}
