import { checkStructure } from './kind-check';
import { definedKinds } from '../custom-resources';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/*
 * Does every object have the structure that the API server decodes, in the minor it is
 * for? All rules share one pass over the objects.
 */

type About = Omit<IRule, 'check' | 'severity'> & { readonly severity?: Severity };

const RULES: readonly About[] = [
  {
    ruleId: 'structure/unknown-field',
    reason: 'The API server refuses the object, or drops the field without a word where validation is off.',
    remedy: 'Remove it, or look up where it belongs.',
    covers: ['kube-linter/schema-validation'],
  },
  {
    ruleId: 'structure/field-too-new',
    reason: 'The API server does not know the field yet: it refuses the object.',
    remedy: 'Leave it out until the cluster is there.',
  },
  {
    ruleId: 'structure/field-removed',
    reason: 'The API server does not know the field any more: it refuses the object.',
    remedy: 'Leave it out.',
  },
  {
    ruleId: 'structure/wrong-type',
    reason: 'The API server cannot decode the object.',
    remedy: 'Write a value of the type that is asked for.',
  },
  {
    ruleId: 'structure/bad-quantity',
    reason: 'The API server cannot decode the object.',
    remedy: 'Write a number with an optional unit, such as 250m, 64Mi or 1.5G.',
  },
  {
    ruleId: 'structure/unknown-enum-value',
    reason: 'The API server refuses the object.',
    remedy: 'Write one of the values that it takes.',
  },
  {
    ruleId: 'structure/missing-field',
    reason: 'The API server refuses the object.',
    remedy: 'Add it.',
  },
  {
    ruleId: 'structure/duplicate-list-key',
    reason: 'Server-side apply refuses the object; without it, one of the two wins in silence.',
    remedy: 'Keep one of the two.',
  },
  {
    ruleId: 'structure/unserved-version',
    reason: 'The API server has no such version: the object cannot be applied.',
    remedy: 'Use a version that the cluster serves.',
    covers: ['kube-linter/no-extensions-v1beta', 'kube-score/stable-version'],
  },
  {
    ruleId: 'structure/no-such-kind',
    reason: 'The API server has no such kind: the object cannot be applied.',
    remedy: 'Look up the kind and its apiVersion.',
  },
  {
    ruleId: 'structure/no-name',
    reason: 'The API server refuses an object without a name.',
    remedy: 'Write metadata.name.',
  },
  {
    ruleId: 'structure/unknown-kind',
    severity: Severity.INFO,
    reason: 'A misspelt field of such an object goes unnoticed until it is applied.',
    remedy: 'Nothing to do, if the cluster has its definition.',
  },
];

interface Complaint {
  readonly manifest: Manifest;
  readonly path: string;
  readonly what: string;
  readonly fix?: string;
}

/** The rules about the structure of objects. @internal */
export function structureRules(): IRule[] {
  return RULES.map((about) => ({
    severity: Severity.ERROR,
    ...about,
    check(manifests, report) {
      for (const { manifest, path, what, fix } of manifests._once(complaints).get(about.ruleId) ?? []) report.add(manifest, path, what, fix);
    },
  }));
}

function complaints(manifests: Manifests): Map<string, Complaint[]> {
  const byRule = new Map<string, Complaint[]>(RULES.map((rule) => [rule.ruleId, []]));
  const defined = manifests._once(definedKinds); // checked against their definitions, by rules of their own
  for (const manifest of manifests.all) {
    if (defined.has(`${manifest.apiGroup}/${manifest.kind}`)) continue;
    checkStructure(manifest, (rule, path, what, fix) => byRule.get(rule)!.push({ manifest, path, what, fix }));
  }
  return byRule;
}
