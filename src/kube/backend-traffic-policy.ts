import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { renderedFor } from './mesh/rendered-for';
import { envoyConditions } from './mesh/retry-words';
import { Settled } from '../model/settled';
import { pauseMillis } from '../values/calls/circuit-breaker';
import { CallRules } from '../values/calls/resilience';
import { tryMillis } from '../values/calls/retry';
import { durationText } from '../values/calls/whole-millis';
import { Port } from '../values/port';

/** Which retries of Envoy Gateway are told by the status of the answer. */
const STATUS = /^[0-9]+$/;
/** Retries beside the first few, of all requests under way: Envoy's own floor. */
const FEWEST_RETRIES = 3;

/**
 * How Envoy Gateway sends requests from outside on: when it stops, when it tries again, how much at once.
 *
 * @param timeout milliseconds, where the route cannot say it itself @internal
 */
export function renderBackendTrafficPolicy(settled: Settled, identity: KubeIdentity, route: { kind: string; name: string }, port: Port, rules: CallRules, timeout: number | undefined): Rendered {
  const { breaker, pool, retry } = rules;
  return renderedFor(settled, identity, {
    targetRefs: [{ group: 'gateway.networking.k8s.io', ...route }],
    circuitBreaker: {
      maxConnections: pool.maxConnections,
      maxPendingRequests: pool.maxPendingRequests,
      maxParallelRequests: pool.maxRequests,
      ...(retry === undefined ? {} : { retryBudget: { percent: { numerator: retry.budgetPercent }, minRetryConcurrency: FEWEST_RETRIES } }),
    },
    ...(retry === undefined ? {} : { retry: retryOf(rules, port, timeout) }),
    ...(route.kind === 'GRPCRoute' && timeout !== undefined ? { timeout: { http: { requestTimeout: durationText(timeout) } } } : {}),
    ...(breaker === undefined ? {} : {
      healthCheck: {
        passive: {
          consecutive5XxErrors: breaker.consecutiveFailures,
          interval: durationText(breaker.intervalMillis),
          baseEjectionTime: durationText(pauseMillis(breaker, true)),
          maxEjectionPercent: breaker.maxEjectedPercent,
        },
      },
    }),
  });
}

function retryOf({ retry }: CallRules, port: Port, timeout: number | undefined) {
  const words = envoyConditions(retry!, port);
  const statuses = words.filter((word) => STATUS.test(word)).map(Number);
  const perTry = tryMillis(retry!, timeout);
  return {
    numRetries: retry!.maxRetries,
    retryOn: {
      triggers: [...words.filter((word) => !STATUS.test(word)), ...(statuses.length > 0 ? ['retriable-status-codes'] : [])],
      ...(statuses.length > 0 ? { httpStatusCodes: statuses } : {}),
    },
    ...(perTry === undefined ? {} : { perRetry: { timeout: durationText(perTry) } }),
  };
}
