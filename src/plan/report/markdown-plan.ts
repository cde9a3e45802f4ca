import { Bundle, bundlesOf, isShown, nameOf } from './bundles';
import { sectionsOf } from './sections';
import { countedEffects, summary, touchedBy } from './text-plan';
import { paletteOf } from '../../rules/report/palette';
import type { Plan } from '../plan';

/** More of a kind than fits into a comment is cut: GitHub takes 65,536 characters. */
const MOST = 200;

/** The plan as a comment on a pull request: what matters in sight, the rest folded. @internal */
export function markdownPlan(plan: Plan): string {
  const shown = bundlesOf(plan.changes.filter((change) => isShown(change, false)), false);
  const lines = [`**Plan:** ${summary(plan, paletteOf(false))}`];
  if (plan.reasons.length > 0) lines.push('', countedEffects(plan), '', '**Because**', '', ...plan.reasons.map((reason) => `- ${cell(reason.why)} (${cell(touchedBy(reason, false))})`));
  if (shown.length > 0) lines.push('', '| Effect | Object | Why |', '|---|---|---|', ...shown.slice(0, MOST).map(row));
  if (shown.length > MOST) lines.push('', `and ${shown.length - MOST} more`);
  const recipes = shown.slice(0, MOST).filter(([change]) => change.recipe !== '');
  if (recipes.length > 0) lines.push('', '**What to do**', '', ...recipes.map(([change]) => `- ${cell(String(change))}: ${cell(change.recipe)}`));
  for (const { title, total, lines: said } of sectionsOf(plan, false)) {
    lines.push('', `<details><summary>${title}: ${total}</summary>`, '', ...said.map((line) => `- ${cell(line)}`), '', '</details>');
  }
  return `${lines.join('\n')}\n`;
}

function row(bundle: Bundle): string {
  const [change] = bundle;
  const approval = change.approval === '' ? '' : ` (approved: ${change.approval})`;
  return `| ${change.effect} | ${cell(nameOf(bundle))} | ${cell(`${change.why}${approval}`)} |`;
}

/** Nothing in a cell may end it, or be more than text. */
function cell(text: string): string {
  return text.replace(/[\0-\x1f]/g, ' ').replace(/[\\|<>[\]*_`]/g, (c) => `\\${c}`);
}
