import { KubeIdentity, ScaleTarget } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { PodAmount } from '../values/pod-amount';
import { ScalingMetric } from '../values/scaling-metric';

/** How fast pods come and go. @internal */
export interface BehaviorSpec {
  readonly upWindowSeconds: number;
  readonly downWindowSeconds: number;
  /** at most so many more a minute; the API's default if undefined */
  readonly addPerMinute?: PodAmount;
  readonly removePerMinute: PodAmount;
}

/** @internal */
export interface AutoscalerSpec {
  readonly target: ScaleTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly ScalingMetric[];
  readonly behavior: BehaviorSpec;
}

/** @internal */
export function renderAutoscaler(settled: Settled, identity: KubeIdentity, spec: AutoscalerSpec): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        scaleTargetRef: spec.target,
        minReplicas: spec.minReplicas,
        maxReplicas: spec.maxReplicas,
        metrics: spec.metrics.map((metric) => renderMetric(metric, identity.container)),
        behavior: tolerant(renderBehavior(spec.behavior), settled.get(Facts.SCALE_UP_TOLERANCE)),
      },
    },
  };
}

/** @internal */
export function renderBehavior(spec: BehaviorSpec) {
  return {
    scaleUp: {
      stabilizationWindowSeconds: spec.upWindowSeconds,
      selectPolicy: 'Max',
      policies: spec.addPerMinute ? [policy(spec.addPerMinute)] : [{ type: 'Percent', value: 100, periodSeconds: 15 }, { type: 'Pods', value: 4, periodSeconds: 15 }],
    },
    scaleDown: {
      stabilizationWindowSeconds: spec.downWindowSeconds,
      selectPolicy: 'Max',
      policies: [policy(spec.removePerMinute)],
    },
  };
}

function tolerant(behavior: ReturnType<typeof renderBehavior>, tolerance: string | undefined) {
  return tolerance === undefined ? behavior : { ...behavior, scaleUp: { ...behavior.scaleUp, tolerance } };
}

function policy(amount: PodAmount) {
  const wire = amount._wire;
  return typeof wire === 'number' ? { type: 'Pods', value: wire, periodSeconds: 60 } : { type: 'Percent', value: Number.parseInt(wire, 10), periodSeconds: 60 };
}

function renderMetric(metric: ScalingMetric, container: string) {
  const source = metric._source;
  switch (source.kind) {
    case 'resource': return {
      type: 'ContainerResource',
      containerResource: { name: source.resource, container, target: { type: 'Utilization', averageUtilization: source.percent.value } },
    };
    case 'pods': return { type: 'Pods', pods: { metric: { name: source.metric }, target: average(source.perPod) } };
    case 'object': return { type: 'Object', object: { describedObject: source.object, metric: { name: source.metric }, target: average(source.perPod) } };
    case 'external': return {
      type: 'External',
      external: {
        metric: { name: source.metric, ...(Object.keys(source.labels).length > 0 ? { selector: { matchLabels: source.labels } } : {}) },
        target: average(source.perPod),
      },
    };
  }
}

function average(perPod: number) {
  return { type: 'AverageValue', averageValue: decimalQuantity(perPod) };
}

/** In Kubernetes' canonical spelling: `0.5` is `500m`, `2000` is `2k`. */
function decimalQuantity(amount: number): string {
  const millis = Math.round(amount * 1000);
  if (millis % 1000 !== 0) return `${millis}m`;
  let whole = millis / 1000;
  let suffix = 0;
  for (; whole % 1000 === 0 && suffix < 6; suffix++) whole /= 1000;
  return `${whole}${['', 'k', 'M', 'G', 'T', 'P', 'E'][suffix]}`;
}
