import { Item } from './strands';

/** There and back; more hardly changes anything. */
const SWEEPS = 8;

/** The items of each column from top to bottom: lane by lane, and inside of a lane so that few ways cross. @internal */
export function orderOf(items: readonly Item[], columns: number): number[][] {
  const inColumn: number[][] = Array.from({ length: columns }, () => []);
  items.forEach((item, i) => inColumn[item.column].push(i));
  const place = new Float64Array(items.length);
  const settle = (column: number[]) => column.forEach((item, i) => { place[item] = (i + 0.5) / column.length; });
  for (const column of inColumn) {
    column.sort((a, b) => items[a].lane - items[b].lane || a - b);
    settle(column);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const toTheRight = sweep % 2 === 0;
    for (const column of toTheRight ? inColumn : [...inColumn].reverse()) {
      const middle = new Map(column.map((item) => [item, mean((toTheRight ? items[item].left : items[item].right).map((other) => place[other])) ?? place[item]]));
      column.sort((a, b) => items[a].lane - items[b].lane || middle.get(a)! - middle.get(b)! || place[a] - place[b]);
      settle(column);
    }
  }
  return inColumn;
}

/** @internal */
export function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}
