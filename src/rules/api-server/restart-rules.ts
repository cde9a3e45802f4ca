import { Complain, given, items, record, show } from './complaint';
import { SINCE } from './features';

/** When one container is restarted for itself. @internal */
export function checkRestartPolicy(container: { readonly [field: string]: any }, path: string, isInit: boolean, minor: number, complain: Complain): void {
  const { restartPolicy } = container;
  if (minor < SINCE.restartRules) {
    if (!given(restartPolicy) || restartPolicy === '' || (isInit && (restartPolicy === 'Always' || minor < SINCE.sidecars))) return;
    complain('api/container-restart-policy', `${path}.restartPolicy`, `a container of its own cannot have the restart policy ${show(restartPolicy)}`, 'Leave it out; "Always" makes an init container a sidecar.');
    return;
  }
  const rules = items(container.restartPolicyRules);
  if (rules.length === 0) return;
  if (!given(restartPolicy)) complain('api/restart-rules', `${path}.restartPolicy`, 'there are rules without a policy', 'Give restartPolicy.');
  if (rules.length > 20) complain('api/too-many', `${path}.restartPolicyRules`, `${rules.length} rules are given`, 'Give at most 20.');
  if (isInit && restartPolicy === 'Always' && minor < SINCE.restartOfAllContainers) complain('api/restart-rules', `${path}.restartPolicyRules`, 'a sidecar is always restarted', 'Leave the rules out.');
  rules.forEach((rule, i) => checkRule(record(rule), `${path}.restartPolicyRules[${i}]`, minor, complain));
}

function checkRule({ action, exitCodes }: { readonly [field: string]: any }, at: string, minor: number, complain: Complain): void {
  const actions = minor >= SINCE.restartOfAllContainers ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  if (!actions.includes(action)) complain('api/unknown-word', `${at}.action`, `${show(action ?? '')} is not ${actions.join(' or ')}`, 'Use one of these words.');
  if (!given(exitCodes)) {
    complain('api/restart-rules', `${at}.exitCodes`, 'the rule says nothing of exit codes', 'Name them.');
    return;
  }
  const { operator, values } = record(exitCodes);
  if (operator !== 'In' && operator !== 'NotIn') complain('api/unknown-word', `${at}.exitCodes.operator`, `${show(operator ?? '')} is not In or NotIn`, 'Use one of these words.');
  if (items(values).length > 255) complain('api/too-many', `${at}.exitCodes.values`, `${items(values).length} codes are given`, 'Give at most 255.');
}
