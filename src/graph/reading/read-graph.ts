import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { callEdges } from './call-edges';
import { entrances } from './entrances';
import { openExplanation } from './open-explanation';
import { Openings } from './openings';
import { bareNode, Parts } from './parts';
import { workloadNode } from './workload-node';
import { ExternalService } from '../../links/external-service';
import { Explanation } from '../../model/explanation';
import { Workload } from '../../workloads/workload';
import { GraphEdge } from '../graph-edge';
import { GraphNode } from '../graph-node';
import { GraphNodeKind } from '../graph-node-kind';

/** Reads the graph from the tree and from what is settled: one walk, in time linear in what there is. @internal */
export function readGraph(scope: IConstruct): Parts {
  const constructs = scope.node.findAll();
  const workloads = constructs.filter((c): c is Workload => c instanceof Workload);
  const externals = constructs.filter((c): c is ExternalService => c instanceof ExternalService);
  const declared = workloads.map((workload) => ({ workload, calls: callEdges(workload), doors: entrances(workload) }));
  const joined = neighbours(declared.flatMap(({ calls }) => calls.edges));
  const openings = new Openings(workloads);
  const opened = workloads.map((workload) => openings.of(workload, joined.get(workload.node.path) ?? new Set()));

  const nodes = new Map<string, GraphNode>();
  const add = (node: GraphNode) => nodes.has(node.id) || nodes.set(node.id, node);
  workloads.map(workloadNode).forEach(add);
  externals.map(externalNode).forEach(add);
  declared.forEach(({ calls, doors }) => [...calls.nodes, ...doors.nodes].forEach(add));
  opened.forEach((parts) => parts.nodes.forEach(add));
  const edges = [...declared.flatMap(({ calls, doors }) => [...calls.edges, ...doors.edges]), ...opened.flatMap((parts) => parts.edges)];
  // A callee outside of the scope is not walked over; the call to it is known all the same.
  edges.flatMap(({ from, to }) => [from, to]).forEach((id) => add(bareNode(id, GraphNodeKind.EXTERNAL, id.slice(id.lastIndexOf('/') + 1), { detail: id })));
  return { nodes: [...nodes.values()].sort((a, b) => compare(a.id, b.id)), edges: distinct(edges) };
}

function externalNode(external: ExternalService): GraphNode {
  return bareNode(external.node.path, GraphNodeKind.EXTERNAL, external.name, {
    namespace: Chart.of(external).namespace,
    detail: external.host,
    ports: external.ports.map(String),
    explanation: openExplanation(Explanation._of(external.node.path, external._settled())),
    problems: external.node.validate(),
  });
}

function neighbours(edges: readonly GraphEdge[]): Map<string, Set<string>> {
  const joined = new Map<string, Set<string>>();
  const join = (a: string, b: string) => joined.set(a, (joined.get(a) ?? new Set()).add(b));
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  return joined;
}

/** Both ends may have opened the same way. */
function distinct(edges: readonly GraphEdge[]): GraphEdge[] {
  const keyed = edges.map((edge): [string, GraphEdge] => [[edge.from, edge.to, edge.kind, edge.port ?? '', edge.only.join()].join('\n'), edge]);
  return [...new Map(keyed).entries()].sort(([a], [b]) => compare(a, b)).map(([, edge]) => edge);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
