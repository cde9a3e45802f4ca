import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';

/** What the kubelet asks of a port, as a proxy sees it. @internal */
export interface ProbeRequest { readonly method: 'GET' | 'POST'; readonly path: string; readonly isGrpc: boolean }

/** The probes of all containers on one port; the kubelet is no member of any mesh. @internal */
export function probeRequests(settled: Settled, number: number): ProbeRequest[] {
  const probes = [...settled.entries(Facts.PROBE).map(([, probe]) => probe), ...settled.entries(Facts.CONTAINER).flatMap(([, container]) => Object.values(container.probes))];
  const requests = probes.flatMap(({ _action: action }): ProbeRequest[] => {
    if (action.kind === 'http' && action.port.number === number) return [{ method: 'GET', path: action.path, isGrpc: false }];
    if (action.kind === 'grpc' && action.port.number === number) return [{ method: 'POST', path: '/grpc.health.v1.Health/Check', isGrpc: true }];
    return [];
  });
  return [...new Map(requests.map((request) => [`${request.method} ${request.path}`, request])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, request]) => request);
}
