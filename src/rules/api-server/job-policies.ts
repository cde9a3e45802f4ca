import { Complain, given, items, record, show } from './complaint';
import { inFormat, is } from './formats';

type Fields = { readonly [field: string]: any };

/** What a failed pod means for its Job. @internal */
export function checkFailurePolicy(spec: Fields, path: string, complain: Complain): void {
  const rules = items(record(spec.podFailurePolicy).rules);
  if (rules.length > 20) complain('api/too-many', `${path}.rules`, `${rules.length} rules are given`, 'Give at most 20.');
  const pod = record(record(spec.template).spec);
  const containers = [...items(pod.containers), ...items(pod.initContainers)].map((container) => record(container).name);
  rules.forEach((rule, i) => {
    const { action, onExitCodes, onPodConditions } = record(rule);
    const at = `${path}.rules[${i}]`;
    if (action === 'FailIndex' && !given(spec.backoffLimitPerIndex)) complain('api/indexed-job', `${at}.action`, 'FailIndex needs backoffLimitPerIndex', 'Give it, or use another action.');
    if (!given(action) || action === '') complain('api/unknown-word', `${at}.action`, 'there is no action', 'Use FailJob, FailIndex, Ignore or Count.');
    if (given(onExitCodes) === items(onPodConditions).length > 0) complain('api/one-source', at, 'a rule is about exit codes or about conditions', 'Give exactly one of onExitCodes and onPodConditions.');
    if (given(onExitCodes)) checkExitCodes(record(onExitCodes), `${at}.onExitCodes`, containers, complain);
    items(onPodConditions).forEach((condition, j) => {
      const { type, status } = record(condition);
      inFormat(complain, `${at}.onPodConditions[${j}].type`, type ?? '', is.qualifiedName, 'the type of a condition');
      if (!['True', 'False', 'Unknown'].includes(status || 'True')) complain('api/unknown-word', `${at}.onPodConditions[${j}].status`, `${show(status)} is none of True, False, Unknown`, 'Use one of these words.');
    });
    if (items(onPodConditions).length > 20) complain('api/too-many', `${at}.onPodConditions`, 'more than 20 conditions are given', 'Give at most 20.');
  });
}

function checkExitCodes({ containerName, operator, values }: Fields, at: string, containers: unknown[], complain: Complain): void {
  const codes = items(values);
  if (!given(operator) || operator === '') complain('api/unknown-word', `${at}.operator`, 'there is no operator', 'Use In or NotIn.');
  if (given(containerName) && !containers.includes(containerName)) complain('api/no-such-container', `${at}.containerName`, `there is no container ${show(containerName)}`, 'Name one of the template\'s containers.');
  if (codes.length === 0 || codes.length > 255) complain('api/selector-values', `${at}.values`, `${codes.length} codes are named`, 'Name from 1 to 255.');
  if (operator === 'In' && codes.includes(0)) complain('api/exit-codes', `${at}.values`, '0 is no failure', 'Leave 0 out.');
  if (codes.some((code, i) => i > 0 && codes[i - 1] >= code)) complain('api/exit-codes', `${at}.values`, 'the codes are not in order, each once', 'Sort them.');
}

/** When an indexed Job has done enough. @internal */
export function checkSuccessPolicy(spec: Fields, path: string, complain: Complain): void {
  if (spec.completionMode !== 'Indexed') {
    complain('api/indexed-job', path, 'only an indexed Job has indexes', 'Write completionMode: Indexed.');
    return;
  }
  const rules = items(record(spec.successPolicy).rules);
  if (rules.length === 0 || rules.length > 20) complain('api/too-many', `${path}.rules`, `${rules.length} rules are given`, 'Give from 1 to 20.');
  const completions = typeof spec.completions === 'number' ? spec.completions : 0;
  rules.forEach((rule, i) => {
    const { succeededCount, succeededIndexes } = record(rule);
    const at = `${path}.rules[${i}]`;
    if (!given(succeededCount) && !given(succeededIndexes)) complain('api/success-policy', at, 'the rule says nothing', 'Give succeededCount or succeededIndexes.');
    const indexes = given(succeededIndexes) ? countIndexes(String(succeededIndexes), completions) : completions;
    if (indexes === undefined) complain('api/success-policy', `${at}.succeededIndexes`, `${show(succeededIndexes)} does not name indexes in order, below ${completions}`, 'Write them like "0-2,5".');
    if (typeof succeededCount === 'number' && (succeededCount < 0 || succeededCount > Math.min(completions, indexes ?? completions))) {
      complain('api/success-policy', `${at}.succeededCount`, `${succeededCount} is not from 0 to ${Math.min(completions, indexes ?? completions)}`, 'Give a number in that range.');
    }
  });
}

/** How many indexes a text such as `0-2,5` names; undefined where it does not. */
function countIndexes(text: string, completions: number): number | undefined {
  if (text === '') return 0;
  let [count, last] = [0, -1];
  for (const part of text.split(',')) {
    const [, from, to = from] = /^\+?([0-9]+)(?:-\+?([0-9]+))?$/.exec(part) ?? [];
    if (from === undefined) return undefined;
    const [first, end] = [Number(from), Number(to)];
    if (first <= last || end >= completions || (part.includes('-') && end <= first)) return undefined;
    count += end - first + 1;
    last = end;
  }
  return count;
}
