import { mean } from './ordering';
import { Item } from './strands';

const SWEEPS = 6;

/** The middle of each item, from the top of its lane: as straight as the order allows. @internal */
export function heightsOf(items: readonly Item[], order: readonly number[][], gap: number): Float64Array {
  const middle = new Float64Array(items.length);
  const stacks = order.flatMap((column) => inLanes(items, column));
  for (const stack of stacks) place(items, stack, stack.map(() => 0), gap, middle);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const stack of sweep % 2 === 0 ? stacks : [...stacks].reverse()) {
      const wanted = stack.map((item) => {
        const { left, right, lane } = items[item];
        const near = sweep % 2 === 0 ? left : right;
        return mean(near.filter((other) => items[other].lane === lane).map((other) => middle[other])) ?? middle[item];
      });
      place(items, stack, wanted, gap, middle);
    }
  }
  return middle;
}

function inLanes(items: readonly Item[], column: readonly number[]): number[][] {
  const stacks: number[][] = [];
  column.forEach((item, i) => {
    if (i > 0 && items[column[i - 1]].lane === items[item].lane) stacks[stacks.length - 1].push(item);
    else stacks.push([item]);
  });
  return stacks;
}

/**
 * Puts a stack where it wants to be, in its order and without overlap, with the least sum of squared distances:
 * neighbours that want the same place become a block (pool adjacent violators), in linear time.
 */
function place(items: readonly Item[], stack: readonly number[], wanted: readonly number[], gap: number, middle: Float64Array): void {
  let offset = 0;
  const blocks: Array<{ sum: number; count: number }> = [];
  const offsets = stack.map((item, i) => {
    if (i > 0) offset += (items[stack[i - 1]].height + items[item].height) / 2 + gap;
    let block = { sum: wanted[i] - offset, count: 1 };
    for (let last = blocks[blocks.length - 1]; last !== undefined && last.sum / last.count >= block.sum / block.count; last = blocks[blocks.length - 1]) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
    return offset;
  });
  let i = 0;
  for (const { sum, count } of blocks) for (const end = i + count; i < end; i++) middle[stack[i]] = sum / count + offsets[i];
}
