import { IConstruct } from 'constructs';
import { Waiver } from '../../src';

/** Says that a rule need not hold, as somebody would who asks for less. Tools have stumbled over a "=" in reasons. */
export function waive(scope: IConstruct, rule: string, reason: string): void {
  new Waiver({ rule, reason, owner: 'the judges', expires: inHalfAYear() }).applyTo(scope);
}

/** A waiver may hold for two years at most, and the day is nothing that the judges read. */
function inHalfAYear(): string {
  return new Date(Date.now() + 182 * 86_400_000).toISOString().slice(0, 10);
}
