import { summary } from './text-plan';
import { paletteOf } from '../../rules/report/palette';
import { Effect } from '../effect';
import type { Plan } from '../plan';
import type { PlannedChange } from '../planned-change';

/** The plan as a comment on a pull request. @internal */
export function markdownPlan(plan: Plan): string {
  const shown = plan.changes.filter((change) => change.effect !== Effect.COSMETIC);
  const lines = [`**Plan:** ${summary(plan, paletteOf(false))}`];
  if (shown.length > 0) lines.push('', '| Effect | Object | Why |', '|---|---|---|', ...shown.map(row));
  const recipes = shown.filter((change) => change.recipe !== '');
  if (recipes.length > 0) lines.push('', ...recipes.map((change) => `- \`${cell(String(change)).replace(/`/g, "'")}\`: ${cell(change.recipe)}`));
  if (plan.capacity.length > 0) lines.push('', '| Requests | CPU | Memory |', '|---|---|---|', ...plan.capacity.map((c) => `| ${cell(c.namespace)} | ${c.cpuBefore} → ${c.cpuAfter} | ${c.memoryBefore} → ${c.memoryAfter} |`));
  return `${lines.join('\n')}\n`;
}

function row(change: PlannedChange): string {
  const from = change.renamedFrom === '' ? '' : `, before "${change.renamedFrom}"`;
  const approval = change.approval === '' ? '' : ` (approved: ${change.approval})`;
  return `| ${change.effect} | ${cell(`${change}${from}`)} | ${cell(`${change.why}${approval}`)} |`;
}

/** Nothing in a cell may end it, or be more than text. */
function cell(text: string): string {
  return text.replace(/[\0-\x1f]/g, ' ').replace(/[\\|<>[\]*_`]/g, (c) => `\\${c}`);
}
