import { CallPlan, sharedRules } from './call-plan';
import { showPlain } from '../../model/slot';
import { pauseMillis } from '../../values/calls/circuit-breaker';
import { CallRules } from '../../values/calls/resilience';
import { durationText } from '../../values/calls/whole-millis';

/** Retries beside the first few, of all requests under way: Envoy's own floor. */
const FEWEST_RETRIES = 3;

/** When Istio leaves a pod alone that fails, and how much it asks of all of them at once. @internal */
export function destinationRule(host: string, plans: readonly CallPlan[]): object {
  const policies = plans.map((plan) => ({ port: { number: plan.port.serviceNumber }, ...trafficPolicy(sharedRules(plan)) }));
  const [first, ...others] = policies.map(({ port: _, ...policy }) => policy);
  const same = others.every((other) => showPlain(other) === showPlain(first));
  if (same) return { host, trafficPolicy: first };
  const byPort = policies.map(({ retryBudget: _, ...policy }) => policy);
  return { host, trafficPolicy: { portLevelSettings: byPort, ...(first.retryBudget === undefined ? {} : { retryBudget: first.retryBudget }) } };
}

/** @internal */
export function trafficPolicy({ breaker, pool, retry }: CallRules) {
  return {
    connectionPool: {
      tcp: { maxConnections: pool.maxConnections },
      http: { http1MaxPendingRequests: pool.maxPendingRequests, http2MaxRequests: pool.maxRequests },
    },
    ...(breaker === undefined ? {} : {
      outlierDetection: {
        consecutive5xxErrors: breaker.consecutiveFailures,
        interval: durationText(breaker.intervalMillis),
        baseEjectionTime: durationText(pauseMillis(breaker, true)),
        maxEjectionPercent: breaker.maxEjectedPercent,
        minHealthPercent: 100 - breaker.maxEjectedPercent,
      },
    }),
    ...(retry === undefined ? {} : { retryBudget: { percent: retry.budgetPercent, minRetryConcurrency: FEWEST_RETRIES } }),
  };
}
