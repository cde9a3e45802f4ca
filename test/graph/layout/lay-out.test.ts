import * as fc from 'fast-check';
import { columnsOf } from '../../../src/graph/layout/columns';
import { layOut } from '../../../src/graph/layout/lay-out';
import { Shape, Way } from '../../../src/graph/layout/picture';

const shape = fc.record({ width: fc.integer({ min: 40, max: 260 }), height: fc.integer({ min: 20, max: 60 }), lane: fc.integer({ min: 0, max: 3 }) });
/** Any graph, with circles, loops, twice the same way, and things that have to do with nobody. */
const graph = fc.array(shape, { minLength: 1, maxLength: 40 }).chain((shapes) => {
  const thing = fc.integer({ min: 0, max: shapes.length - 1 });
  return fc.record({ shapes: fc.constant(shapes), ways: fc.array(fc.record({ from: thing, to: thing }), { maxLength: 80 }), most: fc.constantFrom(Infinity, 4) });
});

test('no thing lies over another, each is in its lane and in the picture', () => {
  fc.assert(fc.property(graph, ({ shapes, ways, most }) => {
    const { spots, lanes, width, height } = layOut(shapes, ways, 4, most);
    spots.forEach((a, i) => {
      expect([a.x >= 0, a.x + a.width <= width, a.y + shapes[i].height <= height]).toEqual([true, true, true]);
      const lane = lanes[shapes[i].lane];
      expect([a.y >= lane.y, a.y + shapes[i].height <= lane.y + lane.height]).toEqual([true, true]);
      spots.slice(0, i).forEach((b, j) => {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + shapes[i].height <= b.y || b.y + shapes[j].height <= a.y;
        expect({ a, b, apart }).toEqual({ a, b, apart: true });
      });
    });
  }));
});

test('lanes lie below each other', () => {
  fc.assert(fc.property(graph, ({ shapes, ways }) => {
    const { lanes } = layOut(shapes, ways, 4);
    lanes.slice(1).forEach((lane, i) => expect(lane.y).toBeGreaterThanOrEqual(lanes[i].y + lanes[i].height));
  }));
});

test('callers are to the left of those they call, but where calls go round', () => {
  fc.assert(fc.property(graph, ({ shapes, ways }) => {
    const { of, back } = columnsOf(shapes.length, ways);
    ways.forEach(({ from, to }, w) => { if (!back.has(w)) expect(of[from]).toBeLessThan(of[to]); });
    if (ways.every(({ from, to }) => from < to)) expect(back.size).toBe(0);
  }));
});

test('a circle is cut where it leads back to where it was entered', () => {
  // 3 enters at 1: 1 calls 2, 2 calls 0, 0 calls 1 back.
  const { of, back } = columnsOf(4, [{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 0 }, { from: 3, to: 1 }]);
  expect([of, [...back]]).toEqual([[3, 1, 2, 0], [0]]);
});

test('every way is a path that begins and ends at its things', () => {
  fc.assert(fc.property(graph, ({ shapes, ways, most }) => {
    const { spots, paths } = layOut(shapes, ways, 4, most);
    ways.forEach(({ from, to }, w) => {
      const numbers = paths[w].match(/-?[0-9.]+/g)!.map(Number);
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect([spots[from].x, spots[from].x + spots[from].width]).toContain(numbers[0]);
      if (from !== to) expect([spots[to].x, spots[to].x + spots[to].width]).toContain(numbers[numbers.length - 2]);
    });
  }));
});

test('the same graph gives the same picture', () => {
  fc.assert(fc.property(graph, ({ shapes, ways }) => expect(layOut(shapes, ways, 4)).toEqual(layOut(shapes, ways, 4))));
});

test('things that have to do with nobody are spread over the width', () => {
  const { width, height } = layOut(Array.from({ length: 60 }, (): Shape => ({ width: 150, height: 44, lane: 0 })), [], 1);
  expect(width).toBeGreaterThan(height);
});

test('a chain of thousands, and thousands around one, are placed in seconds', () => {
  const many = Array.from({ length: 5000 }, (): Shape => ({ width: 100, height: 30, lane: 0 }));
  const chain = many.slice(1).map((_, i): Way => ({ from: i, to: i + 1 }));
  const star = many.slice(1).map((_, i): Way => ({ from: i + 1, to: 0 }));
  const start = process.cpuUsage();
  for (const ways of [chain, star]) expect(layOut(many, ways, 1).spots).toHaveLength(5000);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8);
});
