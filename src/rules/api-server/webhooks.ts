import { admissionScope } from './admission-scope';
import { Complain, given, items, notEmpty, oneOf, record, unique, wholeNumber } from './complaint';
import { inFormat, is } from './formats';
import { checkSelector } from './labels';
import { checkMatchConditions } from './match-conditions';
import { checkResourceRule } from './resource-rules';
import { checkReviewVersions, checkWebhookClient } from './webhook-client';
import { Manifest } from '../manifest';

const SCOPE = admissionScope({ params: false, authorizer: true });

/** A Validating- or MutatingWebhookConfiguration. @internal */
export function checkWebhookConfiguration({ object }: Manifest, complain: Complain): void {
  const webhooks = items(object.webhooks).map(record);
  webhooks.forEach((webhook, i) => checkWebhook(webhook, `webhooks[${i}]`, complain));
  unique(complain, (i) => `webhooks[${i}].name`, webhooks.map(({ name }) => (name === '' ? undefined : name)), 'the name');
}

function checkWebhook(webhook: { readonly [field: string]: any }, at: string, complain: Complain): void {
  const { name, rules, sideEffects, timeoutSeconds } = webhook;
  inFormat(complain, `${at}.name`, name ?? '', (s) => is.dnsSubdomain(s) && s.split('.').length > 2, 'a domain of at least three parts');
  items(rules).forEach((rule, i) => checkResourceRule(record(rule), `${at}.rules[${i}]`, complain));
  for (const field of ['failurePolicy', 'matchPolicy', 'reinvocationPolicy']) notEmpty(complain, `${at}.${field}`, webhook[field]);
  if (given(sideEffects)) oneOf(complain, `${at}.sideEffects`, sideEffects, ['None', 'NoneOnDryRun']);
  else complain('api/side-effects', `${at}.sideEffects`, 'nothing says whether the webhook does more than answer', 'Write None, or NoneOnDryRun.');
  wholeNumber(complain, `${at}.timeoutSeconds`, timeoutSeconds, 1, 30);
  checkSelector(webhook.namespaceSelector, `${at}.namespaceSelector`, complain);
  checkSelector(webhook.objectSelector, `${at}.objectSelector`, complain);
  checkWebhookClient(webhook.clientConfig, `${at}.clientConfig`, complain);
  checkReviewVersions(webhook.admissionReviewVersions, `${at}.admissionReviewVersions`, complain);
  checkMatchConditions(webhook.matchConditions, `${at}.matchConditions`, SCOPE, complain);
}
