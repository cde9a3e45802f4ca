import { GraphNode } from '../graph-node';

/** Gives each problem, `[path] message`, to the node that it is about, or that its place is in. @internal */
export function placeProblems(nodes: GraphNode[], problems: readonly string[]): { readonly nodes: GraphNode[]; readonly others: string[] } {
  const ids = new Set(nodes.map((node) => node.id));
  const more = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const problem of problems) {
    const [, path, message] = /^\[([^\]]*)\] ([^]*)$/.exec(problem) ?? [];
    const id = path === undefined ? undefined : nearest(path, ids);
    if (id === undefined) others.add(problem);
    else more.set(id, (more.get(id) ?? new Set()).add(message));
  }
  const placed = nodes.map((node) => (more.has(node.id) ? { ...node, problems: [...new Set([...node.problems, ...more.get(node.id)!])] } : node));
  return { nodes: placed, others: [...others] };
}

function nearest(path: string, ids: ReadonlySet<string>): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (ids.has(at)) return at;
  return undefined;
}
