import { Address } from './address';
import { CallBook } from './call-book';
import { callFlaws, wordFlaws } from './call-flaws';
import { callPolicyText, serviceConfigText } from './call-variables';
import { CallerSide } from './callee';
import { drainMillis } from './drain-time';
import { ILink } from './link';
import { Call, Caller, callKey } from '../model/call';
import { EnvSource, Facts } from '../model/facts';
import { removedWith } from '../model/presence';
import { Settled } from '../model/settled';
import { Requests } from '../values/calls/requests';
import { Resilience } from '../values/calls/resilience';
import { durationText } from '../values/calls/whole-millis';
import { Port, PortProtocol } from '../values/port';

/** What is said of a call, as its record needs it. @internal */
export interface CallWords {
  readonly prefix: string;
  readonly protocol?: PortProtocol;
  readonly resilience?: Resilience;
  readonly only?: Requests[];
  readonly callsBack?: boolean;
}

/** Half of what a pod that leaves gives its requests: they end before it does. */
const FIRST = 10_000;

/**
 * Writes down a call: what it is in both notebooks, its deadline and its policy in the caller's variables.
 *
 * @internal
 */
export function recordCall(link: ILink, calleeName: string, address: Address, words: CallWords): void {
  const caller = link._caller;
  if (caller === undefined) return;
  const { port, _callee: callee } = address;
  const to = callee?.end ?? { name: calleeName, path: calleeName };
  const key = callKey(to, port);
  const only = (words.only ?? []).map((requests) => requests._shape);
  const rulesOf = () => (port._hasRequests ? Resilience._merged([words.resilience, to.settled?.().get(Facts.OFFERED), caller.platform.resilience]) : undefined);

  if (!link.client._report(wordFlaws(calleeName, port, words))) return;
  const call: Omit<Call, 'rules'> = { to, kind: callee?.kind ?? 'other', host: address.host, port, only, prefix: words.prefix };
  link.client._deriveAt(Facts.CALL, key, () => ({ ...call, rules: rulesOf() }), words.resilience === undefined ? 'as the callee and the platform say' : 'said of this call');
  const back: Omit<Caller, 'rules'> = { from: caller.end, port, only, key };
  callee?.draft?._deriveAt(Facts.CALLER, callKey(caller.end, port), () => ({ ...back, rules: rulesOf() }), 'a declared call');
  if (!port._hasRequests) return;
  writeDeadline(link, caller, address, key, words);
}

function writeDeadline(link: ILink, caller: CallerSide, address: Address, key: string, words: CallWords): void {
  const { port, _callee: callee } = address;
  const to = callee?.end ?? { name: key, path: key };
  const book = CallBook.of(caller.construct);
  const id = `${caller.end.path} ${key}`;
  const first = caller.platform.resilience?._timeout ?? FIRST;
  book.add({
    id,
    from: caller.end,
    to,
    fixed: () => words.resilience?._timeout ?? to.settled?.().get(Facts.OFFERED)?._timeout,
    most: () => drainMillis(to.settled?.()),
    first,
    isBack: words.callsBack ?? false,
    isThere: () => removedWith(caller.construct) === undefined,
  });
  const timeoutOf = () => book.deadlines().of.get(id)?.millis;
  link.client._deriveAt(Facts.CALL_TIMEOUT, key, timeoutOf, words.resilience?._timeout === undefined
    ? `${durationText(first)}, or nine tenths of what its own callers wait, unless the callee says otherwise` : 'said of this call');
  const variable = (suffix: string, why: string, text: (s: Settled, timeout: number) => string) =>
    link.client._deriveAt<EnvSource>(Facts.ENV, `${words.prefix}_${suffix}`, (s) => {
      const timeout = s.get(Facts.CALL_TIMEOUT.at(key));
      return timeout === undefined ? undefined : { kind: 'text', text: text(s, timeout) };
    }, why);
  const rules = (s: Settled) => s.get(Facts.CALL.at(key))!.rules!;
  // What goes out of the cluster or is inside of TLS, no proxy can retry.
  const byMesh = caller.platform.mesh !== undefined && callee?.kind === 'workload' && port._isReadable;
  variable('TIMEOUT', `the deadline of a call to ${to.name}, its retries included`, (_, timeout) => durationText(timeout));
  if (isGrpc(port)) variable('SERVICE_CONFIG', 'for grpc.WithDefaultServiceConfig', (s, timeout) => serviceConfigText(rules(s), timeout, byMesh));
  if (!byMesh) variable('CALL_POLICY', `how the program calls ${to.name}, as no mesh does it`, (s, timeout) => callPolicyText(rules(s), timeout));
  link.client._check((s) => callFlaws(s, caller.end.name, key, words.prefix, book.deadlines().of.get(id), book.deadlines().cycles.get(id)));
}

function isGrpc(port: Port): boolean {
  return port.protocol === PortProtocol.GRPC;
}
