import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { renderedFor } from './mesh/rendered-for';
import { envoyConditions } from './mesh/retry-words';
import { Facts } from '../model/facts';
import { mostPods } from '../model/pod-count';
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

/** What Envoy counts up to. */
const MOST_TOKENS = 2 ** 32 - 1;

/** How requests from outside get to one port. @internal */
export interface RouteToPods {
  readonly route: { readonly kind: string; readonly name: string };
  readonly port: Port;
  /** as somebody said it; else the gateway's own defaults stay */
  readonly rules?: CallRules;
  /** milliseconds, where the route cannot say it itself */
  readonly timeout?: number;
  /** how many requests one proxy lets through to all pods */
  readonly requestsPerSecond?: number;
}

/** How Envoy Gateway sends requests from outside on: when it stops, when it tries again, how much at once. @internal */
export function renderBackendTrafficPolicy(settled: Settled, identity: KubeIdentity, { route, port, rules, timeout, requestsPerSecond }: RouteToPods): Rendered {
  return renderedFor(settled, identity, {
    targetRefs: [{ group: 'gateway.networking.k8s.io', ...route }],
    ...(rules === undefined ? {} : protectionOf(rules, port, timeout)),
    ...(route.kind === 'GRPCRoute' && timeout !== undefined ? { timeout: { http: { requestTimeout: durationText(timeout) } } } : {}),
    // Gateways before 1.9 want the type, too.
    ...(requestsPerSecond === undefined ? {} : { rateLimit: { type: 'Local', local: { rules: [{ limit: { requests: requestsPerSecond, unit: 'Second' } }] } } }),
  });
}

/** How many requests a second all pods take, where each has a limit: those of as many pods as there may be. @internal */
export function capacityOf(settled: Settled): number | undefined {
  const limit = settled.get(Facts.RATE_LIMIT);
  const pods = mostPods(settled);
  return limit === undefined || pods === 0 || !Number.isFinite(pods) ? undefined : Math.min(limit.requestsPerSecond * pods, MOST_TOKENS);
}

function protectionOf(rules: CallRules, port: Port, timeout: number | undefined) {
  const { breaker, pool, retry } = rules;
  return {
    circuitBreaker: {
      maxConnections: pool.maxConnections,
      maxPendingRequests: pool.maxPendingRequests,
      maxParallelRequests: pool.maxRequests,
      ...(retry === undefined ? {} : { retryBudget: { percent: { numerator: retry.budgetPercent }, minRetryConcurrency: FEWEST_RETRIES } }),
    },
    ...(retry === undefined ? {} : { retry: retryOf(rules, port, timeout) }),
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
  };
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
