import { Duration } from 'cdk8s';
import { Flaw, flaw } from './flaw';

/** One step, as a carrier reads it. @internal */
export type Step = { readonly kind: 'weight'; readonly percent: number } | { readonly kind: 'pause'; readonly seconds: number } | { readonly kind: 'wait' };

/**
 * One step on the way of a new version to all requests.
 *
 * @example
 * Delivery.canary({ steps: [CanaryStep.weight(10), CanaryStep.pause(Duration.minutes(10)), CanaryStep.weight(50), CanaryStep.untilPromoted()] });
 */
export class CanaryStep {
  /** Gives the new version a share of the requests. @param percent a whole number, 1 to 99 */
  public static weight(percent: number): CanaryStep {
    return new CanaryStep({ kind: 'weight', percent }, Number.isInteger(percent) && percent >= 1 && percent <= 99 ? [] : [flaw('canary/bad-weight',
      `a step gives the new version ${percent} % of the requests`, 'Give a whole number from 1 to 99; all of them come by themselves after the last step.')]);
  }

  /** Leaves it so for a while. @param duration whole seconds, at least 1 */
  public static pause(duration: Duration): CanaryStep {
    const seconds = duration.toSeconds({ integral: false });
    return new CanaryStep({ kind: 'pause', seconds }, Number.isInteger(seconds) && seconds >= 1 && seconds < 2 ** 31 ? [] : [flaw('canary/bad-pause',
      `a step pauses for ${seconds}s`, 'Give whole seconds, at least 1; to wait for a person: CanaryStep.untilPromoted().')]);
  }

  /** Waits until a person goes on: `kubectl argo rollouts promote <name>`. Argo Rollouts only. */
  public static untilPromoted(): CanaryStep {
    return new CanaryStep({ kind: 'wait' }, []);
  }

  private constructor(
    /** @internal */
    public readonly _step: Step,
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}

  public toString(): string {
    const step = this._step;
    return step.kind === 'weight' ? `${step.percent}%` : step.kind === 'pause' ? `pause of ${step.seconds}s` : 'wait for a person';
  }
}
