import { Duration } from 'cdk8s';
import { BehaviorSpec } from '../../kube/autoscaler';
import { Flaw, flaw } from '../../values/flaw';
import { PodAmount } from '../../values/pod-amount';

/** How fast an autoscaler adds and takes pods. */
export interface ScalingPace {
  /**
   * How long load must be high before pods come; whole seconds, at most an hour.
   * @default Duration.seconds(0), as Go starts within a second (the API's default)
   */
  readonly scaleUpAfter?: Duration;
  /**
   * How long load must be low before pods go; whole seconds, at most an hour.
   * @default Duration.minutes(5), long enough for a dip to pass (the API's default)
   */
  readonly scaleDownAfter?: Duration;
  /**
   * The most pods that may come within a minute.
   * @default - as many as there are, or 4, every 15 s (the API's default)
   */
  readonly addPerMinute?: PodAmount;
  /**
   * The most pods that may go within a minute.
   * @default PodAmount.percent(25), a slow descent, as load that falls often comes back (a choice; the API's default is 100 % in 15 s)
   */
  readonly removePerMinute?: PodAmount;
}

/** @internal */
export function behaviorOf(pace: ScalingPace): BehaviorSpec {
  return {
    upWindowSeconds: seconds(pace.scaleUpAfter, 0),
    downWindowSeconds: seconds(pace.scaleDownAfter, 300),
    addPerMinute: pace.addPerMinute,
    removePerMinute: pace.removePerMinute ?? PodAmount.percent(25),
  };
}

/** @internal */
export function paceFlaws(pace: ScalingPace): Flaw[] {
  const { upWindowSeconds, downWindowSeconds } = behaviorOf(pace);
  const windows = Object.entries({ scaleUpAfter: upWindowSeconds, scaleDownAfter: downWindowSeconds })
    .filter(([, window]) => !Number.isInteger(window) || window < 0 || window > 3600)
    .map(([name, window]) => flaw('autoscaling/bad-window', `${name} is ${window}s`, 'Give whole seconds, at most an hour.'));
  const steps = Object.entries({ addPerMinute: pace.addPerMinute, removePerMinute: pace.removePerMinute }).flatMap(([name, step]) => {
    if (step === undefined) return [];
    const flaws = step._flaws(name);
    return flaws.length > 0 || step._of(100, 'up') > 0 ? flaws : [flaw('autoscaling/no-pace', `${name} is ${step}; the autoscaler could never move`, 'Allow at least one pod a minute.')];
  });
  return [...windows, ...steps];
}

function seconds(duration: Duration | undefined, otherwise: number): number {
  return duration?.toSeconds({ integral: false }) ?? otherwise;
}
