import { CallPlan, PlannedCall } from './call-plan';
import { envoyConditions } from './retry-words';
import { showPlain } from '../../model/slot';
import { RetryRule, tryMillis } from '../../values/calls/retry';
import { durationText } from '../../values/calls/whole-millis';
import { Port } from '../../values/port';

/** One route of the VirtualService: callers who are given the same. @internal */
export interface CallRoute {
  readonly name: string;
  readonly port: Port;
  /** everybody if empty */
  readonly callers: readonly PlannedCall[];
  readonly how: { readonly timeout?: string; readonly retries: object };
}

/** Callers who are given something else than everybody have a route of their own, before that for everybody. @internal */
export function callRoutes(plans: readonly CallPlan[]): CallRoute[] {
  return plans.flatMap((plan) => {
    const { port, unsaid, timeout } = plan;
    const rest = howOf(port, unsaid.retry, timeout);
    const groups = new Map<string, PlannedCall[]>();
    for (const call of plan.calls) {
      const key = showPlain(howOf(port, call.rules.retry, call.timeout));
      if (key !== showPlain(rest)) groups.set(key, [...groups.get(key) ?? [], call]);
    }
    const own = [...groups.values()].map((callers) => ({ name: `${port.name}-from-${textOf(callers[0])}`, port, callers, how: howOf(port, callers[0].rules.retry, callers[0].timeout) }));
    return [...own.sort((a, b) => (a.name < b.name ? -1 : 1)), { name: port.name, port, callers: [], how: rest }];
  });
}

/** One VirtualService for a host, as two would take turns. @param canary the Service of the new version, which gets a share if there is one @internal */
export function callVirtualService(hosts: readonly string[], service: string, routes: readonly CallRoute[], canary: string | undefined): object {
  return {
    hosts,
    http: routes.map(({ name, port, callers, how }) => ({
      name,
      match: callers.length === 0 ? [{ port: port.serviceNumber }] : callers.map(({ labels, namespace }) => (
        { port: port.serviceNumber, sourceLabels: labels, ...(namespace === undefined ? {} : { sourceNamespace: namespace }) })),
      route: [
        { destination: { host: service, port: { number: port.serviceNumber } }, ...(canary === undefined ? {} : { weight: 100 }) },
        ...(canary === undefined ? [] : [{ destination: { host: canary, port: { number: port.serviceNumber } }, weight: 0 }]),
      ],
      ...how,
    })),
  };
}

/** Istio tries three times where nothing is said, so that no retries have to be said. @internal */
export function howOf(port: Port, retry: RetryRule | undefined, timeout: number | undefined): CallRoute['how'] {
  const perTry = retry && tryMillis(retry, timeout);
  return {
    ...(timeout === undefined ? {} : { timeout: durationText(timeout) }),
    retries: retry === undefined ? { attempts: 0 } : {
      attempts: retry.maxRetries,
      ...(perTry === undefined ? {} : { perTryTimeout: durationText(perTry) }),
      retryOn: envoyConditions(retry, port).join(','),
    },
  };
}

function textOf({ name, namespace }: PlannedCall): string {
  return namespace === undefined ? name : `${namespace}-${name}`;
}
