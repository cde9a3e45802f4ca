import { Duration } from 'cdk8s';
import { BreakerRule, CircuitBreaker } from './circuit-breaker';
import { ConnectionPool, PoolRule } from './connection-pool';
import { Retry, RetryRule } from './retry';
import { durationFlaws, durationText, millisOf } from './whole-millis';
import { Flaw } from '../flaw';

/** How calls are made so that what fails does not take its callers with it. */
export interface ResilienceProps {
  /**
   * How long a call may take, all its tries included; whole milliseconds.
   * @default - what the callee or the platform says; else derived: 10 s, and for each further hop nine tenths of what its caller waits (docs/decisions/0014)
   */
  readonly timeout?: Duration;
  /**
   * When a call is made again.
   * @default - what the callee or the platform says; else the defaults of Retry
   */
  readonly retry?: Retry;
  /**
   * When callers stop calling.
   * @default - what the callee or the platform says; else the defaults of CircuitBreaker
   */
  readonly circuitBreaker?: CircuitBreaker;
  /**
   * How much may be asked at once.
   * @default - what the callee or the platform says; else the defaults of ConnectionPool
   */
  readonly connectionPool?: ConnectionPool;
}

/** How calls of one pair are made, but for the timeout, which may follow from others. @internal */
export interface CallRules { readonly retry?: RetryRule; readonly breaker?: BreakerRule; readonly pool: PoolRule }

/**
 * How calls are made so that what fails does not take its callers with it: deadline, retries, circuit breaker, pools.
 *
 * Said of a call, it holds for that; of a callee, for all calls to it; of the platform, for all calls. Each
 * part is taken from the nearest that says it. A mesh does it where there is one, else the caller's program,
 * which finds it in `<NAME>_TIMEOUT`, `<NAME>_CALL_POLICY` and, for gRPC, `<NAME>_SERVICE_CONFIG`.
 *
 * @example
 * frontend.calls(checkout, { resilience: Resilience.of({ timeout: Duration.seconds(2), retry: Retry.none() }) });
 */
export class Resilience {
  /** @param props what is said; the rest is left to others */
  public static of(props: ResilienceProps = {}): Resilience {
    return new Resilience(props);
  }

  /** Only a deadline; the rest is left to others. @param timeout how long a call may take, all its tries included; whole milliseconds */
  public static within(timeout: Duration): Resilience {
    return new Resilience({ timeout });
  }

  /** No retries and no breaker: each call is made once, and waited for until its deadline. */
  public static none(): Resilience {
    return new Resilience({ retry: Retry.none(), circuitBreaker: CircuitBreaker.none() });
  }

  /** What the nearest that says it says, part by part; then the defaults. @internal */
  public static _merged(nearestFirst: ReadonlyArray<Resilience | undefined>): CallRules {
    const first = <K extends keyof ResilienceProps>(part: K) => nearestFirst.find((r) => r?.props[part] !== undefined)?.props[part];
    return {
      retry: (first('retry') ?? Retry.of())._rule,
      breaker: (first('circuitBreaker') ?? CircuitBreaker.of())._rule,
      pool: (first('connectionPool') ?? ConnectionPool.of())._rule,
    };
  }

  private constructor(private readonly props: ResilienceProps) {}

  /** How long a call may take, if it is said here. */
  public get timeout(): Duration | undefined {
    return this.props.timeout;
  }

  public toString(): string {
    const { timeout, ...others } = this.props;
    const said = [...(timeout === undefined ? [] : [`timeout ${durationText(millisOf(timeout))}`]), ...Object.values(others).filter((v) => v !== undefined).map(String)];
    return said.join('; ') || 'nothing said';
  }

  /** Milliseconds, if said. @internal */
  public get _timeout(): number | undefined {
    return this.props.timeout === undefined ? undefined : millisOf(this.props.timeout);
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { timeout, retry, circuitBreaker, connectionPool } = this.props;
    return [
      ...(timeout === undefined ? [] : durationFlaws('the timeout', timeout)),
      ...(retry?._flaws ?? []), ...(circuitBreaker?._flaws ?? []), ...(connectionPool?._flaws ?? []),
    ];
  }
}
