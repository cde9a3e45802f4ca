import { Duration } from 'cdk8s';
import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { renderAutoscaler } from '../kube/autoscaler';
import { KubeObject } from '../kube/kube-object';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { flaw, Flaw } from '../values/flaw';
import { Percent } from '../values/percent';

/** Between what bounds load decides. */
export interface AutoscalingProps {
  /**
   * The fewest pods, 1 or more.
   * @default 2, so that one serves while the other is replaced
   */
  readonly minReplicas?: number;
  /**
   * The most pods, at least `minReplicas`.
   * @default 10, or `minReplicas` if that is more
   */
  readonly maxReplicas?: number;
  /**
   * How much of its CPU request a pod uses on average; 1 to 1000.
   * @default Percent.of(70)
   */
  readonly cpu?: Percent;
  /**
   * How long load must be low before pods go; whole seconds, at most an hour.
   * @default Duration.minutes(5), the API's own default
   */
  readonly scaleDownAfter?: Duration;
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
    const { draft } = host;
    const min = this.props.minReplicas ?? 2;
    const max = this.props.maxReplicas ?? Math.max(10, min);
    const cpu = this.props.cpu ?? Percent.of(70);
    const after = (this.props.scaleDownAfter ?? Duration.minutes(5)).toSeconds({ integral: false });
    const flaws = [...boundsFlaws(min, max), ...cpu._flawsWithin('the CPU target', 1, 1000), ...windowFlaws(after)];
    if (!draft._report(flaws)) return;

    draft.releaseReplicas('HorizontalPodAutoscaler', 'load decides');
    draft._put(Facts.MIN_PODS, min, 'the autoscaler\'s minimum');
    draft._check(checkOwner);
    draft._check((s) => checkRequest(s, cpu));
    new KubeObject(host.scope, 'Autoscaler', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      name: host.name,
      render: () => renderAutoscaler(host._settled(), host._identity, {
        minReplicas: min, maxReplicas: max, cpuPercent: cpu.value, scaleDownPercent: 25, scaleDownWindowSeconds: after,
      }),
    });
  }
}

function boundsFlaws(min: number, max: number): Flaw[] {
  const whole = (n: number) => Number.isInteger(n) && n >= 1 && n < 2 ** 31;
  if (!whole(min) || !whole(max)) {
    return [flaw('autoscaling/bad-bounds', `the autoscaler would run ${min} to ${max} pods`, 'Give whole numbers from 1 on.')];
  }
  return min <= max ? [] : [flaw('autoscaling/min-above-max', `minReplicas ${min} is above maxReplicas ${max}`, 'Swap them, or raise maxReplicas.')];
}

function windowFlaws(seconds: number): Flaw[] {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= 3600 ? [] : [flaw('autoscaling/bad-window',
    `scaleDownAfter is ${seconds}s`, 'Give whole seconds, at most an hour.')];
}

function checkOwner(settled: Settled): Flaw[] {
  const decision = settled.decision(Facts.REPLICAS);
  return decision && 'fixed' in decision.value ? [flaw('replicas/two-owners',
    `${decision.value.fixed} replicas are fixed by ${decision.winner.writer.who} while the autoscaler decides too; every sync would undo its work`,
    'Leave replicas out, or leave the autoscaler out: without: [Autoscaling.ID].')] : [];
}

function checkRequest(settled: Settled, cpu: Percent): Flaw[] {
  return settled.get(Facts.CPU_REQUEST) !== undefined ? [] : [flaw('autoscaling/no-cpu-request',
    `the autoscaler aims at ${cpu} of a CPU request that nobody makes; it would never scale`, 'Give the workload `cpu`.')];
}
