import { Duration } from 'cdk8s';
import { Flaw, flaw } from './flaw';
import { labelValueFlaws, metadataKeyFlaws } from './names';

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** no new pods */
  NO_SCHEDULE = 'NoSchedule',
  /** no new pods where there is another node */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** no new pods, and those that run there go */
  NO_EXECUTE = 'NoExecute',
}

/**
 * A taint that a workload's pods put up with.
 *
 * It lets them onto the node; it does not send them there: that is what a NodeRule is for.
 *
 * @example
 * new Placement({ require: [NodeRule.labelIn('pool', ['batch'])], tolerations: [Toleration.of('pool', 'batch')] });
 */
export class Toleration {
  /** A taint of that key and value. @param key the taint's key @param value the taint's value @param effect the taint's effect */
  public static of(key: string, value: string, effect: TaintEffect = TaintEffect.NO_SCHEDULE): Toleration {
    return new Toleration({ key, operator: 'Equal', value, effect }, [...metadataKeyFlaws('label', key), ...labelValueFlaws(key, value)]);
  }

  /** A taint of that key, whatever its value. @param key the taint's key @param effect the taint's effect */
  public static anyValueOf(key: string, effect: TaintEffect = TaintEffect.NO_SCHEDULE): Toleration {
    return new Toleration({ key, operator: 'Exists', effect }, metadataKeyFlaws('label', key));
  }

  /** How long pods stay on a node that fails; five minutes unless said. @param duration whole seconds, 0 or more; shorter moves pods sooner, and more often for nothing */
  public static failedNode(duration: Duration): Toleration[] {
    return ['not-ready', 'unreachable'].map((what) => Toleration.anyValueOf(`node.kubernetes.io/${what}`, TaintEffect.NO_EXECUTE).forAtMost(duration));
  }

  private constructor(
    /** as the API writes it @internal */
    public readonly _wire: { readonly [field: string]: any },
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}

  /** The same, but only for so long. @param duration whole seconds, 0 or more; for the effect NO_EXECUTE only */
  public forAtMost(duration: Duration): Toleration {
    const seconds = duration.toSeconds({ integral: false });
    const effect = this._wire.effect;
    return new Toleration({ ...this._wire, tolerationSeconds: seconds }, [
      ...this._flaws,
      ...(Number.isInteger(seconds) && seconds >= 0 ? [] : [flaw('placement/bad-duration', `the taint ${this._wire.key} would be tolerated for ${seconds} s`, 'Give whole seconds, not negative.')]),
      ...(effect === TaintEffect.NO_EXECUTE ? [] : [flaw('placement/no-eviction', `the taint ${this._wire.key} is tolerated for a time, but ${effect} never makes a pod go`, 'Use TaintEffect.NO_EXECUTE, or leave the time out.')]),
    ]);
  }

  /** @internal */
  public get _key(): string {
    const { key, value, effect } = this._wire;
    return [key, value, effect].filter((part) => part !== undefined).join('/');
  }
}
