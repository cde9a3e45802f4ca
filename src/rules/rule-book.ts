import { Finding } from './finding';
import { Manifests } from './manifests';
import { IRule } from './rule';
import { RuleReport } from './rule-report';
import { Severity } from './severity';

const ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO];

/**
 * The rules that hold, ours and a platform team's own.
 *
 * @example
 * const findings = RuleBook.standard().verify(manifests);
 */
export class RuleBook {
  /** No rules but these. @param rules in any order; the order changes nothing but the order of equal findings */
  public static of(rules: IRule[]): RuleBook {
    return new RuleBook(rules);
  }

  private constructor(
    /** every rule */
    public readonly rules: IRule[],
  ) {}

  /** This book with more rules; one of an id that is there already replaces it. @param rules the rules to add */
  public with(rules: IRule[]): RuleBook {
    const ids = new Set(rules.map((rule) => rule.ruleId));
    return new RuleBook([...this.rules.filter((rule) => !ids.has(rule.ruleId)), ...rules]);
  }

  /** Every place where a rule does not hold, the worst first. @param manifests all that is applied together */
  public verify(manifests: Manifests): Finding[] {
    const findings = this.rules.flatMap((rule) => {
      const report = RuleReport._for(rule);
      rule.check(manifests, report);
      return report._findings;
    });
    return findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  }
}
