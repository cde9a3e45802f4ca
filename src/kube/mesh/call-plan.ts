import { Caller } from '../../model/call';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { CallRules, Resilience } from '../../values/calls/resilience';
import { Port } from '../../values/port';

/** A declared call to one port, with its deadline in milliseconds. @internal */
export interface PlannedCall {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: { readonly [key: string]: string };
  readonly rules: CallRules;
  readonly timeout?: number;
}

/** How calls to one port are made. @internal */
export interface CallPlan {
  readonly port: Port;
  /** of whoever is not known to call, such as the edge */
  readonly unsaid: CallRules;
  /** milliseconds, if the callee says it */
  readonly timeout?: number;
  readonly calls: readonly PlannedCall[];
}

/** The plans of all ports whose requests a proxy can read. @internal */
export function callPlans(settled: Settled, platform: Resilience | undefined): CallPlan[] {
  const offered = settled.get(Facts.OFFERED);
  const callers = settled.entries(Facts.CALLER).map(([, caller]) => caller);
  return settled.entries(Facts.SERVED).map(([, port]) => port).filter((port) => port._isReadable).map((port) => ({
    port,
    unsaid: Resilience._merged([offered, platform]),
    timeout: offered?._timeout,
    calls: callers.filter((caller) => caller.port.name === port.name && caller.rules !== undefined).map(planned),
  }));
}

/** What every caller of the port is given, as far as it cannot differ by caller: that of the first, or of those who are not known. @internal */
export function sharedRules({ calls, unsaid }: CallPlan): CallRules {
  const [first] = calls;
  return first === undefined ? unsaid : { ...first.rules, retry: calls.find(({ rules }) => rules.retry !== undefined)?.rules.retry };
}

/** How long the most patient caller waits. @internal */
export function longestTimeout({ calls, timeout }: CallPlan): number | undefined {
  const all = [timeout, ...calls.map((call) => call.timeout)].filter((millis): millis is number => millis !== undefined);
  return all.length === 0 ? undefined : Math.max(...all);
}

function planned({ from, rules, key }: Caller): PlannedCall {
  return { name: from.name, namespace: from.namespace, labels: from.labels ?? {}, rules: rules!, timeout: from.settled?.().get(Facts.CALL_TIMEOUT.at(key)) };
}
