import { AdmissionCheck, VARIABLES } from './check';
import { IRule } from '../../rules/rule';
import { Severity } from '../../rules/severity';
import { waiverKey } from '../../rules/waiver';
import { AdmissionAction } from '../admission-action';

/** In a namespace with this label, and the value `off`, nothing is looked at. */
const SWITCH = 'cdk8s-gopher.dev/admission';

/** The name of a rule's policy and of its binding. @internal */
export function policyName(rule: IRule): string {
  return rule.ruleId.replace(/\//g, '.');
}

/** @internal */
export function policySpec({ rule, resources, variables, places, what }: AdmissionCheck) {
  const advice = `${rule.reason} ${rule.remedy}`;
  return {
    // An expression that trips over an object which nobody foresaw must not stop a rollout;
    // what must never run is the business of Pod Security, which is no expression.
    failurePolicy: 'Ignore',
    matchConstraints: {
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      resourceRules: [...new Set(resources.map((r) => r.group))].map((group) => ({
        apiGroups: [group],
        apiVersions: ['v1'],
        operations: ['CREATE', 'UPDATE'],
        resources: resources.filter((r) => r.group === group).map((r) => r.plural),
        scope: 'Namespaced',
      })),
    },
    matchConditions: [
      // Controllers write annotations and remove finalizers: what was let in before must not get stuck.
      { name: 'changes', expression: 'request.operation == "CREATE" || object.spec != oldObject.spec' },
      // As for the rule: whoever made the owner can mend it, and the waiver stands there.
      { name: 'has-no-controller', expression: '!object.metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false))' },
      { name: 'is-not-waived', expression: `object.metadata.?annotations[?${literal(waiverKey(rule.ruleId))}].orValue("") == ""` },
    ],
    variables: [
      ...variables.map((name) => ({ name, expression: VARIABLES[name] })),
      { name: 'places', expression: places },
    ],
    validations: [{
      expression: 'variables.places.size() == 0',
      message: `${rule.ruleId}: ${advice}`,
      messageExpression: `${literal(`${rule.ruleId}: ${what} `)} + variables.places.join(", ") + ${literal(`. ${advice}`)}`,
    }],
  };
}

/** @internal */
export function bindingSpec({ rule }: AdmissionCheck, action?: AdmissionAction) {
  return {
    policyName: policyName(rule),
    validationActions: actions(action ?? (rule.severity === Severity.ERROR ? AdmissionAction.DENY : AdmissionAction.WARN)),
    matchResources: {
      matchPolicy: 'Equivalent',
      namespaceSelector: {
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
          { key: SWITCH, operator: 'NotIn', values: ['off'] },
        ],
      },
      objectSelector: {},
    },
  };
}

function actions(action: AdmissionAction): string[] {
  switch (action) {
    case AdmissionAction.DENY: return ['Deny', 'Audit'];
    case AdmissionAction.WARN: return ['Warn', 'Audit'];
    case AdmissionAction.AUDIT: return ['Audit'];
  }
}

/** A text as CEL writes it. */
function literal(text: string): string {
  return JSON.stringify(text);
}
