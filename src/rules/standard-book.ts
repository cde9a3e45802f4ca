import { ApiServerValues } from './api-server/api-server-rules';
import { customResourceRules } from './custom-resources';
import { External } from './graph/external';
import { graphRules } from './graph/graph-rules';
import { operabilityRules } from './operability/operability-rules';
import { PodSecurityLevel } from './policy/pod-security';
import { PodSecurityEnforced, PodSecurityPolicy } from './policy/pod-security-rule';
import { WRITABLE_ROOT } from './policy/writable-root';
import { IRule } from './rule';
import { RuleBook } from './rule-book';
import { Severity } from './severity';
import { structureRules } from './structure/structure-rules';
import { coverOurs } from './waiver-dialects';

/** What the standard book is to take for granted. @internal */
export interface StandardBookOptions {
  /** the Pod Security Standard that is wanted everywhere; restricted if left out */
  readonly podSecurity?: PodSecurityLevel;
  /** what is in the cluster and not among the manifests */
  readonly externals?: External[];
}

/**
 * Every rule of ours, in three layers: the structure of each object, the values that
 * the API server takes, and what objects say about each other; then what hurts in
 * operation, and policy.
 *
 * @internal
 */
export function standardBook(options: StandardBookOptions = {}): RuleBook {
  const rules: IRule[] = [
    ...structureRules(),
    ...customResourceRules(),
    new ApiServerValues(),
    ...graphRules(options.externals ?? []),
    ...operabilityRules(),
    new PodSecurityEnforced(),
    new PodSecurityPolicy(options.podSecurity ?? 'restricted', Severity.WARNING),
    WRITABLE_ROOT,
  ];
  return RuleBook.of(rules);
}

// Waivers are written before anything is verified, and must know what our rules cover.
coverOurs(standardBook().rules);
