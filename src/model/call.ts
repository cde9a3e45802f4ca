import type { Settled } from './settled';
import { breakerText } from '../values/calls/circuit-breaker';
import { poolText } from '../values/calls/connection-pool';
import { RequestShape } from '../values/calls/requests';
import { CallRules } from '../values/calls/resilience';
import { retryText } from '../values/calls/retry';
import { Port } from '../values/port';

/** One of the two that a call joins. @internal */
export interface CallEnd {
  readonly name: string;
  readonly namespace?: string;
  /** where it is in the construct tree */
  readonly path: string;
  /** what its pods are selected by, of a workload */
  readonly labels?: { [key: string]: string };
  /** what was decided about it; to be asked while rendering only */
  readonly settled?: () => Settled;
}

/** What is called: a workload, a server that keeps data, or something outside the cluster. @internal */
export type CalleeKind = 'workload' | 'database' | 'external' | 'other';

/** A call, as its caller's notebook has it. @internal */
export interface Call {
  readonly to: CallEnd;
  readonly kind: CalleeKind;
  /** the DNS name that the caller is given */
  readonly host: string;
  readonly port: Port;
  /** all requests if empty */
  readonly only: readonly RequestShape[];
  /** what goes before `_TIMEOUT` and its like in the variables' names */
  readonly prefix: string;
  /** only where requests can be told apart: HTTP and gRPC */
  readonly rules?: CallRules;
}

/** A call, as its callee's notebook has it. @internal */
export interface Caller {
  readonly from: CallEnd;
  readonly port: Port;
  readonly only: readonly RequestShape[];
  readonly rules?: CallRules;
  /** the key of the call in the caller's notebook */
  readonly key: string;
}

/** The key of a call in both notebooks' terms: whom, on which port. @internal */
export function callKey(end: { readonly name: string; readonly namespace?: string }, port: Port): string {
  return `${end.namespace === undefined ? '' : `${end.namespace}/`}${end.name}:${port.name}`;
}

/** Which part of two is the same is told by its text, closures left out. @internal */
export function callText(call: Call | Caller): string {
  const end = 'to' in call ? call.to : call.from;
  const only = call.only.map((r) => `${r.methods.join('|')}${r.exact ?? `${r.prefix}*`}`).join(', ');
  const rules = call.rules === undefined ? '' : `; ${retryText(call.rules.retry)}; ${breakerText(call.rules.breaker)}; ${poolText(call.rules.pool)}`;
  return `${end.namespace === undefined ? '' : `${end.namespace}/`}${end.name} on ${call.port}${only === '' ? '' : `, only ${only}`}${rules}`;
}
