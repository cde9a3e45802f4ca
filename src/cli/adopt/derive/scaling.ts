import { durationExpr, podAmountExpr } from './amounts';
import { isRecord, listOf } from '../../../rules/pods';
import { call, Expr, list, literal, make, object } from '../expression';
import { Part } from '../sketch';

/** How many pods: a number, or an autoscaler that can be said. @internal */
export function scalingParts(owner: any, autoscaler: any, isScaled: boolean): Part[] {
  const replicas = owner.spec?.replicas;
  if (autoscaler === undefined) return typeof replicas === 'number' && !isScaled ? [{ props: { replicas: literal(replicas) } }] : [];
  const { minReplicas = 1, maxReplicas, behavior } = autoscaler.spec ?? {};
  const metrics = listOf(autoscaler.spec?.metrics).map(metricExpr);
  if (metrics.length === 0 || metrics.some((metric) => metric === undefined)) return [];
  const [first] = listOf(autoscaler.spec.metrics);
  const isCpuAlone = metrics.length === 1 && (first.resource ?? first.containerResource)?.name === 'cpu';
  const windows = { scaleUpAfter: behavior?.scaleUp?.stabilizationWindowSeconds, scaleDownAfter: behavior?.scaleDown?.stabilizationWindowSeconds };
  return [{
    traits: [make('Autoscaling', object({
      minReplicas: minReplicas === 2 ? undefined : literal(minReplicas),
      maxReplicas: literal(maxReplicas),
      cpu: isCpuAlone ? percentExpr((first.resource ?? first.containerResource).target.averageUtilization) : undefined,
      metrics: isCpuAlone ? undefined : list(metrics as Expr[]),
      scaleUpAfter: windows.scaleUpAfter ? durationExpr(windows.scaleUpAfter) : undefined,
      scaleDownAfter: windows.scaleDownAfter === undefined || windows.scaleDownAfter === 300 ? undefined : durationExpr(windows.scaleDownAfter),
    }))],
  }];
}

/** How pods are replaced, where that is not what the API server fills in. @internal */
export function rolloutParts(owner: any): Part[] {
  const { strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, revisionHistoryLimit } = owner.spec ?? {};
  const rolling = (strategy ?? updateStrategy)?.rollingUpdate;
  const type = (strategy ?? updateStrategy)?.type ?? 'RollingUpdate';
  const pace = {
    minReady: durationExpr(minReadySeconds ?? 0),
    ...(owner.kind === 'DaemonSet' ? {} : { progressDeadline: durationExpr(progressDeadlineSeconds ?? 600) }),
    revisionHistory: literal(revisionHistoryLimit ?? 10),
  };
  if (type === 'Recreate') return [{ traits: [call('Delivery', 'recreate', literal('as it ran before'), object(pace))], takes: ['Rollout'] }];
  if (type !== 'RollingUpdate') return [];
  const usual = owner.kind === 'DaemonSet' ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: '25%', maxUnavailable: '25%' };
  const fields = {
    maxSurge: podAmountExpr(rolling?.maxSurge ?? usual.maxSurge),
    maxUnavailable: podAmountExpr(rolling?.maxUnavailable ?? usual.maxUnavailable),
    ...pace,
  };
  return [{ traits: [make('Rollout', object(fields))] }];
}

/** How many pods a drain may take. @internal */
export function budgetParts(budget: any): Part[] {
  const amount = podAmountExpr(budget?.spec?.maxUnavailable);
  return budget === undefined || amount === undefined ? [] : [{ traits: [make('Availability', object({ maxUnavailable: amount }))] }];
}

function metricExpr(metric: any): Expr | undefined {
  const resource = metric.resource ?? metric.containerResource;
  const percent = resource?.target?.averageUtilization;
  if (isRecord(resource) && typeof percent === 'number' && ['cpu', 'memory'].includes(resource.name)) return call('ScalingMetric', resource.name, percentExpr(percent));
  return undefined;
}

function percentExpr(value: number): Expr {
  return call('Percent', 'of', literal(value));
}
