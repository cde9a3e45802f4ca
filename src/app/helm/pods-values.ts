import { Offered, OfferedPods, valueOf } from './offered-values';
import { Marks } from './template-text';
import { Facts } from '../../model/facts';
import { HardSpread } from '../../traits/placement/hard-spread';
import { Workload } from '../../workloads/workload';

/** Kinds that count the pods of a workload, or change their number themselves. */
const COUNTS_PODS = new Set(['BackendTrafficPolicy', 'ScaledObject', 'Canary']);

/** Makes the number of a program's pods a value, where nothing else was computed from it. @param objects those of the program, by their JSON @internal */
export function offerPods(workload: Workload, key: string, objects: readonly any[], marks: Marks): OfferedPods | undefined {
  const runs = objects.find(({ kind, metadata }) => ['Deployment', 'Rollout'].includes(kind) && metadata?.name === workload.name);
  if (runs === undefined || !workload._isScaled || isCounted(workload, objects, runs)) return undefined;
  const budgets = objects.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ spec }) => spec?.maxUnavailable);
  const scaler = objects.find(({ kind, spec }) => kind === 'HorizontalPodAutoscaler' && spec?.scaleTargetRef?.name === workload.name);
  if (scaler !== undefined) {
    const { minReplicas, maxReplicas } = scaler.spec;
    scaler.spec.minReplicas = marks.add(`${valueOf(key, 'minReplicas')} | int`);
    scaler.spec.maxReplicas = marks.add(`${valueOf(key, 'maxReplicas')} | int`);
    return { given: { minReplicas, maxReplicas }, least: leastOf(budgets, minReplicas) };
  }
  const { replicas } = runs.spec;
  if (typeof replicas !== 'number') return undefined;
  runs.spec.replicas = marks.add(`${valueOf(key, 'replicas')} | int`);
  return { given: { replicas }, least: leastOf(budgets, replicas) };
}

/** Nodes were counted, a disk bears one pod, or another object divides by the number. */
function isCounted(workload: Workload, objects: readonly any[], runs: any): boolean {
  const volumes: any[] = runs.spec?.template?.spec?.volumes ?? [];
  return workload._hasTrait(HardSpread.ID) || workload._settled().get(Facts.FLAGGER_CANARY) !== undefined
    || volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined) || objects.some(({ kind }) => COUNTS_PODS.has(kind));
}

/** The smallest number, up to the program's own, of which a drain can take some and leave some. */
function leastOf(budgets: readonly unknown[], given: number): number {
  for (let pods = 1; pods < given; pods++) {
    if (budgets.every((budget) => leavesSome(budget, pods))) return pods;
  }
  return given;
}

function leavesSome(budget: unknown, pods: number): boolean {
  const percent = /^([0-9]+)%$/.exec(String(budget))?.[1];
  const taken = typeof budget === 'number' ? budget : percent === undefined ? pods : Math.ceil(Number(percent) * pods / 100);
  return taken > 0 && taken < pods;
}

/** Whose autoscaler has two bounds, which a schema cannot compare. @internal */
export function boundedKeys(offered: readonly Offered[]): string[] {
  return offered.filter(({ pods }) => pods !== undefined && 'minReplicas' in pods.given).map(({ key }) => key);
}
