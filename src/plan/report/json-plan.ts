import type { Plan } from '../plan';

/** The plan as tools read it; one change per line. @internal */
export function jsonPlan({ effect, changes, capacity }: Plan): string {
  const sums = capacity.map(({ namespace, cpuBefore, cpuAfter, memoryBefore, memoryAfter }) => ({ namespace, cpuBefore, cpuAfter, memoryBefore, memoryAfter }));
  const lines = changes.map((change) => JSON.stringify(change._json)).join(',\n');
  return `{"effect":${JSON.stringify(effect)},"changes":[${lines === '' ? '' : `\n${lines}\n`}],"capacity":${JSON.stringify(sums)}}\n`;
}
