import { GraphEdge } from '../graph-edge';
import { GraphNode } from '../graph-node';
import { GraphNodeKind } from '../graph-node-kind';

/** What a graph is put together from. @internal */
export interface Parts {
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
}

/** Something of which only a name is known, as it is not in this app. @internal */
export function bareNode(id: string, kind: GraphNodeKind, name: string, more: Partial<GraphNode> = {}): GraphNode {
  return { id, kind, name, ports: [], objects: [], traits: [], explanation: [], problems: [], ...more };
}
