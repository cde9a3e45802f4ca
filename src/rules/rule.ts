import { Manifests } from './manifests';
import { RuleReport } from './rule-report';
import { Severity } from './severity';

/**
 * Something that must be true of the manifests.
 *
 * A rule only reads. It says for itself what it is called, why it matters and what
 * to do, so that a finding can be understood without looking anything up.
 */
export interface IRule {
  /** `subject/what-is-wrong`: stable, for searching and for waivers */
  readonly ruleId: string;
  /** how bad a finding is */
  readonly severity: Severity;
  /** what happens to a team that ignores it, in one sentence */
  readonly reason: string;
  /** what to do, in one sentence */
  readonly remedy: string;
  /**
   * The checks of other tools that say the same, such as `kube-linter/latest-tag`; a waiver holds for them too.
   * @default - none
   */
  readonly covers?: string[];
  /** Reports every place where it does not hold. @param manifests all that is applied together @param report takes the findings */
  check(manifests: Manifests, report: RuleReport): void;
}

/**
 * The base of a platform team's own rules.
 *
 * @example
 * class CostCentre extends Rule {
 *   public readonly ruleId = 'company/no-cost-centre';
 *   public readonly reason = 'Nobody is billed for it.';
 *   public readonly remedy = 'Add the label cost-centre.';
 *   public check(manifests: Manifests, report: RuleReport) {
 *     for (const deployment of manifests.ofKind('Deployment')) {
 *       if (!deployment.label('cost-centre')) report.add(deployment, 'metadata.labels', 'there is no cost centre');
 *     }
 *   }
 * }
 */
export abstract class Rule implements IRule {
  public abstract readonly ruleId: string;
  public readonly severity: Severity = Severity.ERROR;
  public abstract readonly reason: string;
  public abstract readonly remedy: string;
  public readonly covers?: string[] = undefined;
  public abstract check(manifests: Manifests, report: RuleReport): void;
}
