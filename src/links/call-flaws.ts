import type { CallWords } from './call-record';
import { Deadline } from './deadlines';
import { drainMillis } from './drain-time';
import { Call } from '../model/call';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { tryMillis } from '../values/calls/retry';
import { durationText } from '../values/calls/whole-millis';
import { Flaw, flaw } from '../values/flaw';
import { Port, PortProtocol } from '../values/port';

/** What can be told from the words of a call alone. @internal */
export function wordFlaws(callee: string, port: Port, { protocol, resilience, only = [] }: CallWords): Flaw[] {
  const rpc = only.find((requests) => requests._shape.protocol === 'grpc');
  const http = only.find((requests) => requests._shape.protocol === 'http');
  const speaksGrpc = [PortProtocol.GRPC, PortProtocol.H2C, PortProtocol.GRPC_WEB].includes(port.protocol);
  const speaksHttp = [PortProtocol.HTTP, PortProtocol.H2C, PortProtocol.HTTPS].includes(port.protocol);
  const mismatch = (wanted: string) => flaw('call/protocol-mismatch', `${wanted}, and port "${port.name}" of ${callee} speaks ${port.protocol}`,
    'Call a port that speaks it, or say on the callee what its port speaks: Port.grpc(…), Port.http(…).');
  return [
    ...(protocol === undefined || protocol === port.protocol ? [] : [mismatch(`the call is made in ${protocol}`)]),
    ...(rpc === undefined || speaksGrpc ? [] : [mismatch(`the call is for the gRPC method ${rpc}`)]),
    ...(http === undefined || speaksHttp ? [] : [mismatch(`the call is for HTTP requests, ${http}`)]),
    ...(resilience === undefined || port._hasRequests ? [] : [flaw('call/no-requests',
      `the call to ${callee} has a resilience, and port "${port.name}" speaks ${port.protocol}, where nobody can tell one request from the next`, 'Leave it out, or name a port that speaks HTTP or gRPC.')]),
    ...(resilience?._flaws ?? []),
    ...only.flatMap((requests) => requests._flaws),
  ];
}

/** What can be told once all is settled. @internal */
export function callFlaws(settled: Settled, caller: string, key: string, prefix: string, deadline: Deadline | undefined, cycle: readonly string[] | undefined): Flaw[] {
  const call = settled.get(Facts.CALL.at(key));
  const millis = settled.get(Facts.CALL_TIMEOUT.at(key));
  if (call === undefined || millis === undefined || deadline === undefined) return [];
  return [
    ...(cycle === undefined ? [] : [flaw('call/cycle', `the calls go round: ${cycle.join(' -> ')}; no deadline can hold for all of them, and one overload becomes everybody's`,
      'Turn one of them round, put a queue between, or say of the call that leads back that it is known: { callsBack: true }.')]),
    ...outlasted(caller, call, millis, deadline),
    ...drained(caller, call, millis),
    ...tries(call, millis),
    ...byHand(settled, prefix, millis, call),
  ];
}

function outlasted(caller: string, call: Call, millis: number, { outlastedBy }: Deadline): Flaw[] {
  return outlastedBy === undefined ? [] : [flaw('call/outlasts-caller',
    `${caller} waits ${durationText(millis)} for ${call.to.name}, and ${outlastedBy.caller} waits only ${durationText(outlastedBy.millis)} for ${caller}: it has gone before the answer can come`,
    `Give the call to ${call.to.name} less than ${durationText(outlastedBy.millis)}, or leave its timeout out and it is derived; or let ${outlastedBy.caller} wait longer.`)];
}

function drained(caller: string, call: Call, millis: number): Flaw[] {
  const drain = drainMillis(call.to.settled?.());
  return drain === undefined || millis <= drain ? [] : [flaw('call/outlasts-drain',
    `${caller} waits ${durationText(millis)} for ${call.to.name}, and a pod of ${call.to.name} that leaves gives its requests ${durationText(drain)}: the slowest would be cut at each rollout`,
    `Give the call at most ${durationText(drain)}, or the callee a longer drain: new GracefulDrain({ timeout: Duration.seconds(${Math.ceil(millis / 1000)}) }).`)];
}

function tries(call: Call, millis: number): Flaw[] {
  const one = call.rules?.retry && tryMillis(call.rules.retry, millis);
  return one === undefined || one <= millis ? [] : [flaw('retry/try-outlasts-call',
    `one try of a call to ${call.to.name} may take ${durationText(one)}, the whole call only ${durationText(millis)}`, 'Leave perTryTimeout out, or give it less than the timeout.')];
}

function byHand(settled: Settled, prefix: string, millis: number, call: Call): Flaw[] {
  const said = settled.get(Facts.ENV.at(`${prefix}_TIMEOUT`));
  return said?.kind !== 'text' || said.text === durationText(millis) ? [] : [flaw('call/timeout-set-by-hand',
    `${prefix}_TIMEOUT is "${said.text}", and the call to ${call.to.name} was reckoned with ${durationText(millis)}`,
    'Say it where the whole graph sees it: calls(…, { resilience: Resilience.of({ timeout }) }).')];
}
