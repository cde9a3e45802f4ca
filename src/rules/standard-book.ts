import { PodSecurityLevel } from './policy/pod-security';
import { PodSecurityEnforced, PodSecurityPolicy } from './policy/pod-security-rule';
import { IRule } from './rule';
import { RuleBook } from './rule-book';
import { Severity } from './severity';
import { registerCovers } from './waiver-dialects';

/** What the standard book is to take for granted. @internal */
export interface StandardBookOptions {
  /** the Pod Security Standard that is wanted everywhere */
  readonly podSecurity?: PodSecurityLevel;
}

/**
 * Every rule of ours.
 *
 * @internal
 */
export function standardBook(options: StandardBookOptions = {}): RuleBook {
  const rules: IRule[] = [
    new PodSecurityEnforced(),
    new PodSecurityPolicy(options.podSecurity ?? 'restricted', Severity.WARNING),
  ];
  rules.forEach((rule) => registerCovers(rule.ruleId, rule.covers ?? []));
  return RuleBook.of(rules);
}
