import { Complain, given, items, named, record, show } from './complaint';
import { checkExpression } from './expressions';
import { SINCE } from './features';
import { fieldAt } from './schema-paths';
import { SchemaPlace } from './schema-place';
import { celTypeOf } from './schema-types';
import { CEL, CelType } from '../cel/cel-types';

type Fields = { readonly [field: string]: any };

const REASONS = ['FieldValueRequired', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueDuplicate'];

/** The rules in CEL of one value. @internal */
export function checkSchemaRules(place: SchemaPlace, minor: number, complain: Complain): void {
  const rules = items(place.schema['x-kubernetes-validations']).map(record);
  if (rules.length === 0) return;
  const type = celTypeOf(place.schema, place.isRoot || place.schema['x-kubernetes-embedded-resource'] === true);
  rules.forEach((rule, i) => checkRule(rule, type, place, `${place.at}.x-kubernetes-validations[${i}]`, minor, complain));
}

function checkRule(rule: Fields, type: CelType | undefined, { schema, hasOld }: SchemaPlace, at: string, minor: number, complain: Complain): void {
  const { message, messageExpression, reason, fieldPath } = rule;
  const text = typeof rule.rule === 'string' ? rule.rule : '';
  const hasMessage = typeof message === 'string' && message.trim() !== '';
  if (typeof message === 'string' && message !== '' && (!hasMessage || /[\n\r]/.test(message.trim()))) complain('api/bad-message', `${at}.message`, 'the message is not one line', 'Write one line.');
  else if (!hasMessage && /[\n\r]/.test(text.trim())) complain('api/bad-message', `${at}.message`, 'the rule has several lines, which make no message', 'Write a message.');
  if (given(reason) && !REASONS.includes(reason)) complain('api/unknown-word', `${at}.reason`, `${show(reason)} is none of ${REASONS.join(', ')}`, 'Use one of these words.');
  if (named(fieldPath) && (/[\n\r]/.test(fieldPath) || fieldAt(schema, fieldPath) === undefined)) complain('api/bad-path', `${at}.fieldPath`, `there is no field ${show(fieldPath)}`, 'Write it from the value on: ".replicas".');
  if (type === undefined) return complain('api/bad-expression', `${at}.rule`, 'the type of the value is unknown, so nothing can be asked of it', 'Give it a type.');
  const old = rule.optionalOldSelf === true && minor >= SINCE.optionalOldSelf ? CEL.optional : type;
  const scope = new Map([['self', type], ['oldSelf', old]]);
  checkExpression(text, `${at}.rule`, scope, [CEL.bool], complain);
  if (typeof messageExpression === 'string' && messageExpression !== '') checkExpression(messageExpression, `${at}.messageExpression`, scope, [CEL.string], complain);
  const usesOld = /(?<![\w.])oldSelf\b/.test(text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, ''));
  if (usesOld && !hasOld) complain('api/no-old-value', `${at}.rule`, 'nothing tells which old value belongs to a value here', 'Give the list keys, or ask it of the whole list.');
  if (!usesOld && given(rule.optionalOldSelf) && minor >= SINCE.optionalOldSelf) complain('api/no-old-value', `${at}.optionalOldSelf`, 'the rule does not look at oldSelf', 'Leave it out.');
}
