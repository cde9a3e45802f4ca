import { boundsFlaws, checkOwner, checkRequests } from './scaling-checks';
import { ScalingPace, behaviorOf, paceFlaws } from './scaling-pace';
import { renderAutoscaler } from '../../kube/autoscaler';
import { KubeObject } from '../../kube/kube-object';
import { Facts } from '../../model/facts';
import { Feature } from '../../platform/feature';
import { Change } from '../../platform/golden-path-change';
import { flaw, Flaw } from '../../values/flaw';
import { Percent } from '../../values/percent';
import { ScalingMetric } from '../../values/scaling-metric';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Between what bounds load decides, and how it is measured. */
export interface AutoscalingProps extends ScalingPace {
  /**
   * The fewest pods, 1 or more.
   * @default 2, so that one serves while the other is replaced (a choice; the API's default is 1)
   */
  readonly minReplicas?: number;
  /**
   * The most pods, at least `minReplicas`.
   * @default 10, or `minReplicas` if that is more: it bounds the bill and the connections to a database (a choice)
   */
  readonly maxReplicas?: number;
  /**
   * How much of its CPU request a pod uses on average; 1 to 1000.
   * @default Percent.of(70), which leaves room until new pods serve; nothing if there are `metrics` (a choice; the API's default is 80 %)
   */
  readonly cpu?: Percent;
  /**
   * What else load is measured by; the metric that asks for the most pods wins.
   * @default - CPU alone; with `metrics`, CPU counts only where it is said
   */
  readonly metrics?: ScalingMetric[];
}

/**
 * Lets load decide how many pods run.
 *
 * Becomes a HorizontalPodAutoscaler that looks at the CPU of the program's own
 * container, so sidecars do not blur it. The Deployment then carries no replica
 * count, and a GitOps sync never fights the autoscaler. Pods are added at once, as
 * Go starts fast, and taken a quarter a minute.
 *
 * @example
 * checkout.addTraits(new Autoscaling({ maxReplicas: 12 }));
 */
export class Autoscaling extends Trait {
  /** the trait's id */
  public static readonly ID = 'autoscaling';
  public readonly traitId = Autoscaling.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: AutoscalingProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const min = this.props.minReplicas ?? 2;
    const max = this.props.maxReplicas ?? Math.max(10, min);
    const metrics = metricsOf(this.props);
    const flaws = [...boundsFlaws(min, max), ...metricFlaws(metrics), ...paceFlaws(this.props)];
    if (!draft._report(flaws)) return;

    draft.releaseReplicas('HorizontalPodAutoscaler', 'load decides');
    draft._put(Facts.MIN_PODS, min, 'the autoscaler\'s minimum');
    draft._put(Facts.MAX_PODS, max, 'the autoscaler\'s maximum');
    for (const metric of metrics) draft._add(Facts.SCALED_BY, metric._key, targetOf(metric), 'the metric that asks for the most pods wins');
    draft._put(Facts.MAX_PODS, max, 'the autoscaler\'s maximum');
    const sooner = platform.goldenPath._reason(Change.SCALE_UP_TOLERANCE);
    if (sooner !== undefined && platform.kubernetesVersion.isAtLeast(Feature.HPA_TOLERANCE)) draft._put(Facts.SCALE_UP_TOLERANCE, '50m', sooner);
    draft._check(checkOwner);
    draft._check(checkRequests);
    new KubeObject(host.scope, 'Autoscaler', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      name: host._identity.autoscaler,
      render: () => renderAutoscaler(host._settled(), host._identity, {
        target: host._target, minReplicas: min, maxReplicas: max, metrics, behavior: behaviorOf(this.props),
      }),
    });
  }
}

function metricsOf({ cpu, metrics }: AutoscalingProps): ScalingMetric[] {
  if (metrics === undefined) return [ScalingMetric.cpu(cpu ?? Percent.of(70))];
  return [...(cpu === undefined ? [] : [ScalingMetric.cpu(cpu)]), ...metrics];
}

function metricFlaws(metrics: ScalingMetric[]): Flaw[] {
  if (metrics.length === 0) return [flaw('autoscaling/no-metrics', 'the autoscaler is to look at nothing', 'Name a metric, or leave `metrics` out to scale by CPU.')];
  const keys = metrics.map((metric) => metric._key);
  const twice = [...new Set(keys.filter((key, i) => keys.indexOf(key) !== i))];
  return [
    ...metrics.flatMap((metric) => metric._flaws),
    ...twice.map((key) => flaw('autoscaling/metric-twice', `the autoscaler would look at ${key} twice`, 'Name each metric once.')),
  ];
}

function targetOf(metric: ScalingMetric) {
  const source = metric._source;
  return source.kind === 'resource'
    ? { amount: source.percent.value, text: String(metric), resource: source.resource }
    : { amount: source.perPod, text: String(metric) };
}
