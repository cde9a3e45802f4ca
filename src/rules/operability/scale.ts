import { share } from './quantity';
import { Graph } from '../graph/graph';
import { at, number } from '../graph/json';
import { PodSet } from '../graph/pod-set';

/** How many pods there may be, as far as the manifests tell. @internal */
export interface Scale {
  readonly fewest: number;
  readonly most: number;
  /** whether load decides between the two */
  readonly isScaled: boolean;
}

const SCALABLE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout', 'ReplicationController']);

/** The number of pods of something that has one; undefined for DaemonSets, Jobs and lone Pods. @internal */
export function scaleOf(graph: Graph, pods: PodSet): Scale | undefined {
  if (!SCALABLE.has(pods.kind)) return undefined;
  const [scaler] = graph.scalersOf(pods);
  if (scaler) return { fewest: scaler.min, most: scaler.max, isScaled: scaler.max > scaler.min };
  const replicas = number(at(pods.manifest.object, 'spec', 'replicas')) ?? 1;
  return { fewest: replicas, most: replicas, isScaled: false };
}

/** How a Deployment replaces that many pods: how many more there may be meanwhile, how many fewer. @internal */
export function rolloutOf(pods: PodSet, replicas: number): { readonly surge: number; readonly unavailable: number } | undefined {
  const strategy = at(pods.manifest.object, 'spec', 'strategy');
  if (pods.kind !== 'Deployment' || at(strategy, 'type') === 'Recreate') return undefined;
  const surge = Math.ceil(share(at(strategy, 'rollingUpdate', 'maxSurge') ?? '25%', replicas) ?? 0);
  const unavailable = Math.floor(share(at(strategy, 'rollingUpdate', 'maxUnavailable') ?? '25%', replicas) ?? 0);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}
