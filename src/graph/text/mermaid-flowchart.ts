import { callWords } from './call-words';
import { MermaidIds, quotedLabel } from './mermaid-names';
import { GraphEdge } from '../graph-edge';
import { GraphEdgeKind } from '../graph-edge-kind';
import { GraphNode } from '../graph-node';
import { GraphNodeKind } from '../graph-node-kind';

/** Somebody in a diagram: a node, or many as one. @internal */
export interface Figure {
  readonly id: string;
  readonly kind: GraphNodeKind | 'many';
  /** one line each */
  readonly label: readonly string[];
  readonly isBroken: boolean;
  /** what it is drawn in; nothing for the open */
  readonly region?: string;
}

/** A way in a diagram, of however many calls. @internal */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** not declared as a call, only open */
  readonly isDotted: boolean;
}

/** What is put around the label, which tells kinds apart. */
const SHAPES: { readonly [kind in Figure['kind']]: readonly [string, string] } = {
  service: ['[', ']'],
  worker: ['[/', '/]'],
  job: ['[[', ']]'],
  operator: ['{{', '}}'],
  database: ['[(', ')]'],
  external: ['>', ']'],
  entrance: ['([', '])'],
  visitor: ['(', ')'],
  many: ['[', ']'],
};

/** @internal */
export function figureOf({ id, kind, name, detail, problems }: GraphNode, region: string | undefined): Figure {
  return { id, kind, label: [name, kind === GraphNodeKind.EXTERNAL && detail !== name ? detail ?? '' : ''], isBroken: problems.length > 0, region };
}

/** Calls of one pair are one line. @internal */
export function linesOf(edges: readonly GraphEdge[], nameOf: (id: string) => string): Line[] {
  const pairs = new Map<string, { from: string; to: string; edges: GraphEdge[] }>();
  for (const edge of edges) {
    const [from, to] = [nameOf(edge.from), nameOf(edge.to)];
    const pair = pairs.get(`${from}\n${to}`) ?? { from, to, edges: [] };
    pair.edges.push(edge);
    pairs.set(`${from}\n${to}`, pair);
  }
  return [...pairs.values()].map(({ from, to, edges: all }) => {
    const single = all.filter((edge) => edge.from === from && edge.to === to);
    const label = single.length === all.length ? [...new Set(single.map(callWords))].filter((words) => words !== '').join('; ') : `${all.length}`;
    return { from, to, label, isDotted: all.every((edge) => edge.kind === GraphEdgeKind.OPENING) };
  });
}

/** The text of one diagram. @internal */
export function flowchart(figures: readonly Figure[], lines: readonly Line[], regions: readonly string[]): string {
  const ids = new MermaidIds();
  const figure = ({ id, kind, label }: Figure) => `${ids.of(id)}${SHAPES[kind][0]}${quotedLabel(...label)}${SHAPES[kind][1]}`;
  const boxed = regions.map((region) => ({ region, inside: figures.filter((one) => one.region === region) })).filter(({ inside }) => inside.length > 0);
  const broken = figures.filter((one) => one.isBroken).map((one) => ids.of(one.id));
  const many = figures.filter((one) => one.kind === 'many').map((one) => ids.of(one.id));
  return [
    'flowchart LR',
    ...figures.filter((one) => one.region === undefined).map((one) => `  ${figure(one)}`),
    ...boxed.flatMap(({ region, inside }) => [`  subgraph ${ids.of(`region ${region}`)}[${quotedLabel(region)}]`, ...inside.map((one) => `    ${figure(one)}`), '  end']),
    ...lines.map(({ from, to, label, isDotted }) => `  ${ids.of(from)} ${isDotted ? '-.->' : '-->'}${label === '' ? '' : `|${quotedLabel(label)}|`} ${ids.of(to)}`),
    ...(many.length === 0 ? [] : ['  classDef many stroke-dasharray: 4 3', `  class ${many.join(',')} many`]),
    ...(broken.length === 0 ? [] : ['  classDef broken stroke:#c62828,stroke-width:3px', `  class ${broken.join(',')} broken`]),
    '',
  ].join('\n');
}
