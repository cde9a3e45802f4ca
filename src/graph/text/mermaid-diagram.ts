import { counted } from './call-words';
import { Figure, figureOf, flowchart, Line, linesOf } from './mermaid-flowchart';
import { GraphContent } from '../graph-content';
import { GraphEdge } from '../graph-edge';
import { GraphNode } from '../graph-node';
import { groupedBy } from '../grouped-by';
import { BEFORE, BEHIND, inOrder, regionsOf } from '../regions';

/** More than that is not read in one picture; 60 nodes rarely have more than the 500 edges that Mermaid draws. */
const MOST_NODES = 60;
const MOST_EDGES = 400;

/** One picture of several. @internal */
export interface Diagram {
  readonly title: string;
  readonly text: string;
  /** ways that are too many for a picture */
  readonly left: number;
}

/** The graph as one flowchart; where it is large, its regions. @internal */
export function mermaidDiagram(graph: GraphContent): string {
  return mermaidDiagrams(graph)[0].text;
}

/** All flowcharts of a graph: one, or that of the regions and one for each. @internal */
export function mermaidDiagrams(graph: GraphContent): Diagram[] {
  const regions = regionsOf(graph);
  if (graph.nodes.length <= MOST_NODES && graph.edges.length <= MOST_EDGES) {
    return [diagram('All', graph.nodes.map((node) => figureOf(node, boxOf(regions.get(node.id)!))), linesOf(graph.edges, (id) => id), inOrder(regions.values()))];
  }
  const parts = partsOf(graph, regions);
  const members = groupedBy(graph.nodes, (node) => parts.get(node.id)!);
  const touching = groupedBy(graph.edges.flatMap((edge) => [...new Set([parts.get(edge.from)!, parts.get(edge.to)!])].map((part) => ({ part, edge }))), ({ part }) => part);
  const between = linesOf(graph.edges.filter((edge) => parts.get(edge.from) !== parts.get(edge.to)), (id) => parts.get(id)!);
  return [
    diagram('Overview', [...members].map(([name, nodes]) => many(name, nodes)), between, []),
    ...[...members.keys()].map((name) => partDiagram(name, (touching.get(name) ?? []).map(({ edge }) => edge), members, parts)),
  ];
}

/** The nodes of a part, and each other part that they have to do with as one. */
function partDiagram(name: string, touching: readonly GraphEdge[], members: ReadonlyMap<string, readonly GraphNode[]>, parts: ReadonlyMap<string, string>): Diagram {
  const own = members.get(name)!;
  const inside = new Set(own.map((node) => node.id));
  const others = [...new Set(touching.flatMap(({ from, to }) => [parts.get(from)!, parts.get(to)!]))].filter((part) => part !== name).sort();
  const figures = [...own.map((node) => figureOf(node, name)), ...others.map((part) => many(part, members.get(part)!))];
  return diagram(name, figures, linesOf(touching, (id) => (inside.has(id) ? id : parts.get(id)!)), [name]);
}

/** Where each calls each, no picture helps, and Mermaid refuses to draw one. */
function diagram(title: string, figures: readonly Figure[], lines: readonly Line[], regions: readonly string[]): Diagram {
  return { title, text: flowchart(figures, lines.slice(0, MOST_EDGES), regions), left: Math.max(0, lines.length - MOST_EDGES) };
}

function many(name: string, nodes: readonly GraphNode[]): Figure {
  const broken = nodes.filter((node) => node.problems.length > 0).length;
  return { id: name, kind: 'many', label: [name, counted(nodes.length, 'node'), broken === 0 ? '' : `${broken} with problems`], isBroken: broken > 0 };
}

/** The part of each node: its region, or a piece of one that is too large. */
function partsOf({ nodes }: GraphContent, regions: ReadonlyMap<string, string>): Map<string, string> {
  const parts = new Map<string, string>();
  const grouped = groupedBy(nodes, (node) => regions.get(node.id)!);
  for (const region of inOrder(grouped.keys())) {
    const members = grouped.get(region)!;
    const pieces = Math.ceil(members.length / MOST_NODES);
    members.forEach((node, i) => parts.set(node.id, pieces === 1 ? region : `${region}, ${Math.floor(i * pieces / members.length) + 1} of ${pieces}`));
  }
  return parts;
}

function boxOf(region: string): string | undefined {
  return region === BEFORE || region === BEHIND ? undefined : region;
}
