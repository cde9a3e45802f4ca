import { Flaw, flaw } from '../flaw';

/**
 * How many requests each pod of a callee takes, before it says "later": HTTP 429, gRPC RESOURCE_EXHAUSTED.
 *
 * It protects the pod whoever calls; a limit over all pods needs a store of its own and is not this. Becomes `RATE_LIMIT`,
 * which the program keeps over all its ports; in a mesh an EnvoyFilter (Istio) or an HTTPLocalRateLimitPolicy (Linkerd,
 * without the burst) instead, which the pod's proxy keeps for each port. Behind Envoy Gateway a BackendTrafficPolicy as
 * well: there each of the gateway's proxies lets through what all pods together take in a second.
 *
 * @example
 * RateLimit.perPod(100)
 */
export class RateLimit {
  /** @param requestsPerSecond on average; 1 or more, whole @param burst how many at once after a pause; twice as many if left out, so that a second's unevenness is no refusal */
  public static perPod(requestsPerSecond: number, burst?: number): RateLimit {
    return new RateLimit(requestsPerSecond, burst ?? requestsPerSecond * 2);
  }

  private constructor(
    /** requests in a second, on average */
    public readonly requestsPerSecond: number,
    /** requests at once, after a pause */
    public readonly burst: number,
  ) {}

  public toString(): string {
    return `${this.requestsPerSecond} requests a second per pod, ${this.burst} at once`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const good = [this.requestsPerSecond, this.burst].every((n) => Number.isInteger(n) && n >= 1 && n < 2 ** 31) && this.burst >= this.requestsPerSecond;
    return good ? [] : [flaw('rate-limit/out-of-range', `the rate limit is ${this.requestsPerSecond} requests a second with a burst of ${this.burst}`,
      'Give whole numbers from 1 on, the burst no less than the rate: RateLimit.perPod(100, 200).')];
  }
}
