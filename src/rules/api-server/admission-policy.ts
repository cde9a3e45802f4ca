import { admissionScope } from './admission-scope';
import { Complain, given, items, named, needsName, notEmpty, record, show, unique } from './complaint';
import { checkExpression } from './expressions';
import { inFormat, is } from './formats';
import { checkSelector } from './labels';
import { checkMatchConditions } from './match-conditions';
import { checkResourceRule } from './resource-rules';
import { CEL, CelType } from '../cel/cel-types';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const MOST_NOTES = 20;
const LONGEST_NOTE = 5 * 1024;

/** A ValidatingAdmissionPolicy. @internal */
export function checkAdmissionPolicy({ object, name }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const params = given(spec.paramKind);
  notEmpty(complain, 'spec.failurePolicy', spec.failurePolicy);
  if (params) checkParamKind(record(spec.paramKind), complain);
  if (!given(spec.matchConstraints) || items(record(spec.matchConstraints).resourceRules).length === 0) {
    complain('api/matches-nothing', 'spec.matchConstraints.resourceRules', 'nothing says which resources the policy is about', 'Name them.');
  }
  checkMatch(spec.matchConstraints, 'spec.matchConstraints', complain);
  checkMatchConditions(spec.matchConditions, 'spec.matchConditions', admissionScope({ params, authorizer: true }), complain);
  const variables = checkVariables(items(spec.variables).map(record), params, complain);
  const [validations, notes] = [items(spec.validations).map(record), items(spec.auditAnnotations).map(record)];
  if (validations.length + notes.length === 0) complain('api/no-validations', 'spec.validations', 'the policy demands nothing', 'Write what must hold.');
  const scope = admissionScope({ params, authorizer: true, variables });
  validations.forEach((validation, i) => {
    const at = `spec.validations[${i}]`;
    checkExpression(validation.expression, `${at}.expression`, scope, [CEL.bool], complain);
    checkWords(validation, at, complain);
    if (given(validation.reason) && !REASONS.includes(validation.reason)) complain('api/unknown-word', `${at}.reason`, `${show(validation.reason)} is none of ${REASONS.join(', ')}`, 'Use one of these words.');
    if (named(validation.messageExpression)) checkExpression(validation.messageExpression, `${at}.messageExpression`, admissionScope({ params, authorizer: false, variables }), [CEL.string], complain);
  });
  if (notes.length > MOST_NOTES) complain('api/too-many', 'spec.auditAnnotations', `there are ${notes.length} annotations`, `Give at most ${MOST_NOTES}.`);
  notes.forEach(({ key, valueExpression }, i) => {
    const at = `spec.auditAnnotations[${i}]`;
    inFormat(complain, `${at}.key`, `${name}/${key ?? ''}`, is.qualifiedName, 'a name that can follow the name of the policy and "/"');
    if (typeof valueExpression === 'string' && Buffer.byteLength(valueExpression.trim()) > LONGEST_NOTE) complain('api/too-large', `${at}.valueExpression`, 'the expression is longer than 5 KiB', 'Shorten it.');
    checkExpression(valueExpression, `${at}.valueExpression`, scope, [CEL.string, CEL.null], complain);
  });
  unique(complain, (i) => `spec.auditAnnotations[${i}].key`, notes.map(({ key }) => key ?? ''), 'the key');
}

/** Each may use those before it. */
function checkVariables(all: readonly Fields[], params: boolean, complain: Complain): ReadonlyMap<string, CelType> | undefined {
  if (all.length === 0) return undefined;
  const known = new Map<string, CelType>();
  all.forEach(({ name, expression }, i) => {
    const at = `spec.variables[${i}]`;
    if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name ?? '') || NO_NAMES.has(name)) complain('api/bad-format', `${at}.name`, `${show(name ?? '')} is not a name in CEL`, 'Use letters, digits and "_".');
    const type = checkExpression(expression, `${at}.expression`, admissionScope({ params, authorizer: true, variables: known }), [], complain);
    known.set(String(name), type);
  });
  return known;
}

