import { GraphContent } from './graph-content';
import { GraphNode } from './graph-node';
import { GraphNodeKind } from './graph-node-kind';

/** Where those stand who are in no namespace of the app: before it, behind it, or in a chart without one. @internal */
export const [BEFORE, BEHIND, UNNAMED] = ['comes in', 'outside', 'no namespace'];

/**
 * The region of each node: its namespace; an entrance or a visitor is where it leads to, if that is one place.
 *
 * @internal
 */
export function regionsOf({ nodes, edges }: GraphContent): Map<string, string> {
  const regions = new Map<string, string>();
  for (const node of nodes) if (!comesIn(node)) regions.set(node.id, node.kind === GraphNodeKind.EXTERNAL ? BEHIND : node.namespace ?? UNNAMED);
  const reached = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    const region = regions.get(to);
    if (!regions.has(from) && region !== undefined) reached.set(from, (reached.get(from) ?? new Set()).add(region));
  }
  for (const node of nodes.filter(comesIn)) {
    const [region, another] = reached.get(node.id) ?? [];
    regions.set(node.id, region === undefined || another !== undefined ? BEFORE : region);
  }
  return regions;
}

/** All regions: before, the namespaces by name, behind. @internal */
export function inOrder(regions: Iterable<string>): string[] {
  const place = (region: string) => (region === BEFORE ? 0 : region === BEHIND ? 3 : region === UNNAMED ? 2 : 1);
  return [...new Set(regions)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function comesIn({ kind }: GraphNode): boolean {
  return kind === GraphNodeKind.ENTRANCE || kind === GraphNodeKind.VISITOR;
}
