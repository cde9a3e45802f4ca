import { at, number, record, records, text } from './json';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/** A metric of one resource that an autoscaler looks at. @internal */
export interface ResourceMetric {
  /** `cpu` or `memory` */
  readonly resource: string;
  /** the container it is measured in; all of them if undefined */
  readonly container?: string;
  /** whether it is a percentage of the request */
  readonly isUtilization: boolean;
  readonly path: string;
}

/** Something that decides how many pods run: an HPA, or KEDA's ScaledObject. @internal */
export interface Scaler {
  readonly manifest: Manifest;
  readonly targetKind: string;
  readonly targetName: string;
  readonly targetPath: string;
  readonly min: number;
  readonly max: number;
  readonly metrics: ResourceMetric[];
}

/** @internal */
export function scalersIn(manifests: Manifests): Scaler[] {
  return [
    ...manifests.ofKind('HorizontalPodAutoscaler').filter((m) => m.apiGroup === 'autoscaling').map(horizontal),
    ...manifests.ofKind('ScaledObject').filter((m) => m.apiGroup === 'keda.sh').map(keda),
  ];
}

function horizontal(manifest: Manifest): Scaler {
  const spec = record(manifest.object?.spec);
  return {
    manifest,
    ...target(spec, ''),
    min: number(spec.minReplicas) ?? 1,
    max: number(spec.maxReplicas) ?? Infinity,
    metrics: metrics(spec),
  };
}

function metrics(spec: ReturnType<typeof record>): ResourceMetric[] {
  const old = number(spec.targetCPUUtilizationPercentage);
  if (old !== undefined) return [{ resource: 'cpu', isUtilization: true, path: 'spec.targetCPUUtilizationPercentage' }];
  // The API server aims at 80 % of the CPU request if nothing is said.
  if (!Array.isArray(spec.metrics) || spec.metrics.length === 0) return [{ resource: 'cpu', isUtilization: true, path: 'spec.metrics' }];
  return records(spec.metrics).flatMap((metric, i) => {
    const member = { Resource: 'resource', ContainerResource: 'containerResource' }[text(metric.type)];
    if (member === undefined) return [];
    const source = record(metric[member]);
    return [{
      resource: text(source.name),
      container: member === 'resource' ? undefined : text(source.container),
      isUtilization: at(source, 'target', 'type') === 'Utilization' || number(source.targetAverageUtilization) !== undefined,
      path: `spec.metrics[${i}].${member}`,
    }];
  });
}

function keda(manifest: Manifest): Scaler {
  const spec = record(manifest.object?.spec);
  return {
    manifest,
    ...target(spec, 'Deployment'),
    min: number(spec.minReplicaCount) ?? 0,
    max: number(spec.maxReplicaCount) ?? 100,
    metrics: records(spec.triggers).flatMap((trigger, i) => {
      const type = text(trigger.type);
      if (type !== 'cpu' && type !== 'memory') return [];
      const kind = text(trigger.metricType) || text(at(trigger, 'metadata', 'type'));
      const container = text(at(trigger, 'metadata', 'containerName'));
      return [{ resource: type, container: container === '' ? undefined : container, isUtilization: kind === 'Utilization', path: `spec.triggers[${i}]` }];
    }),
  };
}

function target(spec: ReturnType<typeof record>, defaultKind: string) {
  const ref = record(spec.scaleTargetRef);
  return { targetKind: text(ref.kind) || defaultKind, targetName: text(ref.name), targetPath: 'spec.scaleTargetRef' };
}
