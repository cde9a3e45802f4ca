import { Construct } from 'constructs';
import { AdmissionCheck } from './admission/check';
import { GO_RUNTIME_CHECKS } from './admission/go-runtime-checks';
import { bindingSpec, policyName, policySpec } from './admission/policy';
import { START_CHECKS } from './admission/start-checks';
import { STOP_CHECKS } from './admission/stop-checks';
import { AdmissionAction } from './admission-action';
import { KubeObject } from '../kube/kube-object';
import { Problem } from '../model/problem';
import { Platform } from '../platform/platform';
import { Flaw, flaw, quoted } from '../values/flaw';

/** The first minor whose API server has the policies in version v1, on by default. */
const FIRST_MINOR = 30;
const CHECKS = [...START_CHECKS, ...STOP_CHECKS, ...GO_RUNTIME_CHECKS];

/** What is said about the policies. */
export interface AdmissionPoliciesProps {
  /**
   * The rules to enforce, by id, such as `operability/moving-image`.
   * @default - every rule that one object shows by itself: `AdmissionPolicies.RULES`
   */
  readonly rules?: string[];
  /**
   * What the API server does about an object that does not hold to a rule.
   * @default - it refuses where the rule is an error, and warns where it is a warning
   */
  readonly action?: AdmissionAction;
}

/**
 * Has the API server itself ask our rules of every workload, whoever applies it and by
 * whatever tool.
 *
 * Becomes a ValidatingAdmissionPolicy and a ValidatingAdmissionPolicyBinding for each
 * rule that one object shows by itself. Objects with a waiver of the rule pass, and so
 * does everything in kube-system and in namespaces labelled
 * `cdk8s-gopher.dev/admission: off`. CEL has no clock: a waiver holds here after its
 * last day, too; synthesis and `cdk8s-gopher verify` notice.
 *
 * @example
 * new AdmissionPolicies(chart, 'admission', { action: AdmissionAction.WARN });
 */
export class AdmissionPolicies extends Construct {
  /** The ids of the rules that one object shows by itself. */
  public static readonly RULES: string[] = CHECKS.map((check) => check.rule.ruleId);

  /** @param scope a chart @param id a name in the tree only @param props what differs from the defaults */
  public constructor(scope: Construct, id: string, props: AdmissionPoliciesProps = {}) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.flaws(props).map((f) => Problem._at(this.node.path, f).message) });
    for (const check of CHECKS) {
      if (props.rules?.includes(check.rule.ruleId) ?? true) this.enforce(check, props.action);
    }
  }

  private enforce(check: AdmissionCheck, action?: AdmissionAction): void {
    const name = policyName(check.rule);
    const labels = () => {
      const platform = Platform.of(this);
      return { ...platform.labels, ...(platform.owner === undefined ? {} : { owner: platform.owner }), 'app.kubernetes.io/managed-by': 'cdk8s-gopher' };
    };
    const object = (kind: string, spec: () => object) => new KubeObject(this, `${name}.${kind}`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      name,
      clusterWide: true,
      render: () => ({ labels: labels(), body: { spec: spec() } }),
    });
    object('ValidatingAdmissionPolicy', () => policySpec(check));
    object('ValidatingAdmissionPolicyBinding', () => bindingSpec(check, action));
  }

  private flaws(props: AdmissionPoliciesProps): Flaw[] {
    const { kubernetesVersion } = Platform.of(this);
    return [
      ...(kubernetesVersion.minor < FIRST_MINOR ? [flaw('admission/too-old',
        `the API server of Kubernetes ${kubernetesVersion} knows no ValidatingAdmissionPolicy in version v1, so it would refuse these objects`,
        `Leave the policies out below 1.${FIRST_MINOR}; \`cdk8s-gopher verify\` asks the same rules of the manifests.`)] : []),
      ...(props.rules ?? []).filter((rule) => !AdmissionPolicies.RULES.includes(rule)).map((rule) => flaw('admission/unknown-rule',
        `${quoted(rule)} is no rule that the API server can be asked`,
        'Choose from AdmissionPolicies.RULES; the others need more than one object to see.')),
    ];
  }
}
