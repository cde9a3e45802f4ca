import type { Plan } from '../plan';

/** What a plan says besides the effects, one heading and its lines. @internal */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  /** how many there are, shown or not */
  readonly total: number;
}

/** How many lines of a section are shown to somebody who has not asked for all. */
const FEW = 10;

/** The sections that have anything to say. @internal */
export function sectionsOf(plan: Plan, isWhole: boolean): Section[] {
  const all: Array<{ readonly title: string; readonly lines: readonly string[] }> = [
    { title: 'security', lines: plan.security.map((change) => `${change.isWeaker ? 'weaker' : 'stronger'}: ${change}`) },
    { title: 'pods', lines: plan.scale.map(String) },
    { title: 'requests', lines: plan.capacity.map(String) },
    { title: 'endpoints', lines: plan.endpoints.map((change) => `${change.isGained ? 'gained' : 'lost'}: ${change}`) },
    { title: 'connections', lines: plan.connections.map((change) => `${change.isGained ? 'gained' : 'lost'}: ${change}`) },
    { title: 'constructs', lines: plan.constructs.map(String) },
    { title: 'left alone, as somebody else has written them', lines: plan._foreign },
  ];
  return all.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => ({ title, total: lines.length, lines: isWhole || lines.length <= FEW ? lines : [...lines.slice(0, FEW), `and ${lines.length - FEW} more`] }));
}