const NO_NAMES: ReadonlySet<unknown> = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);

function checkWords({ message, messageExpression }: Fields, at: string, complain: Complain): void {
  if (typeof message === 'string' && message !== '' && (message.trim() === '' || /[\n\r]/.test(message.trim()))) complain('api/bad-message', `${at}.message`, 'the message is not one line', 'Write one line.');
  if (typeof messageExpression === 'string' && messageExpression !== '' && messageExpression.trim() === '') complain('api/bad-message', `${at}.messageExpression`, 'the expression is empty', 'Leave it out.');
}

function checkParamKind({ apiVersion, kind }: Fields, complain: Complain): void {
  needsName(complain, 'spec.paramKind.apiVersion', apiVersion, 'apiVersion');
  if (named(apiVersion)) inFormat(complain, 'spec.paramKind.apiVersion', apiVersion, isApiVersion, 'an apiVersion, such as "example.com/v1"');
  needsName(complain, 'spec.paramKind.kind', kind, 'kind');
  if (named(kind)) inFormat(complain, 'spec.paramKind.kind', kind.toLowerCase(), is.dns1035, 'the name of a kind');
}

function isApiVersion(text: string): boolean {
  const steps = text.split('/');
  const version = steps[steps.length - 1];
  return steps.length <= 2 && is.dns1035(version) && (steps.length === 1 || steps[0] === '' || is.dnsSubdomain(steps[0]));
}

function checkMatch(match: unknown, at: string, complain: Complain): void {
  if (!given(match)) return;
  const { matchPolicy, namespaceSelector, objectSelector, resourceRules, excludeResourceRules } = record(match);
  notEmpty(complain, `${at}.matchPolicy`, matchPolicy);
  checkSelector(namespaceSelector, `${at}.namespaceSelector`, complain);
  checkSelector(objectSelector, `${at}.objectSelector`, complain);
  items(resourceRules).forEach((rule, i) => checkResourceRule(record(rule), `${at}.resourceRules[${i}]`, complain));
  items(excludeResourceRules).forEach((rule, i) => checkResourceRule(record(rule), `${at}.excludeResourceRules[${i}]`, complain));
}

/** A ValidatingAdmissionPolicyBinding. @internal */
export function checkAdmissionBinding({ object }: Manifest, complain: Complain): void {
  const { policyName, paramRef, matchResources, validationActions } = record(object.spec);
  if (named(policyName)) inFormat(complain, 'spec.policyName', policyName, is.dnsSubdomain, 'the name of a policy');
  if (given(paramRef)) checkParamRef(record(paramRef), complain);
  checkMatch(matchResources, 'spec.matchResources', complain);
  const actions = items(validationActions);
  if (actions.includes('')) complain('api/unknown-word', 'spec.validationActions', 'an action is empty', 'Use Deny, Warn or Audit.');
  if (actions.includes('Deny') && actions.includes('Warn')) complain('api/validation-actions', 'spec.validationActions', 'what is denied is said already, a warning would say it again', 'Keep Deny or Warn.');
}

function checkParamRef({ name, selector, parameterNotFoundAction }: Fields, complain: Complain): void {
  if (named(name)) inFormat(complain, 'spec.paramRef.name', name, is.pathSegment, 'a name without "/" and "%"');
  checkSelector(selector, 'spec.paramRef.selector', complain);
  if (named(name) === given(selector)) complain('api/param-ref', 'spec.paramRef', named(name) ? 'both a name and a selector are given' : 'neither a name nor a selector is given', 'Give one of them.');
  if (!named(parameterNotFoundAction)) complain('api/param-ref', 'spec.paramRef.parameterNotFoundAction', 'nothing says what happens where there is no such object', 'Write Allow or Deny.');
}
