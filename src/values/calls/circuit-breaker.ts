import { Duration } from 'cdk8s';
import { durationFlaws, durationText, millisOf } from './whole-millis';
import { Flaw, flaw } from '../flaw';
import { Percent } from '../percent';

/** When a pod that fails is left alone. */
export interface CircuitBreakerProps {
  /**
   * After how many failures in a row; 1 or more. HTTP 5xx, broken connections and timeouts count.
   * @default 5, fewer may be bad luck (Envoy's default)
   */
  readonly consecutiveFailures?: number;
  /**
   * For how long nobody calls it; proxies add as much each further time. Whole milliseconds.
   * @default - 30 s where a proxy leaves alone one pod of several, as a restart is over by then (Envoy's default); 5 s without a mesh, where a program leaves alone the whole callee (measured: test/live)
   */
  readonly openFor?: Duration;
  /**
   * How often failures are looked at, where a proxy does that. Whole milliseconds.
   * @default Duration.seconds(10), often enough for people to notice little (Envoy's default)
   */
  readonly interval?: Duration;
  /**
   * Of how many of the callee's pods that may be so at once; 1 to 100.
   * @default Percent.of(50), half of the pods goes on serving; Envoy's own 10 % would be none of fewer than ten (a choice)
   */
  readonly maxEjected?: Percent;
}

/** A proxy leaves alone one pod of several, for as long as a restart may take: Envoy's default. Milliseconds. */
const BY_PROXY = 30_000;
/** A program leaves alone the whole callee, so it looks again soon. Milliseconds. */
const BY_PROGRAM = 5_000;

/** For how long nobody calls, the first time. @internal */
export function pauseMillis({ openMillis }: BreakerRule, byProxy: boolean): number {
  return openMillis ?? (byProxy ? BY_PROXY : BY_PROGRAM);
}

/** @internal */
export interface BreakerRule {
  readonly consecutiveFailures: number;
  /** as said; else it depends on who breaks */
  readonly openMillis?: number;
  readonly intervalMillis: number;
  readonly maxEjectedPercent: number;
}

/** In words. @internal */
export function breakerText(rule: BreakerRule | undefined): string {
  if (rule === undefined) return 'no circuit breaker';
  const { consecutiveFailures: failures, openMillis, intervalMillis, maxEjectedPercent } = rule;
  return `circuit breaker open${openMillis === undefined ? '' : ` for ${durationText(openMillis)}`} after ${failures} ${failures === 1 ? 'failure' : 'failures in a row'}, `
    + `looked at every ${durationText(intervalMillis)}, for at most ${maxEjectedPercent}% of the pods`;
}

/**
 * When callers stop calling what fails, so that it can recover and they do not wait in vain.
 *
 * Becomes outlier ejection of single pods where a proxy or grpc-go balances over them (Istio, Envoy Gateway), failure accrual
 * with Linkerd, and without a mesh a breaker in the caller itself, which reads it from `<NAME>_CALL_POLICY`.
 *
 * @example
 * CircuitBreaker.of({ consecutiveFailures: 10, openFor: Duration.seconds(10) })
 */
export class CircuitBreaker {
  /** After so many failures. @param props what differs from the defaults */
  public static of(props: CircuitBreakerProps = {}): CircuitBreaker {
    return new CircuitBreaker(props);
  }

  /** Never. */
  public static none(): CircuitBreaker {
    return new CircuitBreaker(undefined);
  }

  private constructor(private readonly props: CircuitBreakerProps | undefined) {}

  /** After how many failures in a row; 0 if never. */
  public get consecutiveFailures(): number {
    return this._rule?.consecutiveFailures ?? 0;
  }

  public toString(): string {
    return breakerText(this._rule);
  }

  /** @internal */
  public get _rule(): BreakerRule | undefined {
    if (this.props === undefined) return undefined;
    const { consecutiveFailures = 5, openFor, interval = Duration.seconds(10), maxEjected } = this.props;
    return { consecutiveFailures, ...(openFor === undefined ? {} : { openMillis: millisOf(openFor) }), intervalMillis: millisOf(interval), maxEjectedPercent: maxEjected?.value ?? 50 };
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const rule = this._rule;
    if (rule === undefined) return [];
    const { openFor, interval, maxEjected } = this.props!;
    return [
      ...(Number.isInteger(rule.consecutiveFailures) && rule.consecutiveFailures >= 1 && rule.consecutiveFailures < 2 ** 31 ? [] : [flaw('breaker/out-of-range',
        `consecutiveFailures is ${rule.consecutiveFailures}; it takes a whole number from 1 on`, 'Give a whole number, such as 5; for none at all use CircuitBreaker.none().')]),
      ...(openFor === undefined ? [] : durationFlaws('openFor', openFor)),
      ...(interval === undefined ? [] : durationFlaws('interval', interval)),
      ...(maxEjected?._flawsWithin('maxEjected', 1, 100) ?? []),
    ];
  }
}
