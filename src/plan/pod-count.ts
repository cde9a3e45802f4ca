import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';

/** How many pods a workload has at least: its own word, or its autoscaler's, or one. @internal */
export function podCount({ kind, namespace, name, object }: Manifest, all: Manifests): number {
  const own = object.spec?.replicas;
  if (typeof own === 'number') return own;
  const targets = (scaler: Manifest) => scaler.namespace === namespace && scaler.object.spec?.scaleTargetRef?.name === name && (scaler.object.spec.scaleTargetRef.kind ?? 'Deployment') === kind;
  const autoscaler = all.ofKind('HorizontalPodAutoscaler').find(targets);
  if (autoscaler !== undefined) return Number(autoscaler.object.spec.minReplicas ?? 1);
  const scaled = all.ofKind('ScaledObject').find(targets);
  return scaled === undefined ? 1 : Number(scaled.object.spec.minReplicaCount ?? 0);
}
