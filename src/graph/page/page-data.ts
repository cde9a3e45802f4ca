import type { View } from './view';
import { Views } from './views';
import { ExplainedValue } from '../../model/explanation';
import { Rank } from '../../model/rank';
import { GraphContent } from '../graph-content';
import { GraphNode } from '../graph-node';
import { inOrder, regionsOf } from '../regions';

/** What the page's program gets: the graph with numbers instead of ids, and the pictures. @internal */
export interface PageData {
  readonly regions: readonly string[];
  readonly nodes: ReadonlyArray<{ readonly region: number; readonly explained: readonly number[] } & Omit<GraphNode, 'explanation'>>;
  readonly edges: ReadonlyArray<{ readonly [field: string]: any }>;
  /** every text of an explanation, once */
  readonly words: readonly string[];
  /** what is explained alike of many nodes is there once: fact, value, who, rank, why, overruled, by the numbers of their words */
  readonly explained: ReadonlyArray<readonly number[]>;
  readonly problems: readonly string[];
  readonly views: readonly View[];
}

/** @internal */
export function pageData(graph: GraphContent): PageData {
  const regionOf = regionsOf(graph);
  const regions = inOrder(regionOf.values());
  const indexOf = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const numberOf = new Map(regions.map((name, i) => [name, i]));
  const [words, rows] = [new Once<string>(String), new Once<number[]>(String)];
  return {
    regions,
    nodes: graph.nodes.map(({ explanation, ...node }) => ({
      ...node,
      region: numberOf.get(regionOf.get(node.id)!)!,
      explained: explanation.map((value) => rows.of(cells(value).map((cell) => words.of(cell)))),
    })),
    edges: graph.edges.map(({ from, to, ...edge }) => ({ ...edge, from: indexOf.get(from), to: indexOf.get(to) })),
    words: words.all,
    explained: rows.all,
    problems: graph.problems,
    views: new Views(graph, regions, regionOf).all(),
  };
}

function cells({ fact, value, who, rank, why, overruled }: ExplainedValue): string[] {
  return [fact, value, who, Rank[rank].toLowerCase().replace('_', ' '), why, overruled.join('; ')];
}

/** Each different thing once, by its number. */
class Once<T> {
  public readonly all: T[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly keyOf: (thing: T) => string) {}

  public of(thing: T): number {
    const key = this.keyOf(thing);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.all.length);
    return this.all.push(thing) - 1;
  }
}
