import { portText } from './call-edges';
import { bareNode, Parts } from './parts';
import { Facts } from '../../model/facts';
import { Workload } from '../../workloads/workload';
import { GraphEdge } from '../graph-edge';
import { GraphEdgeKind } from '../graph-edge-kind';
import { GraphNodeKind } from '../graph-node-kind';

const HOSTNAME = 'external-dns.alpha.kubernetes.io/hostname';

/** The ways by which requests from outside reach a workload. @internal */
export function entrances(workload: Workload): Parts {
  const [hosts, service] = [hostEntrances(workload), serviceEntrance(workload)];
  return { nodes: [...hosts.nodes, ...service.nodes], edges: [...hosts.edges, ...service.edges] };
}

function hostEntrances(workload: Workload): Parts {
  const exposed = workload._settled().entries(Facts.EXPOSED).map(([, one]) => one);
  return {
    nodes: exposed.map(({ host, by }) => bareNode(`host ${host}`, GraphNodeKind.ENTRANCE, host, { detail: by })),
    edges: exposed.flatMap(({ host, port, routes, splits }): GraphEdge[] => [
      { from: `host ${host}`, to: workload.node.path, kind: GraphEdgeKind.EXPOSURE, port: port && portText(port), protocol: port?.protocol, only: [...routes] },
      ...splits.filter((split) => split.path !== undefined)
        .map((split) => ({ from: `host ${host}`, to: split.path!, kind: GraphEdgeKind.EXPOSURE, only: [`${split.route}, ${split.percent}%`] })),
    ]),
  };
}

/** A Service of its own that is open to the outside: a load balancer, or a port on every node. */
function serviceEntrance(workload: Workload): Parts {
  const settled = workload._settled();
  const type = settled.get(Facts.SERVICE_SETTING.at('type'));
  if (type !== 'LoadBalancer' && type !== 'NodePort') return { nodes: [], edges: [] };
  const id = `${type} ${workload.node.path}`;
  const what = type === 'NodePort' ? 'node port' : 'load balancer';
  const hostname = settled.get(Facts.SERVICE_ANNOTATION.at(HOSTNAME));
  return {
    nodes: [bareNode(id, GraphNodeKind.ENTRANCE, hostname ?? `${what} of ${workload.name}`, { detail: hostname === undefined ? `${type} Service` : what })],
    edges: settled.entries(Facts.SERVED).map(([, port]) => ({ from: id, to: workload.node.path, kind: GraphEdgeKind.EXPOSURE, port: portText(port), protocol: port.protocol, only: [] })),
  };
}
