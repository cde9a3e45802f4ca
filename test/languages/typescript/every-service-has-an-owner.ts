import { Manifests, Rule, RuleReport } from 'cdk8s-gopher';

/** A rule of one company. */
export class EveryServiceHasAnOwner extends Rule {
  public readonly ruleId = 'company/owner';
  public readonly reason = 'Nobody is called when it breaks.';
  public readonly remedy = 'Say the owner on the platform.';

  public check(manifests: Manifests, report: RuleReport): void {
    for (const deployment of manifests.ofKind('Deployment')) {
      if (deployment.label('owner') === undefined) report.add(deployment, 'metadata.labels', 'there is no owner');
    }
  }
}
