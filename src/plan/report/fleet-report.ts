import { markdownPlan } from './markdown-plan';
import { PlanTextOptions, textPlan } from './text-plan';
import type { FleetPlan } from '../fleet-plan';

/** The plans as people read them, with a heading for each target. @internal */
export function textFleet({ targets, _title }: FleetPlan, options: PlanTextOptions): string {
  const heading = (text: string) => (text === '' ? '' : `${options.palette.bold(text)}\n`);
  return [heading(_title), ...targets.map(({ target, plan }) => `${heading(target)}${textPlan(plan, options)}`)].filter((text) => text !== '').join('\n');
}

/** The plans as a comment on a pull request. @internal */
export function markdownFleet({ targets, _title }: FleetPlan): string {
  const heading = (marks: string, text: string) => (text === '' ? [] : [`${marks} ${text}\n`]);
  return [...heading('##', _title), ...targets.flatMap(({ target, plan }) => [...heading('###', target), markdownPlan(plan)])].join('\n');
}

/** The plans as tools read them. @internal */
export function jsonFleet({ targets, effect }: FleetPlan): string {
  if (targets.length === 1 && targets[0].target === '') return targets[0].plan.toJson();
  const each = targets.map(({ target, plan }) => `{"target":${JSON.stringify(target)},"plan":${plan.toJson().trimEnd()}}`);
  return `{"effect":${JSON.stringify(effect)},"targets":[${each.length === 0 ? '' : `\n${each.join(',\n')}\n`}]}\n`;
}
