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
    this._findings.push(Finding._of(this.rule.ruleId, this.rule.severity, manifest, path, message, fix ?? this.rule.remedy));
  }

  /** Reports under an id of its own: one pass over the objects may hold many rules. @internal */
  public _say(ruleId: string, severity: Severity, manifest: Manifest, path: string, message: string, fix: string): void {
    this._findings.push(Finding._of(ruleId, severity, manifest, path, message, fix));
  }
}
