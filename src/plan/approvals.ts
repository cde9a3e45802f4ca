import { readFileSync } from 'fs';
import { Effect } from './effect';
import { PlannedChange } from './planned-change';
import { ProblemsError } from '../model/problems-error';
import { isRecord } from '../rules/pods';
import { whyNot } from '../rules/reading/folder';
import { parseYaml } from '../rules/reading/yaml-library';

/** That somebody means a change as it is. @internal */
export interface Approval {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly effect: Effect;
  readonly reason: string;
}

/** Reads a YAML list of approvals; throws all that is wrong with it. @internal */
export function readApprovals(file: string): Approval[] {
  const problems: string[] = [];
  const said = listIn(file);
  const approvals = said.map((entry: any, i: number): Approval => {
    const at = `[${file}] plan/approval: entry ${i + 1}`;
    const text = (field: string) => (isRecord(entry) && typeof entry[field] === 'string' ? entry[field].trim() : '');
    const unknown = isRecord(entry) ? Object.keys(entry).find((key) => !['kind', 'namespace', 'name', 'effect', 'reason'].includes(key)) : undefined;
    const effect = Object.values(Effect).find((known) => known === text('effect'));
    if (!isRecord(entry)) problems.push(`${at} is no map. Write kind, namespace, name, effect and reason.`);
    else if (unknown !== undefined) problems.push(`${at} has a field "${unknown}" that nobody reads. Write kind, namespace, name, effect and reason.`);
    else if (text('kind') === '' || text('name') === '') problems.push(`${at} does not say which object it is about. Add kind and name.`);
    else if (effect === undefined) problems.push(`${at} approves the effect "${text('effect')}", which there is not. Choose one of ${Object.values(Effect).join(', ')}.`);
    else if (text('reason').length < 8) problems.push(`${at} gives no reason. Say why the change is meant, in a few words.`);
    return { kind: text('kind'), namespace: text('namespace'), name: text('name'), effect: effect ?? Effect.NONE, reason: text('reason') };
  });
  if (problems.length > 0) throw new ProblemsError(problems);
  return approvals;
}

/** A change with the reason that it is approved for, if it does just that. @internal */
export function withApproval(change: PlannedChange, approvals: readonly Approval[]): PlannedChange {
  const { kind, namespace, name, effect } = change;
  const approval = approvals.find((a) => a.kind === kind && a.namespace === namespace && a.name === name && a.effect === effect);
  return approval === undefined ? change : change._approved(approval.reason);
}

function listIn(file: string): unknown[] {
  let document;
  try {
    [document] = parseYaml(readFileSync(file, 'utf8'));
  } catch (e) {
    throw new ProblemsError([`[${file}] plan/approval: cannot read "${file}": ${whyNot(e)}. Name a file with a list of approvals.`]);
  }
  if (document?.error) throw new ProblemsError([`[${file}] plan/approval: this is not YAML: ${document.error.text}. Write a list of {kind, namespace, name, effect, reason}.`]);
  const value = document?.located.value ?? [];
  if (!Array.isArray(value)) throw new ProblemsError([`[${file}] plan/approval: this is no list. Write a list of {kind, namespace, name, effect, reason}.`]);
  return value;
}
