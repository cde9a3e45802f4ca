import { Manifest } from './manifest';
import { Manifests } from './manifests';
import { IRule } from './rule';
import { RuleReport } from './rule-report';
import { SchemaFlaw, schemaFlaws } from './schema-check';
import { Severity } from './severity';

/** Where a custom resource differs from its definition. */
interface Difference {
  readonly ruleId: string;
  readonly manifest: Manifest;
  readonly path: string;
  readonly message: string;
}

const RULES: Array<[ruleId: string, reason: string, remedy: string]> = [
  ['crd/unknown-field', 'The API server drops the field, or kubectl refuses the object: it does nothing.', 'Check its spelling and place.'],
  ['crd/wrong-type', 'The API server refuses the object.', 'Write a value of that type.'],
  ['crd/missing-field', 'The API server refuses the object.', 'Add the field.'],
  ['crd/not-allowed-value', 'The API server refuses the object.', 'Choose one of the allowed values.'],
  ['crd/unknown-version', 'The API server has no such version of this kind and refuses the object.', 'Use a version that the definition serves.'],
  ['crd/wrong-scope', 'The API server refuses a cluster-wide object that names a namespace.', 'Leave the namespace out.'],
];

/**
 * Custom resources follow their CustomResourceDefinition, where it is among the manifests.
 *
 * @internal
 */
export function customResourceRules(): IRule[] {
  return RULES.map(([ruleId, reason, remedy]) => ({
    ruleId,
    severity: Severity.ERROR,
    reason,
    remedy,
    check(manifests: Manifests, report: RuleReport) {
      for (const found of manifests._once(differences)) if (found.ruleId === ruleId) report.add(found.manifest, found.path, found.message);
    },
  }));
}

/** The kinds that are defined among the manifests, as `group/Kind`. @internal */
export function definedKinds(manifests: Manifests): Map<string, any> {
  return new Map(manifests.ofKind('CustomResourceDefinition').map(({ object }) => [`${object?.spec?.group}/${object?.spec?.names?.kind}`, object?.spec]));
}

function differences(manifests: Manifests): Difference[] {
  const definitions = manifests._once(definedKinds);
  if (definitions.size === 0) return [];
  return manifests.all.flatMap((manifest) => {
    const definition = definitions.get(`${manifest.apiGroup}/${manifest.kind}`);
    return definition === undefined ? [] : differencesOf(manifest, definition);
  });
}

function differencesOf(manifest: Manifest, definition: any): Difference[] {
  const version = manifest.apiVersion.slice(manifest.apiVersion.indexOf('/') + 1);
  const versions: any[] = Array.isArray(definition.versions) ? definition.versions : [];
  const found: Difference[] = [];
  if (definition.scope === 'Cluster' && manifest.namespace !== '') {
    found.push({ ruleId: 'crd/wrong-scope', manifest, path: 'metadata.namespace', message: `${manifest.kind} is cluster-wide, yet the object names the namespace "${manifest.namespace}"` });
  }
  const own = versions.find((v) => v?.name === version);
  if (!own || own.served === false) {
    const served = versions.filter((v) => v?.served !== false).map((v) => `"${v?.name}"`).join(', ');
    return [...found, { ruleId: 'crd/unknown-version', manifest, path: 'apiVersion', message: `version "${version}" of ${manifest.kind} is not served; served: ${served || 'none'}` }];
  }
  const schema = own.schema?.openAPIV3Schema;
  if (schema === null || typeof schema !== 'object') return found;
  return [...found, ...schemaFlaws(manifest.object, schema).map((flaw) => ({ ruleId: RULE_OF[flaw.what], manifest, path: flaw.path, message: flaw.message }))];
}

const RULE_OF: { [what in SchemaFlaw['what']]: string } = {
  unknown: 'crd/unknown-field',
  type: 'crd/wrong-type',
  missing: 'crd/missing-field',
  value: 'crd/not-allowed-value',
};
