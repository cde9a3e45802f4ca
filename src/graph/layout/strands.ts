import { Columns } from './columns';
import { Shape, Way } from './picture';

/** Something in a column: a thing, or a place where ways pass by. @internal */
export interface Item {
  readonly column: number;
  readonly lane: number;
  readonly height: number;
  /** to the left and to the right, by their numbers */
  readonly left: number[];
  readonly right: number[];
}

/** Each way as the items that it leads over, from left to right. @internal */
export interface Strands {
  /** first all things, then the places where ways pass */
  readonly items: Item[];
  readonly ofWay: ReadonlyArray<readonly number[]>;
}

const PASS_HEIGHT = 6;

/**
 * Lays each way over every column between its ends, so that it passes between the things there and not behind them.
 *
 * Ways to one thing share their places: they flow together, and there are no more places than things and columns.
 *
 * @internal
 */
export function strandsOf(shapes: readonly Shape[], ways: readonly Way[], { of, back }: Columns): Strands {
  const items: Item[] = shapes.map(({ lane, height }, thing) => ({ column: of[thing], lane, height, left: [], right: [] }));
  const shared = new Map<string, number>();
  const joined = new Set<string>();
  const join = (a: number, b: number) => {
    if (joined.has(`${a} ${b}`)) return;
    joined.add(`${a} ${b}`);
    items[a].right.push(b);
    items[b].left.push(a);
  };
  const ofWay = ways.map((way, w) => {
    if (of[way.from] === of[way.to]) return [way.from, way.to];
    const [start, end] = back.has(w) ? [way.to, way.from] : [way.from, way.to];
    const strand = [start];
    for (let column = of[start] + 1; column < of[end]; column++) {
      const key = `${back.has(w) ? `back ${w}` : end} ${column}`;
      let place = shared.get(key);
      if (place === undefined) {
        place = items.push({ column, lane: shapes[end].lane, height: PASS_HEIGHT, left: [], right: [] }) - 1;
        shared.set(key, place);
      }
      strand.push(place);
    }
    strand.push(end);
    for (let i = 1; i < strand.length; i++) join(strand[i - 1], strand[i]);
    return strand;
  });
  return { items, ofWay };
}
