import { bareNode, Parts } from './parts';
import { Facts, Opening } from '../../model/facts';
import { Rank } from '../../model/rank';
import { MapSlot } from '../../model/slot';
import { NetworkPeers } from '../../workloads/peers';
import { Workload } from '../../workloads/workload';
import { GraphEdge } from '../graph-edge';
import { GraphEdgeKind } from '../graph-edge-kind';
import { GraphNodeKind } from '../graph-node-kind';

/**
 * The ways to and from others that a team has opened by hand.
 *
 * What the platform and traits open for everybody (DNS, metrics, telemetry) is in the explanation of each; as
 * nodes they would be joined to all others and say nothing.
 *
 * @internal
 */
export class Openings {
  private readonly known = new Map<string, string>();

  constructor(workloads: readonly Workload[]) {
    for (const { _identity: identity, node } of workloads) {
      this.known.set(`${NetworkPeers.of(identity, identity.namespace)} from ${identity.namespace}`, node.path);
      if (identity.namespace !== undefined) this.known.set(String(NetworkPeers.of(identity)), node.path);
    }
  }

  /** @param called those who are called by this workload, and those who call it */
  public of(workload: Workload, called: ReadonlySet<string>): Parts {
    const nodes: Parts['nodes'] = [];
    const edges: GraphEdge[] = [];
    const add = (map: MapSlot<Opening>, kind: GraphNodeKind) => {
      for (const { peer, port, protocols } of this.openedByHand(workload, map)) {
        const known = this.known.get(String(peer)) ?? this.known.get(`${peer} from ${workload.namespace}`);
        if (known !== undefined && called.has(known)) continue;
        const other = known ?? `${kind} ${peer}`;
        if (known === undefined) nodes.push(bareNode(other, kind, String(peer)));
        const [from, to] = map === Facts.INGRESS ? [other, workload.node.path] : [workload.node.path, other];
        edges.push({ from, to, kind: GraphEdgeKind.OPENING, port: port === undefined ? undefined : String(port), protocol: protocols.join('+'), only: [] });
      }
    };
    add(Facts.INGRESS, GraphNodeKind.VISITOR);
    add(Facts.EGRESS, GraphNodeKind.EXTERNAL);
    return { nodes, edges };
  }

  private openedByHand(workload: Workload, map: MapSlot<Opening>): Opening[] {
    const settled = workload._settled();
    const calls = new Set(settled.entries(Facts.CALL).map(([key]) => settled.decision(Facts.CALL.at(key))!.winner.writer.who));
    return settled.entries(map).filter(([key]) => {
      const { who, rank } = settled.decision(map.at(key))!.winner.writer;
      return rank === Rank.YOU || (rank === Rank.TRAIT && map === Facts.EGRESS && who.startsWith('link ') && !calls.has(who));
    }).map(([, opening]) => opening);
  }
}
