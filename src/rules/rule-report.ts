import { Finding } from './finding';
import { Manifest } from './manifest';
import type { IRule } from './rule';
import { Severity } from './severity';

/**
 * Takes the findings of one rule.
 */
export class RuleReport {
  /** @internal */
  public static _for(rule: IRule): RuleReport {
    return new RuleReport(rule);
  }

  /** @internal */
  public readonly _findings: Finding[] = [];

  private constructor(private readonly rule: IRule) {}

  /**
   * Reports that the rule does not hold.
   *
   * @param manifest the object
   * @param path the field inside it, such as `spec.replicas`; empty for the object as a whole
   * @param message what is wrong, with the value
   * @param fix what to do; the rule's remedy if left out
   */
  public add(manifest: Manifest, path: string, message: string, fix?: string): void {
    const { ruleId, severity, remedy } = told(this.rule);
    this._findings.push(Finding._of(ruleId, severity, manifest, path, message, fix ?? remedy));
  }

  /** Reports under an id of its own: one pass over the objects may hold many rules. @internal */
  public _say(ruleId: string, severity: Severity, manifest: Manifest, path: string, message: string, fix: string): void {
    this._findings.push(Finding._of(ruleId, severity, manifest, path, message, fix));
  }
}

/** In languages that check no types a rule may fail to say what it is; what it found counts all the same. */
function told(rule: Partial<IRule>): { ruleId: string; severity: Severity; remedy: string } {
  const { ruleId, severity, remedy } = rule;
  const missing = Object.entries({ ruleId, severity, remedy }).filter(([, value]) => value === undefined || value === null).map(([name]) => name);
  return {
    ruleId: ruleId ?? 'rule/unnamed',
    severity: severity ?? Severity.ERROR,
    remedy: remedy ?? `The rule that found it does not say its ${missing.join(' and its ')}: override it; in Python it is a @property.`,
  };
}
