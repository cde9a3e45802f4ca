import { pauseMillis } from '../values/calls/circuit-breaker';
import { CallRules } from '../values/calls/resilience';
import { tryMillis } from '../values/calls/retry';
import { RetryCondition } from '../values/calls/retry-condition';
import { durationText } from '../values/calls/whole-millis';

/*
 * What a program is told about a call, where no mesh does it: texts that Go reads with its standard library
 * and grpc-go as they are.
 */

/** Tokens of grpc-go's retry throttling: below half of them there are no more retries. https://github.com/grpc/proposal/blob/master/A6-client-retries.md */
const TOKENS = 10;

/** For the breaker, the retries and the pool of the program's own client; one of gRPC leaves retries to grpc-go, which has them in its service config. @internal */
export function callPolicyText({ retry, breaker, pool }: CallRules, timeout: number): string {
  return JSON.stringify({
    ...(retry === undefined ? {} : { retry: { maxRetries: retry.maxRetries, perTryTimeout: durationText(tryMillis(retry, timeout)!), budgetPercent: retry.budgetPercent, on: retry.on } }),
    ...(breaker === undefined ? {} : { circuitBreaker: { consecutiveFailures: breaker.consecutiveFailures, openFor: durationText(pauseMillis(breaker, false)) } }),
    connectionPool: pool,
  });
}

/** For grpc.WithDefaultServiceConfig: balancing over all pods unless a mesh balances, deadline, retries and their budget. @internal */
export function serviceConfigText(rules: CallRules, timeout: number, byMesh: boolean): string {
  const retry = byMesh ? undefined : rules.retry;
  return JSON.stringify({
    ...(byMesh ? {} : { loadBalancingConfig: [{ round_robin: {} }] }),
    methodConfig: [{
      name: [{}],
      timeout: protoDuration(timeout),
      ...(retry === undefined ? {} : {
        retryPolicy: {
          maxAttempts: retry.maxRetries + 1,
          initialBackoff: '0.1s',
          maxBackoff: '1s',
          backoffMultiplier: 2,
          retryableStatusCodes: statusCodes(retry.on),
        },
      }),
    }],
    ...(retry === undefined ? {} : { retryThrottling: { maxTokens: TOKENS, tokenRatio: retry.budgetPercent / 100 } }),
  });
}

/** As protobuf writes durations in JSON. */
function protoDuration(millis: number): string {
  return `${millis / 1000}s`;
}

function statusCodes(on: readonly RetryCondition[]): string[] {
  const codes = on.flatMap((condition) => {
    switch (condition) {
      case RetryCondition.OVERLOADED: return ['RESOURCE_EXHAUSTED'];
      case RetryCondition.SERVER_ERROR: return ['INTERNAL', 'UNAVAILABLE'];
      default: return ['UNAVAILABLE'];
    }
  });
  return [...new Set(codes)].sort();
}
