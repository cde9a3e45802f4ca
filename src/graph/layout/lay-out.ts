import { columnsOf, drawnTogether } from './columns';
import { heightsOf } from './heights';
import { orderOf } from './ordering';
import { Picture, Shape, Way } from './picture';
import { Item, strandsOf } from './strands';

/** Pixels between two things in a column, between columns, around all, and above the things of a lane, for its name. */
const [GAP, GUTTER, MARGIN, LANE_HEAD, LANE_FOOT] = [12, 52, 20, 34, 14];

/**
 * Places things in columns by who calls whom, and in lanes by where they belong; callers are to the left.
 *
 * Where more columns than that would come about, neighbouring ones become one: ways inside of it bend back on its right side.
 * In time that is linear in things and ways, but for the sorting of columns: the layered method of Sugiyama, Tagawa and Toda.
 *
 * @internal
 */
export function layOut(shapes: readonly Shape[], ways: readonly Way[], laneCount: number, mostColumns: number = Infinity): Picture {
  const columns = drawnTogether(columnsOf(shapes.length, ways), mostColumns);
  const { items, ofWay } = strandsOf(shapes, ways, columns);
  const order = orderOf(items, columns.count);
  const middle = heightsOf(items, order, GAP);
  const lanes = lanesOf(items, middle, laneCount);
  const width = columnWidths(shapes, columns.of, columns.count);
  let edge = MARGIN - GUTTER;
  const left = width.map((_, column) => { edge += GUTTER + (column === 0 ? 0 : width[column - 1]); return edge; });
  const y = (item: number) => Math.round(lanes[items[item].lane].zero + middle[item]);
  const spots = shapes.map((shape, thing) => ({ x: left[columns.of[thing]], y: y(thing) - Math.round(shape.height / 2), width: width[columns.of[thing]] }));
  const span = (item: number): readonly [number, number] => [left[items[item].column], left[items[item].column] + width[items[item].column]];
  const last = lanes[laneCount - 1];
  return {
    width: left[columns.count - 1] + width[columns.count - 1] + MARGIN,
    height: last === undefined ? 0 : last.y + last.height + MARGIN,
    spots,
    paths: ofWay.map((strand, w) => path(columns.back.has(w) ? [...strand].reverse() : strand, columns.back.has(w), span, y, shapes)),
    lanes: lanes.map(({ y: top, height }) => ({ y: top, height })),
  };
}

function columnWidths(shapes: readonly Shape[], of: readonly number[], count: number): number[] {
  const width = new Array<number>(count).fill(0);
  shapes.forEach((shape, thing) => { width[of[thing]] = Math.max(width[of[thing]], shape.width); });
  return width;
}

function lanesOf(items: readonly Item[], middle: Float64Array, count: number): Array<{ y: number; height: number; zero: number }> {
  const [top, bottom] = [new Array<number>(count).fill(Infinity), new Array<number>(count).fill(-Infinity)];
  items.forEach(({ lane, height }, i) => {
    top[lane] = Math.min(top[lane], middle[i] - height / 2);
    bottom[lane] = Math.max(bottom[lane], middle[i] + height / 2);
  });
  let y = MARGIN;
  return top.map((_, lane) => {
    if (top[lane] === Infinity) return { y, height: 0, zero: 0 };
    const height = Math.round(LANE_HEAD + bottom[lane] - top[lane] + LANE_FOOT);
    const placed = { y, height, zero: y + LANE_HEAD - top[lane] };
    y += height + GAP;
    return placed;
  });
}

/** A soft line from the right side of one thing to the left side of another, level where it passes a column. */
function path(strand: readonly number[], isBack: boolean, span: (item: number) => readonly [number, number], y: (item: number) => number, shapes: readonly Shape[]): string {
  const [first, last] = [strand[0], strand[strand.length - 1]];
  const right = span(first)[1];
  if (first === last) return `M${right} ${y(first) - 6}c28 -16 28 28 0 12`;
  if (span(last)[0] === span(first)[0]) {
    const bend = Math.max(right, span(last)[1]) + 16 + Math.min(GUTTER - 16, Math.abs(y(last) - y(first)) / 8);
    return `M${right} ${y(first)}C${bend} ${y(first)} ${bend} ${y(last)} ${span(last)[1]} ${y(last)}`;
  }
  const [out, into] = isBack ? [0, 1] : [1, 0];
  let [atX, atY] = [span(first)[out], y(first)];
  let text = `M${atX} ${atY}`;
  strand.slice(1).forEach((item) => {
    const [toX, toY] = [span(item)[into], y(item)];
    const bend = Math.round((toX - atX) / 2);
    text += `C${atX + bend} ${atY} ${toX - bend} ${toY} ${toX} ${toY}`;
    [atX, atY] = [toX, toY];
    if (item >= shapes.length) {
      atX = span(item)[out];
      text += `H${atX}`;
    }
  });
  return text;
}
