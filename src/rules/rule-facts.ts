import { Severity } from './severity';

/** What a report says about a rule, whoever checks it. @internal */
export interface RuleFacts {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly remedy: string;
}
