import { Complain, given, items, record, show } from './complaint';
import { checkValues } from './labels';
import { checkQuotaResourceName, isQuotaStandard } from './resource-names';
import { checkQuantity } from './resources';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

const PODS = new Set(['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);

/** What may be bounded within a scope. */
const SCOPES: { readonly [scope: string]: ReadonlySet<string> } = {
  Terminating: PODS,
  NotTerminating: PODS,
  NotBestEffort: PODS,
  PriorityClass: PODS,
  CrossNamespacePodAffinity: PODS,
  BestEffort: new Set(['pods']),
  VolumeAttributesClass: new Set(['persistentvolumeclaims', 'requests.storage']),
};
const WITHOUT_VALUES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

/** @internal */
export function checkResourceQuota({ object }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const hard = record(spec.hard);
  for (const name of Object.keys(hard)) {
    checkQuotaResourceName(name, `spec.hard["${name}"]`, complain);
    checkQuantity(name, hard[name], `spec.hard["${name}"]`, complain);
  }
  const scopes = items(spec.scopes);
  scopes.forEach((scope, i) => checkScope(scope, hard, `spec.scopes[${i}]`, complain));
  checkPairs(scopes, 'spec.scopes', complain);
  const expressions = items(record(spec.scopeSelector).matchExpressions).map(record);
  expressions.forEach((expression, i) => checkExpression(expression, hard, `spec.scopeSelector.matchExpressions[${i}]`, complain));
  checkPairs(expressions.map((e) => e.scopeName), 'spec.scopeSelector.matchExpressions', complain);
}

function checkScope(scope: unknown, hard: Fields, at: string, complain: Complain): void {
  const allowed = SCOPES[scope as string];
  if (allowed === undefined) complain('api/unknown-word', at, `${show(scope ?? '')} is not a scope`, `Use one of ${Object.keys(SCOPES).join(', ')}.`);
  else Object.keys(hard).filter((name) => isQuotaStandard(name) && !allowed.has(name)).forEach((name) => complain('api/quota-scope', at, `${name} cannot be bounded within ${scope}`, 'Make two quotas of it.'));
}

function checkPairs(scopes: unknown[], at: string, complain: Complain): void {
  for (const [one, other] of [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']]) {
    if (scopes.includes(one) && scopes.includes(other)) complain('api/quota-scope', at, `nothing is both ${one} and ${other}`, 'Keep one of the two.');
  }
}

function checkExpression({ scopeName, operator, values }: Fields, hard: Fields, at: string, complain: Complain): void {
  checkScope(scopeName, hard, `${at}.scopeName`, complain);
  if (!given(operator) || operator === '') complain('api/unknown-word', `${at}.operator`, 'there is no operator', 'Use In, NotIn, Exists or DoesNotExist.');
  else if (WITHOUT_VALUES.includes(scopeName) && operator !== 'Exists') complain('api/quota-scope', `${at}.operator`, `${scopeName} has no values`, 'Write Exists.');
  checkValues(operator, values, ['In', 'NotIn'], at, complain);
}
