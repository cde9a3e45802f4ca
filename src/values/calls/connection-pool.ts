import { Flaw, flaw } from '../flaw';

/** How much one caller's pod may ask of a callee at once. */
export interface ConnectionPoolProps {
  /**
   * Connections; 1 or more.
   * @default 1024, more is a queue that only grows (Envoy's default)
   */
  readonly maxConnections?: number;
  /**
   * Requests that wait for a connection; 1 or more.
   * @default 1024, more is a queue that only grows (Envoy's default)
   */
  readonly maxPendingRequests?: number;
  /**
   * Requests under way; 1 or more. One more fails at once instead of waiting.
   * @default 1024, more is a queue that only grows; Istio's 2^32 - 1 is no bound (Envoy's default)
   */
  readonly maxRequests?: number;
}

/** @internal */
export interface PoolRule { readonly maxConnections: number; readonly maxPendingRequests: number; readonly maxRequests: number }

/** In words. @internal */
export function poolText({ maxConnections, maxPendingRequests, maxRequests }: PoolRule): string {
  return `at most ${maxConnections} connections, ${maxPendingRequests} requests waiting and ${maxRequests} under way`;
}

/**
 * How much one pod of the caller may ask of a callee at once. What is more fails at once: a queue that only grows helps nobody.
 *
 * @example
 * ConnectionPool.of({ maxConnections: 64, maxPendingRequests: 16 })
 */
export class ConnectionPool {
  /** So much. @param props what differs from the defaults */
  public static of(props: ConnectionPoolProps = {}): ConnectionPool {
    return new ConnectionPool(props);
  }

  private constructor(private readonly props: ConnectionPoolProps) {}

  /** Connections at most. */
  public get maxConnections(): number {
    return this._rule.maxConnections;
  }

  public toString(): string {
    return poolText(this._rule);
  }

  /** @internal */
  public get _rule(): PoolRule {
    return { maxConnections: 1024, maxPendingRequests: 1024, maxRequests: 1024, ...this.props };
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return Object.entries(this._rule).filter(([, n]) => !Number.isInteger(n) || n < 1 || n >= 2 ** 31).map(([name, n]) => flaw('pool/out-of-range',
      `${name} is ${n}; it takes a whole number from 1 on`, 'Give a whole number, such as 1024.'));
  }
}
