import { Rank } from '../../model/rank';
import { GraphContent } from '../graph-content';

/** The graph for tools: a text that is the same for the same graph. @internal */
export function jsonText({ nodes, edges, problems }: GraphContent): string {
  const ranked = nodes.map((node) => ({ ...node, explanation: node.explanation.map((value) => ({ ...value, rank: Rank[value.rank] })) }));
  return `${JSON.stringify({ nodes: ranked, edges, problems }, null, 2)}\n`;
}
