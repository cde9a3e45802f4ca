import { Complain, given, items, named, notEmpty, record, show, unique, wholeNumber } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkLabelKeys, checkSelector } from './labels';

/** @internal */
export function checkTolerations(tolerations: unknown, path: string, complain: Complain): void {
  items(tolerations).forEach((toleration, i) => {
    const { key, operator, effect, tolerationSeconds, value } = record(toleration);
    const at = `${path}[${i}]`;
    if (named(key)) inFormat(complain, `${at}.key`, key, is.qualifiedName, 'the key of a taint');
    else if (operator !== 'Exists') complain('api/toleration', `${at}.operator`, 'without a key only Exists makes sense', 'Write operator: Exists.');
    if (operator === 'Exists' && named(value)) complain('api/toleration', `${at}.operator`, 'Exists takes no value', 'Leave the value out.');
    if (operator === 'Lt' || operator === 'Gt') complain('api/toleration', `${at}.operator`, `${operator} is not switched on in clusters`, 'Write Equal or Exists.');
    if (given(tolerationSeconds) && effect !== 'NoExecute') complain('api/toleration', `${at}.effect`, 'tolerationSeconds goes with NoExecute only', 'Leave it out, or write effect: NoExecute.');
    if (!named(operator) || operator === 'Equal') inFormat(complain, `${at}.value`, value, is.labelValue, 'the value of a label');
  });
}

/** How pods spread over zones and nodes. @internal */
export function checkSpread(constraints: unknown, path: string, isPod: boolean, minor: number, complain: Complain): void {
  const pairs = items(constraints).map((constraint, i) => {
    const c = record(constraint);
    const at = `${path}[${i}]`;
    if (!given(c.maxSkew) || c.maxSkew < 1) complain('api/number-out-of-range', `${at}.maxSkew`, `${show(c.maxSkew ?? 0)} is not a whole number from 1 on`, 'Write 1 or more.');
    if (!named(c.topologyKey)) complain('api/no-key', `${at}.topologyKey`, 'no node label is named', 'Name one, such as topology.kubernetes.io/zone.');
    if (!named(c.whenUnsatisfiable)) complain('api/unknown-word', `${at}.whenUnsatisfiable`, 'nothing says what to do then', 'Write DoNotSchedule or ScheduleAnyway.');
    if (given(c.minDomains)) {
      wholeNumber(complain, `${at}.minDomains`, c.minDomains, 1);
      if (c.whenUnsatisfiable !== 'DoNotSchedule') complain('api/min-domains', `${at}.minDomains`, 'minDomains goes with DoNotSchedule only', 'Leave it out.');
    }
    notEmpty(complain, `${at}.nodeAffinityPolicy`, c.nodeAffinityPolicy);
    notEmpty(complain, `${at}.nodeTaintsPolicy`, c.nodeTaintsPolicy);
    checkSelector(c.labelSelector, `${at}.labelSelector`, complain);
    checkLabelKeys(c, at, isPod || minor < SINCE.mergedMatchLabelKeys, complain);
    return `${c.topologyKey ?? ''}, ${c.whenUnsatisfiable ?? ''}`;
  });
  unique(complain, (i) => `${path}[${i}]`, pairs, 'the pair of topologyKey and whenUnsatisfiable');
}

/** @internal */
export function checkGates(spec: { readonly [field: string]: any }, path: string, complain: Complain): void {
  items(spec.readinessGates).forEach((gate, i) => inFormat(complain, `${path}.readinessGates[${i}].conditionType`, record(gate).conditionType ?? '', is.qualifiedName, 'the type of a condition'));
  items(spec.schedulingGates).forEach((gate, i) => inFormat(complain, `${path}.schedulingGates[${i}].name`, record(gate).name ?? '', is.qualifiedName, 'the name of a gate'));
}
