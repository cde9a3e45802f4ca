import { bareNode, Parts } from './parts';
import { Call } from '../../model/call';
import { Facts } from '../../model/facts';
import { pauseMillis } from '../../values/calls/circuit-breaker';
import { RequestShape } from '../../values/calls/requests';
import { tryMillis } from '../../values/calls/retry';
import { durationText } from '../../values/calls/whole-millis';
import { Port } from '../../values/port';
import { Workload } from '../../workloads/workload';
import { GraphEdge } from '../graph-edge';
import { GraphEdgeKind } from '../graph-edge-kind';
import { GraphNodeKind } from '../graph-node-kind';

/** All that a workload calls and uses. @internal */
export function callEdges(workload: Workload): Parts {
  const settled = workload._settled();
  const calls = settled.entries(Facts.CALL);
  return {
    nodes: calls.filter(([, call]) => call.kind === 'other').map(([, { to, host }]) => bareNode(to.path, GraphNodeKind.EXTERNAL, to.name, { detail: host })),
    edges: calls.map(([key, call]) => callEdge(workload.node.path, key, call, settled.get(Facts.CALL_TIMEOUT.at(key)), settled.get(Facts.MESH) !== undefined)),
  };
}

function callEdge(from: string, key: string, call: Call, timeout: number | undefined, inMesh: boolean): GraphEdge {
  const { retry, breaker, pool } = call.rules ?? {};
  const oneTry = retry && tryMillis(retry, timeout);
  return {
    from,
    to: call.to.path,
    kind: call.kind === 'database' ? GraphEdgeKind.USE : GraphEdgeKind.CALL,
    port: portText(call.port),
    protocol: call.port.protocol,
    only: call.only.map(requestText),
    timeout,
    maxRetries: call.rules === undefined ? undefined : retry?.maxRetries ?? 0,
    retries: retry && `${retry.maxRetries} on ${retry.on.join(', ')}; ${oneTry === undefined ? '' : `${durationText(oneTry)} a try, `}at most ${retry.budgetPercent}% of all calls`,
    circuitBreaker: breaker && `open for ${durationText(pauseMillis(breaker, inMesh))} after ${breaker.consecutiveFailures} failures in a row`,
    connectionPool: pool && `${pool.maxConnections} connections, ${pool.maxPendingRequests} waiting, ${pool.maxRequests} under way`,
    fact: Facts.CALL.at(key).name,
  };
}

/** @internal */
export function portText(port: Port): string {
  return `${port.name} ${port.number}`;
}

function requestText({ protocol, methods, exact, prefix }: RequestShape): string {
  const path = exact ?? `${prefix}*`;
  return protocol === 'grpc' ? path.slice(1) : [...methods, path].join(' ');
}
