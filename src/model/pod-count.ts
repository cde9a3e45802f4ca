import { Facts } from './facts';
import type { Settled } from './settled';

/** The most pods there may be: the fixed number, or as many as the autoscaler may run; infinitely many where it does not say. @internal */
export function mostPods(settled: Settled): number {
  const replicas = settled.get(Facts.REPLICAS);
  if (replicas === undefined) return 1;
  return 'fixed' in replicas ? replicas.fixed : settled.get(Facts.MAX_PODS) ?? Number.POSITIVE_INFINITY;
}

/** How many more there may be during a rollout. @internal */
export function surgeOver(settled: Settled, pods: number): number {
  if (settled.get(Facts.STRATEGY) === 'Recreate') return 0;
  return settled.get(Facts.MAX_SURGE)?._of(pods, 'up') ?? 0;
}
