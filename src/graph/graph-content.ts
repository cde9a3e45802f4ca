import { GraphEdge } from './graph-edge';
import { GraphNode } from './graph-node';

/** What is drawn: a whole graph, or a part of one. @internal */
export interface GraphContent {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly problems: readonly string[];
}
