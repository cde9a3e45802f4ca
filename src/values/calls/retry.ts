import { Duration } from 'cdk8s';
import { RetryCondition, SAFE_CONDITIONS } from './retry-condition';
import { durationFlaws, durationText, millisOf } from './whole-millis';
import { Flaw, flaw } from '../flaw';
import { Percent } from '../percent';

/** When a call that went wrong is made again. */
export interface RetryProps {
  /**
   * How often at most, beside the first try; 1 to 4.
   * @default 2, a third failure in a row is no accident (a choice; grpc-go makes at most five tries)
   */
  readonly maxRetries?: number;
  /**
   * How long one try may take; whole milliseconds, no longer than the call.
   * @default - three tenths of the call's timeout: three tries fit, and a tenth is left for the pauses between them
   */
  readonly perTryTimeout?: Duration;
  /**
   * How many retries there may be for a hundred calls: when everything fails, the callee gets no more load than that on top; 1 to 100.
   * @default Percent.of(20), so that retries never make an outage much worse (the retry budget of Envoy and of Linkerd)
   */
  readonly budget?: Percent;
  /**
   * What has to go wrong.
   * @default - CONNECT_FAILURE, REFUSED and UNAVAILABLE: nobody has begun with the work
   */
  readonly on?: RetryCondition[];
  /**
   * Whether the callee does the same work only once, however often it is asked: conditions that tell nothing about
   * the work already done are refused without it.
   * @default false, as only the callee's owner can know that (a choice)
   */
  readonly idempotent?: boolean;
}

/** Of a call, once all is known. @internal */
export interface RetryRule { readonly maxRetries: number; readonly perTryMillis?: number; readonly budgetPercent: number; readonly on: readonly RetryCondition[] }

/** With each try that long if nobody says otherwise: three fit, and a tenth is left for the pauses. */
const TRY_SHARE = 0.3;

/** Milliseconds that one try may take; undefined if nobody says how long the call may take. @internal */
export function tryMillis(rule: RetryRule, timeout: number | undefined): number | undefined {
  return rule.perTryMillis ?? (timeout === undefined ? undefined : Math.max(1, Math.floor(timeout * TRY_SHARE)));
}

/** In words. @internal */
export function retryText(rule: RetryRule | undefined): string {
  if (rule === undefined) return 'no retries';
  const { maxRetries, perTryMillis, budgetPercent, on } = rule;
  return `${maxRetries} ${maxRetries === 1 ? 'retry' : 'retries'} on ${on.join(', ')}${perTryMillis === undefined ? '' : `, ${durationText(perTryMillis)} a try`}, at most ${budgetPercent}% of all calls`;
}

/**
 * When a call that went wrong is made again.
 *
 * @example
 * Retry.of({ maxRetries: 1, perTryTimeout: Duration.millis(500) })
 */
export class Retry {
  /** So often, then no more. @param props what differs from the defaults */
  public static of(props: RetryProps = {}): Retry {
    return new Retry(props);
  }

  /** Never. */
  public static none(): Retry {
    return new Retry(undefined);
  }

  private constructor(private readonly props: RetryProps | undefined) {}

  /** How often at most a call is made again; 0 if never. */
  public get maxRetries(): number {
    return this._rule?.maxRetries ?? 0;
  }

  public toString(): string {
    return retryText(this._rule);
  }

  /** @internal */
  public get _rule(): RetryRule | undefined {
    if (this.props === undefined) return undefined;
    const { maxRetries = 2, perTryTimeout, budget, on = SAFE_CONDITIONS } = this.props;
    return {
      maxRetries,
      ...(perTryTimeout === undefined ? {} : { perTryMillis: millisOf(perTryTimeout) }),
      budgetPercent: budget?.value ?? 20,
      on: Object.values(RetryCondition).filter((condition) => on.includes(condition)),
    };
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const rule = this._rule;
    if (rule === undefined) return [];
    const unsafe = rule.on.filter((condition) => !SAFE_CONDITIONS.includes(condition) && condition !== RetryCondition.OVERLOADED);
    return [
      ...(Number.isInteger(rule.maxRetries) && rule.maxRetries >= 1 && rule.maxRetries <= 4 ? [] : [flaw('retry/out-of-range',
        `maxRetries is ${rule.maxRetries}; it takes a whole number from 1 to 4`, 'Give 1 to 4; for none at all use Retry.none().')]),
      ...(this.props!.perTryTimeout === undefined ? [] : durationFlaws('perTryTimeout', this.props!.perTryTimeout)),
      ...(this.props!.budget?._flawsWithin('the retry budget', 1, 100) ?? []),
      ...(rule.on.length > 0 ? [] : [flaw('retry/no-condition', 'there are retries, but nothing that they are for', 'Name a RetryCondition, or use Retry.none().')]),
      ...(unsafe.length === 0 || this.props!.idempotent ? [] : [flaw('retry/may-do-twice',
        `a call is made again on ${unsafe.join(', ')}, after which the work may have been done already`,
        'Leave these out, or say that asking twice does no harm: idempotent: true.')]),
    ];
  }
}
