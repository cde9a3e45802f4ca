import { Bundle, bundlesOf, isShown, nameOf } from './bundles';
import { sectionsOf } from './sections';
import { Palette } from '../../rules/report/palette';
import type { ChangeReason } from '../change-reason';
import { Effect, weightOf } from '../effect';
import type { Plan } from '../plan';

/** How the text is to look. @internal */
export interface PlanTextOptions {
  readonly palette: Palette;
  /** also what differs, field by field, what differs in spelling only, and each of those that are alike */
  readonly isWhole: boolean;
}

/** The plan as people read it: in one line, and then by effect, the worst first. @internal */
export function textPlan(plan: Plan, options: PlanTextOptions): string {
  const lines: string[] = [summary(plan, options.palette)];
  if (plan.reasons.length > 0) lines.push(countedEffects(plan), '', options.palette.bold('because'), ...plan.reasons.flatMap((reason) => reasonLines(reason, options)));
  for (const effect of Object.values(Effect).reverse()) {
    const members = plan.changes.filter((change) => change.effect === effect && isShown(change, options.isWhole));
    if (members.length === 0) continue;
    lines.push('', colour(effect, options.palette)(effect));
    for (const bundle of bundlesOf(members, options.isWhole)) lines.push(...bundleLines(bundle, options));
  }
  for (const { title, lines: said } of sectionsOf(plan, options.isWhole)) {
    lines.push('', options.palette.bold(title), ...said.map((line) => `  ${toned(visible(line), options.palette)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** `1 restart-with-downtime, 412 rolling-restart, 3 in-place` @internal */
export function countedEffects({ changes }: Plan): string {
  return Object.values(Effect).reverse().map((effect) => ({ effect, count: changes.filter((change) => change.effect === effect).length }))
    .filter(({ count }) => count > 0).map(({ effect, count }) => `${count} ${effect}`).join(', ');
}

function reasonLines(reason: ChangeReason, { palette, isWhole }: PlanTextOptions): string[] {
  return [`  ${visible(reason.why)}`, `    ${palette.dim(visible(touchedBy(reason, isWhole)))}`];
}

/** `12 workloads: shop/checkout, shop/payments, shop/tax and 9 more; availability: spread/…` @internal */
export function touchedBy({ constructs, who, facts }: ChangeReason, isWhole: boolean): string {
  const few = isWhole ? constructs : constructs.slice(0, 3);
  const more = constructs.length - few.length;
  return `${constructs.length} ${constructs.length === 1 ? 'workload' : 'workloads'}: ${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}; ${who}: ${facts.join(', ')}`;
}

function bundleLines(bundle: Bundle, { palette, isWhole }: PlanTextOptions): string[] {
  const [change] = bundle;
  const construct = bundle.length > 1 || change.construct === '' ? '' : palette.dim(`  ${visible(change.construct)}`);
  const fields = change.paths.slice(0, 3).join(', ') + (change.paths.length > 3 ? ` and ${change.paths.length - 3} more` : '');
  const details = isWhole ? [...change.place === '' ? [] : [change.place], ...change._details] : fields === '' ? [] : [fields];
  return [
    `  ${palette.bold(visible(nameOf(bundle)))}${construct}`,
    `    ${visible(change.why)}`,
    ...details.map((detail) => `    ${palette.dim(visible(detail))}`),
    ...change.recipe === '' ? [] : [`    ${palette.dim('do:')} ${visible(change.recipe)}`],
    ...change.approval === '' ? [] : [`    ${palette.dim('approved:')} ${visible(change.approval)}`],
  ];
}

/** `3 of 40 objects change; the worst effect is traffic` @internal */
export function summary({ changes, effect, _objects }: Plan, palette: Palette): string {
  if (changes.length === 0) return palette.green(`nothing changes: ${_objects} ${_objects === 1 ? 'object is as it was' : 'objects are as they were'}`);
  const real = changes.filter((change) => change.effect !== Effect.COSMETIC);
  if (real.length === 0) return palette.green(`nothing changes: ${changes.length} of ${_objects} objects are only spelt otherwise`);
  const count = (action: string) => real.filter((change) => change.action === action).length;
  const parts = ['changed', 'added', 'removed', 'renamed'].filter((action) => count(action) > 0).map((action) => `${count(action)} ${action}`);
  return `${parts.join(', ')}; the worst effect is ${colour(effect, palette)(effect)}`;
}

function colour(effect: Effect, palette: Palette): (text: string) => string {
  if (weightOf(effect) >= weightOf(Effect.RECREATE_BLOCKED)) return palette.red;
  return weightOf(effect) >= weightOf(Effect.CONFIG_STALE) ? palette.yellow : palette.green;
}

/** What is weaker or lost catches the eye. */
function toned(line: string, palette: Palette): string {
  return line.replace(/^(?:weaker|lost):/, (word) => palette.yellow(word));
}

/** Text from other people's files must not steer the terminal. @internal */
export function visible(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
