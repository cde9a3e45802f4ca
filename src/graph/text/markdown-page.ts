import { counted } from './call-words';
import { mermaidDiagrams } from './mermaid-diagram';
import { durationText } from '../../values/calls/whole-millis';
import { GraphContent } from '../graph-content';
import { GraphEdgeKind } from '../graph-edge-kind';
import { GraphNode } from '../graph-node';
import { GraphNodeKind } from '../graph-node-kind';

/** The graph as a page of Markdown. @internal */
export function markdownPage(graph: GraphContent): string {
  const { nodes, edges } = graph;
  const named = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const ways = (...kinds: GraphEdgeKind[]) => edges.filter(({ kind }) => kinds.includes(kind));
  const ours = nodes.filter(({ kind }) => ![GraphNodeKind.EXTERNAL, GraphNodeKind.ENTRANCE, GraphNodeKind.VISITOR].includes(kind));
  const diagrams = mermaidDiagrams(graph);
  return [
    '# Service graph',
    '',
    `${counted(ours.length, 'workload')}, ${counted(ways(GraphEdgeKind.CALL, GraphEdgeKind.USE).length, 'call')}. Written at synthesis; do not edit.`,
    '',
    ...diagrams.flatMap(({ title, text, left }) => [
      ...(diagrams.length === 1 ? [] : [`## ${cell(title)}`, '']), '```mermaid', text.trimEnd(), '```', '',
      ...(left === 0 ? [] : [`${counted(left, 'more way', 'more ways')} would not be read in a picture: see the tables.`, '']),
    ]),
    ...table('Problems', ['Where', 'What'], [
      ...graph.problems.map((problem) => ['', problem]),
      ...nodes.flatMap((node) => node.problems.map((problem) => [nameOf(node), problem])),
    ]),
    ...table('Workloads', ['Workload', 'Kind', 'Image', 'Pods', 'Ports'], ours.map((node) => [nameOf(node), node.kind, node.image ?? '', node.pods ?? '', node.ports.join(', ')])),
    ...table('Calls', ['Caller', 'Callee', 'Port', 'Only', 'Deadline', 'Retries', 'Circuit breaker'], ways(GraphEdgeKind.CALL, GraphEdgeKind.USE).map((edge) => [
      named.get(edge.from)!, named.get(edge.to)!, edge.port ?? '', edge.only.join(', '), edge.timeout === undefined ? '' : durationText(edge.timeout),
      edge.retries ?? (edge.timeout === undefined ? '' : 'none'), edge.circuitBreaker ?? (edge.timeout === undefined ? '' : 'none'),
    ])),
    ...table('From outside', ['Host', 'Workload', 'Port', 'Routes'], ways(GraphEdgeKind.EXPOSURE).map((edge) => [named.get(edge.from)!, named.get(edge.to)!, edge.port ?? '', edge.only.join(', ')])),
    ...table('Open by hand', ['From', 'To', 'Port'], ways(GraphEdgeKind.OPENING).map((edge) => [named.get(edge.from)!, named.get(edge.to)!, edge.port ?? 'any'])),
    ...table('Outside the app', ['Name', 'Host', 'Ports'], nodes.filter(({ kind }) => kind === GraphNodeKind.EXTERNAL).map((node) => [node.name, node.detail ?? '', node.ports.join(', ')])),
  ].join('\n');
}

function nameOf({ name, namespace, kind }: GraphNode): string {
  return namespace === undefined || kind === GraphNodeKind.EXTERNAL ? name : `${namespace}/${name}`;
}

/** Nothing, where there are no rows. */
function table(title: string, head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [`## ${title}`, '', line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

/** Any text in a cell, with nothing that Markdown or HTML would read in it. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|~#$&]/g, (char) => (char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`));
}
