import { Graph } from './graph';
import { at, push, record, records, text } from './json';
import { Scaler } from './scaler';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** An autoscaler scales something that is there. @internal */
export const SCALE_TARGET_MISSING: IRule = {
  ruleId: 'graph/scale-target-missing',
  severity: Severity.WARNING,
  reason: 'An autoscaler without a target scales nothing, and only its status says so.',
  remedy: 'Mend kind and name of the target.',
  covers: ['kube-linter/dangling-horizontalpodautoscaler', 'kube-score/horizontalpodautoscaler-has-target'],
  check(manifests, report) {
    const vertical = manifests.ofKind('VerticalPodAutoscaler').map((manifest) => {
      const ref = record(manifest.object?.spec?.targetRef);
      return { manifest, targetKind: text(ref.kind), targetName: text(ref.name), targetPath: 'spec.targetRef' };
    });
    for (const { manifest, targetKind, targetName, targetPath } of [...Graph.of(manifests).scalers, ...vertical]) {
      if (targetKind === '' || targetName === '') continue;
      if (manifests.find(targetKind, manifest.namespace, targetName) ?? manifests.find(targetKind, '', targetName)) continue;
      report.add(manifest, targetPath, `there is no ${targetKind} "${targetName}" here`);
    }
  },
};

/** One workload has one autoscaler. @internal */
export const TWO_AUTOSCALERS: IRule = {
  ruleId: 'graph/two-autoscalers',
  severity: Severity.ERROR,
  reason: 'Each sets the number of pods that the other has just changed; KEDA makes a HorizontalPodAutoscaler of its own.',
  remedy: 'Keep one of the two, with the metrics of both.',
  covers: ['kyverno/prevent-duplicate-hpa'],
  check(manifests, report) {
    const byTarget = new Map<string, Scaler[]>();
    for (const scaler of Graph.of(manifests).scalers) {
      if (scaler.targetName !== '') push(byTarget, `${scaler.targetKind} ${scaler.manifest.namespace}/${scaler.targetName}`, scaler);
    }
    for (const [target, [first, ...others]] of byTarget) {
      for (const other of others) {
        if ([first, other].some((s) => adopts(s, [first, other]))) continue;
        report.add(other.manifest, other.targetPath, `${target} is scaled by ${first.manifest} already`);
      }
    }
  },
};

/** KEDA can take over an HPA that is there, if it is told to. */
function adopts(scaler: Scaler, both: Scaler[]): boolean {
  const takes = at(scaler.manifest.object, 'metadata', 'annotations', 'scaledobject.keda.sh/transfer-hpa-ownership') === 'true';
  const name = text(at(scaler.manifest.object, 'spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'));
  return takes && both.some((other) => other !== scaler && other.manifest.name === name);
}

/** Who scales a workload is the only one to say how many. @internal */
export const AUTOSCALER_AND_REPLICAS: IRule = {
  ruleId: 'graph/autoscaler-and-replicas',
  severity: Severity.ERROR,
  reason: 'Every apply sets the number of pods back, in the middle of the load that the autoscaler has scaled up for.',
  remedy: 'Leave `replicas` out of the workload.',
  covers: ['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      const replicas = at(pods.manifest.object, 'spec', 'replicas');
      const [scaler] = graph.scalersOf(pods);
      if (typeof replicas === 'number' && scaler) report.add(pods.manifest, 'spec.replicas', `replicas is ${replicas}, while ${scaler.manifest} decides too`);
    }
  },
};

/** Two autoscalers of different directions do not look at the same resource. @internal */
export const VPA_FIGHTS_HPA: IRule = {
  ruleId: 'graph/vertical-fights-horizontal',
  severity: Severity.WARNING,
  reason: 'One changes the request that the other measures against: both run away from each other.',
  remedy: 'Let the VerticalPodAutoscaler control the other resource only, or set its updateMode to Off.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const manifest of manifests.ofKind('VerticalPodAutoscaler')) {
      const spec = record(manifest.object?.spec);
      if (['Off', 'Initial'].includes(text(at(spec, 'updatePolicy', 'updateMode')))) continue;
      const ref = record(spec.targetRef);
      const policies = records(at(spec, 'resourcePolicy', 'containerPolicies'));
      const controlled = new Set(policies.some((p) => Array.isArray(p.controlledResources)) || policies.length > 0
        ? policies.flatMap((p) => (p.mode === 'Off' ? [] : Array.isArray(p.controlledResources) ? p.controlledResources : ['cpu', 'memory'])) : ['cpu', 'memory']);
      for (const scaler of graph.scalersOfTarget(text(ref.kind), manifest.namespace, text(ref.name))) {
        const shared = scaler.metrics.map((m) => m.resource).find((r) => controlled.has(r));
        if (shared) report.add(manifest, 'spec.resourcePolicy', `it sets the ${shared} request that ${scaler.manifest} scales by`);
      }
    }
  },
};
