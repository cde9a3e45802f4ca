import { Way } from './picture';

/** In which column each thing stands, so that ways lead to the right; those that must not, as they close a circle, lead back. @internal */
export interface Columns {
  readonly of: readonly number[];
  readonly count: number;
  /** ways that lead back, by their numbers */
  readonly back: ReadonlySet<number>;
}

/** Things that have to do with nobody are spread over so many columns, if there are not as many anyway. */
const LONERS_WIDE = 6;

/** The longest way decides: each thing is to the right of all that call it, as near to them as can be. @internal */
export function columnsOf(count: number, ways: readonly Way[]): Columns {
  const from: number[][] = Array.from({ length: count }, () => []);
  ways.forEach((way, w) => from[way.from].push(w));
  const { order, back } = walk(count, ways, from);
  const forward = ways.filter((_, w) => !back.has(w));
  const of = new Array<number>(count).fill(0);
  const next: number[][] = Array.from({ length: count }, () => []);
  const called = new Array<boolean>(count).fill(false);
  forward.forEach((way) => {
    next[way.from].push(way.to);
    called[way.to] = true;
  });
  for (const thing of order) for (const to of next[thing]) of[to] = Math.max(of[to], of[thing] + 1);
  // Whoever nobody calls stands right before those it calls.
  for (const thing of order) if (!called[thing] && next[thing].length > 0) of[thing] = Math.min(...next[thing].map((to) => of[to])) - 1;
  spreadLoners(of, called, next);
  return { of, count: 1 + of.reduce((most, column) => Math.max(most, column), 0), back };
}

/** At most so many columns: neighbours become one. @internal */
export function drawnTogether({ of, count, back }: Columns, most: number): Columns {
  if (count <= most) return { of, count, back };
  const together = of.map((column) => Math.floor(column * most / count));
  return { of: together, count: most, back };
}

function spreadLoners(of: number[], called: readonly boolean[], next: readonly number[][]): void {
  const loners = of.map((_, thing) => thing).filter((thing) => !called[thing] && next[thing].length === 0);
  const wide = Math.min(loners.length, Math.max(LONERS_WIDE, 1 + of.reduce((most, column) => Math.max(most, column), 0)));
  loners.forEach((thing, i) => { of[thing] = i % wide; });
}

/** First whom nobody calls: a circle is then cut where it leads back, and not where it is entered. */
function fromTheFront(count: number, ways: readonly Way[]): number[] {
  const called = new Set(ways.map((way) => way.to));
  const all = Array.from({ length: count }, (_, thing) => thing);
  return [...all.filter((thing) => !called.has(thing)), ...all.filter((thing) => called.has(thing))];
}

/** In depth, without recursion: things in topological order, and the ways that lead back. */
function walk(count: number, ways: readonly Way[], from: readonly number[][]): { order: number[]; back: Set<number> } {
  const state = new Uint8Array(count);
  const next = new Uint32Array(count);
  const order: number[] = [];
  const back = new Set<number>();
  for (const start of fromTheFront(count, ways)) {
    const trail = state[start] === 0 ? [start] : [];
    while (trail.length > 0) {
      const here = trail[trail.length - 1];
      state[here] = 1;
      const way = from[here][next[here]++];
      if (way === undefined) {
        state[here] = 2;
        order.push(here);
        trail.pop();
      } else if (state[ways[way].to] === 1) {
        back.add(way);
      } else if (state[ways[way].to] === 0) {
        trail.push(ways[way].to);
      }
    }
  }
  return { order: order.reverse(), back };
}
