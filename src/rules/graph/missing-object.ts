import { External } from './external';
import { Provisions } from './provisions';
import { ReferredKind, referencesIn } from './reference';
import { IRule } from '../rule';
import { Severity } from '../severity';

interface Missing {
  readonly ruleId: string;
  readonly kind: ReferredKind;
  readonly severity: Severity;
  readonly reason: string;
  readonly declare: string;
  readonly covers?: string[];
}

const MISSING: Missing[] = [
  {
    ruleId: 'graph/missing-config-map',
    kind: 'ConfigMap',
    severity: Severity.WARNING,
    reason: 'A pod whose ConfigMap is missing does not start: CreateContainerConfigError, or a volume that is never mounted.',
    declare: 'External.configMap',
    covers: ['kube-linter/env-value-from'],
  },
  {
    ruleId: 'graph/missing-secret',
    kind: 'Secret',
    severity: Severity.WARNING,
    reason: 'A pod whose Secret is missing does not start, or cannot pull its image; KEDA cannot ask the source that it scales by.',
    declare: 'External.secret',
    covers: ['kube-linter/env-value-from'],
  },
  {
    ruleId: 'graph/missing-service-account',
    kind: 'ServiceAccount',
    severity: Severity.WARNING,
    reason: 'The API server refuses every pod of a ServiceAccount that is not there; the workload itself looks fine.',
    declare: 'External.serviceAccount',
    covers: ['kube-linter/non-existent-service-account'],
  },
  {
    ruleId: 'graph/missing-claim',
    kind: 'PersistentVolumeClaim',
    severity: Severity.WARNING,
    reason: 'A pod whose claim is missing stays Pending.',
    declare: 'External.persistentVolumeClaim',
  },
  {
    ruleId: 'graph/missing-priority-class',
    kind: 'PriorityClass',
    severity: Severity.WARNING,
    reason: 'The API server refuses every pod of a PriorityClass that is not there.',
    declare: 'External.priorityClass',
  },
  {
    ruleId: 'graph/undeclared-storage-class',
    kind: 'StorageClass',
    severity: Severity.INFO,
    reason: 'A claim of a StorageClass that is not there is never bound, and its pod stays Pending.',
    declare: 'External.storageClass',
  },
];

/** What is referred to by name is there: among the manifests, made from them, or declared. @internal */
export function missingObjectRules(externals: readonly External[]): IRule[] {
  return MISSING.map(({ ruleId, kind, severity, reason, declare, covers }) => ({
    ruleId,
    severity,
    reason,
    remedy: `Add it, mend the name, or declare that it is there already: ${declare}('…').`,
    covers,
    check(manifests, report) {
      const provisions = Provisions.of(manifests, externals);
      const told = new Set<string>();
      for (const ref of referencesIn(manifests)) {
        if (ref.kind !== kind || ref.isOptional || provisions.find(kind, ref.namespace, ref.name)) continue;
        // A workload that reads twenty keys of one Secret misses one Secret.
        const id = `${ref.manifest}\0${ref.name}`;
        if (told.has(id)) continue;
        told.add(id);
        const where = ref.namespace === '' || kind === 'PriorityClass' || kind === 'StorageClass' ? '' : ` in namespace ${ref.namespace}`;
        report.add(ref.manifest, ref.path, `${kind} "${ref.name}" is neither here nor declared${where}`);
      }
    },
  }));
}

/** A key that is read is among those that the object has. @internal */
export function missingKeyRule(externals: readonly External[]): IRule {
  return {
    ruleId: 'graph/missing-key',
    severity: Severity.ERROR,
    reason: 'A container that reads a key which is not there never starts; an image is not pulled, a certificate not served, a queue not asked.',
    remedy: 'Read a key that it has, add the key, or mark the reference as optional.',
    covers: ['kube-linter/env-value-from'],
    check(manifests, report) {
      const provisions = Provisions.of(manifests, externals);
      for (const ref of referencesIn(manifests)) {
        if (ref.key === undefined || ref.key === '' || ref.isOptional) continue;
        const keys = provisions.find(ref.kind, ref.namespace, ref.name)?.keys;
        if (keys === undefined || keys.has(ref.key) || (ref.key === '.dockerconfigjson' && keys.has('.dockercfg'))) continue;
        report.add(ref.manifest, ref.path, `${ref.kind} "${ref.name}" has ${[...keys].sort().slice(0, 5).join(', ') || 'no keys'}, but not "${ref.key}"`);
      }
    },
  };
}
