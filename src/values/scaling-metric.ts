import { Flaw, flaw, quoted } from './flaw';
import { labelValueFlaws, metadataKeyFlaws } from './names';
import { Percent } from './percent';

/** A metric that describes one object of the cluster, such as an Ingress. */
export interface ObjectMetricProps {
  /** The metric's name in the custom metrics API. */
  readonly metric: string;
  /** The object's kind, such as `Ingress`. */
  readonly kind: string;
  /** The object's name, in the workload's namespace. */
  readonly name: string;
  /** The object's API version, such as `networking.k8s.io/v1`. */
  readonly apiVersion: string;
  /** What each pod is to carry of it, above 0. */
  readonly perPod: number;
}

/** What is looked at. @internal */
export type MetricSource =
  | { readonly kind: 'resource'; readonly resource: 'cpu' | 'memory'; readonly percent: Percent }
  | { readonly kind: 'pods'; readonly metric: string; readonly perPod: number }
  | { readonly kind: 'object'; readonly metric: string; readonly perPod: number; readonly object: { readonly apiVersion: string; readonly kind: string; readonly name: string } }
  | { readonly kind: 'external'; readonly metric: string; readonly perPod: number; readonly labels: { readonly [key: string]: string } };

/**
 * What an autoscaler measures load by, and how much of it a pod is to carry.
 *
 * Of several metrics, the one that asks for the most pods wins.
 *
 * @example
 * new Autoscaling({ metrics: [ScalingMetric.cpu(Percent.of(70)), ScalingMetric.perPod('http_requests_per_second', 200)] });
 */
export class ScalingMetric {
  /** CPU of the program's own container, as a share of its request. @param target 1 to 1000 % */
  public static cpu(target: Percent): ScalingMetric {
    return new ScalingMetric({ kind: 'resource', resource: 'cpu', percent: target });
  }

  /**
   * Memory of the program's own container, as a share of its request.
   *
   * Not for Go: its heap stays near GOMEMLIMIT after a peak, so pods are added and hardly
   * ever taken. The rule `operability/autoscaler-on-memory` warns of it.
   *
   * @param target 1 to 1000 %
   */
  public static memory(target: Percent): ScalingMetric {
    return new ScalingMetric({ kind: 'resource', resource: 'memory', percent: target });
  }

  /**
   * A metric that each pod reports, such as requests per second; the average over the pods counts.
   *
   * It needs an adapter in the cluster that serves `custom.metrics.k8s.io`.
   *
   * @param metric its name there @param average what each pod is to carry, above 0
   */
  public static perPod(metric: string, average: number): ScalingMetric {
    return new ScalingMetric({ kind: 'pods', metric, perPod: average });
  }

  /** A metric of one object, divided by the number of pods. It needs an adapter for `custom.metrics.k8s.io`. @param props which metric of which object */
  public static ofObject(props: ObjectMetricProps): ScalingMetric {
    const { metric, perPod, apiVersion, kind, name } = props;
    return new ScalingMetric({ kind: 'object', metric, perPod, object: { apiVersion, kind, name } });
  }

  /**
   * A metric from outside of the cluster, divided by the number of pods. It needs an adapter
   * for `external.metrics.k8s.io`; for queues, EventScaling needs less.
   *
   * @param metric its name there @param perPod what each pod is to carry, above 0 @param labels which series; all of that name if left out
   */
  public static external(metric: string, perPod: number, labels: { [key: string]: string } = {}): ScalingMetric {
    return new ScalingMetric({ kind: 'external', metric, perPod, labels });
  }

  private constructor(
    /** @internal */
    public readonly _source: MetricSource,
  ) {}

  public toString(): string {
    const s = this._source;
    return s.kind === 'resource' ? `${s.percent} of the ${s.resource} request` : `${s.perPod} ${s.metric} per pod`;
  }

  /** What tells it from other metrics of one autoscaler. @internal */
  public get _key(): string {
    const s = this._source;
    switch (s.kind) {
      case 'resource': return s.resource;
      case 'object': return `${s.object.kind} ${s.object.name} ${s.metric}`;
      case 'external': return [s.metric, ...Object.entries(s.labels).sort().map(([k, v]) => `${k}=${v}`)].join(' ');
      default: return s.metric;
    }
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const s = this._source;
    if (s.kind === 'resource') return s.percent._flawsWithin(`the ${s.resource === 'cpu' ? 'CPU' : 'memory'} target`, 1, 1000);
    const amount = Number.isFinite(s.perPod) && s.perPod >= 0.001 && s.perPod <= Number.MAX_SAFE_INTEGER / 1000 ? [] : [flaw('metric/bad-target',
      `each pod is to carry ${s.perPod} of ${quoted(s.metric)}`, 'Give a number above 0, such as 200 or 0.5.')];
    const names = s.kind === 'object' ? [s.metric, s.object.kind, s.object.name] : [s.metric];
    return [
      ...amount,
      ...names.filter((name) => !isPathSegment(name)).map((name) => flaw('metric/bad-name', `${quoted(name)} cannot be part of a metric's address`, 'Write the name as the metrics API has it, without "/" and "%".')),
      ...(s.kind === 'object' && !/^([a-z0-9.-]+\/)?v[0-9][a-z0-9]*$/.test(s.object.apiVersion)
        ? [flaw('metric/bad-api-version', `${quoted(s.object.apiVersion)} is not an apiVersion`, 'Write group and version, such as "networking.k8s.io/v1".')] : []),
      ...(s.kind === 'external' ? Object.entries(s.labels).flatMap(([k, v]) => [...metadataKeyFlaws('label', k), ...labelValueFlaws(k, v)]) : []),
    ];
  }
}

function isPathSegment(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/%\s]/.test(name);
}
