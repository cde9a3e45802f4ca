import { Graph } from '../rules/graph/graph';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';

/** How many pods a workload has at least: its own word, or its autoscaler's, or one. @internal */
export function podCount({ kind, namespace, name, object }: Manifest, all: Manifests): number {
  const own = object.spec?.replicas;
  if (typeof own === 'number') return own;
  return Graph.of(all).scalersOfTarget(kind, namespace, name)[0]?.min ?? 1;
}
