import { fullBases } from '../../conformance/fuzz/bases';

/*
 * What is done to webhooks, admission policies and definitions, and what the rules then say.
 */

type Json = { [field: string]: any };

const base = (kind: string, nth: number = 0): Json => fullBases().filter((object) => object.kind === kind)[nth];

const WEBHOOK = base('ValidatingWebhookConfiguration');
const POLICY = base('ValidatingAdmissionPolicy');
const BINDING = base('ValidatingAdmissionPolicyBinding');
const DEFINITION = base('CustomResourceDefinition');
const V1 = 'spec.versions.0';
const SPEC = `${V1}.schema.openAPIV3Schema.properties.spec`;
const REPLICAS = `${SPEC}.properties.replicas`;
const OTHER_GROUP = (group: string) => ({ 'spec.group': group, 'metadata.name': `caches.${group}` });

/** Objects that everything is right with. */
export const ADMISSION_GOOD: ReadonlyArray<readonly [kind: string, object: Json]> = [WEBHOOK, base('MutatingWebhookConfiguration'), POLICY, BINDING, DEFINITION, base('CustomResourceDefinition', 1)].map((object) => [object.kind, object]);

export const ADMISSION_ROWS: ReadonlyArray<readonly [slug: string, base: Json, changes: Json]> = [
  ['bad-default', DEFINITION, { [`${SPEC}.properties.size.default`]: 10 }],
  ['bad-default', DEFINITION, { [`${SPEC}.properties.engine.default`]: 'postgres' }],
  ['bad-default', DEFINITION, { [`${SPEC}.properties.either.default`]: {} }],
  ['bad-expression', POLICY, { 'spec.validations.0.expression': 'object.spec.replicas' }],
  ['bad-expression', POLICY, { 'spec.validations.0.expression': 'object.spec.replicas >' }],
  ['bad-expression', POLICY, { 'spec.variables.0.expression': 'variables.containers' }],
  ['bad-expression', DEFINITION, { [`${SPEC}.x-kubernetes-validations.0.rule`]: 'self.sise <= 5' }],
  ['bad-message', DEFINITION, { [`${SPEC}.x-kubernetes-validations.0.message`]: 'a\nb' }],
  ['bad-message', POLICY, { 'spec.validations.0.message': ' ' }],
  ['bad-path', DEFINITION, { [`${V1}.subresources.scale.specReplicasPath`]: '.status.size' }],
  ['bad-pattern', DEFINITION, { [`${SPEC}.properties.version.pattern`]: '(?=a)' }],
  ['conversion', DEFINITION, { 'spec.conversion.strategy': 'None' }],
  ['definition-name', DEFINITION, { 'metadata.name': 'cache.cache.example.com' }],
  ['deprecation-warning', DEFINITION, { [`${V1}.deprecationWarning`]: 'use v2' }],
  ['list-type', DEFINITION, { [`${REPLICAS}.x-kubernetes-list-map-keys`]: ['weigth'] }],
  ['list-type', DEFINITION, { [`${REPLICAS}.x-kubernetes-list-type`]: 'set' }],
  ['matches-nothing', WEBHOOK, { 'webhooks.0.rules.0.operations': [] }],
  ['matches-nothing', POLICY, { 'spec.matchConstraints': undefined }],
  ['no-expression', WEBHOOK, { 'webhooks.0.matchConditions.0.expression': ' ' }],
  ['no-old-value', DEFINITION, { [`${REPLICAS}.x-kubernetes-list-type`]: 'atomic', [`${REPLICAS}.x-kubernetes-list-map-keys`]: undefined }],
  ['no-schema', DEFINITION, { [`${V1}.schema`]: undefined, [`${V1}.selectableFields`]: undefined }],
  ['no-validations', POLICY, { 'spec.validations': [], 'spec.auditAnnotations': undefined }],
  ['not-structural', DEFINITION, { [`${SPEC}.properties.since.type`]: undefined }],
  ['not-structural', DEFINITION, { [`${SPEC}.properties.either.oneOf.0.type`]: 'object' }],
  ['not-structural', DEFINITION, { [`${V1}.schema.openAPIV3Schema.properties.metadata.properties.labels`]: { type: 'object' } }],
  ['param-ref', BINDING, { 'spec.paramRef.selector': {} }],
  ['preserve-unknown', DEFINITION, { 'spec.preserveUnknownFields': true }],
  ['protected-group', DEFINITION, OTHER_GROUP('cache.k8s.io')],
  ['review-version', WEBHOOK, { 'webhooks.0.admissionReviewVersions': ['v2'] }],
  ['selectable-field', DEFINITION, { [`${V1}.selectableFields.0.jsonPath`]: '.spec.flags' }],
  ['side-effects', WEBHOOK, { 'webhooks.0.sideEffects': undefined }],
  ['storage-version', DEFINITION, { 'spec.versions.1.storage': true }],
  ['validation-actions', BINDING, { 'spec.validationActions': ['Deny', 'Warn'] }],
  ['webhook-client', WEBHOOK, { 'webhooks.0.clientConfig.url': 'https://hooks.example.com' }],
  ['webhook-url', base('MutatingWebhookConfiguration'), { 'webhooks.0.clientConfig.url': 'http://hooks.example.com' }],
  ['wildcard', WEBHOOK, { 'webhooks.0.rules.0.apiGroups': ['*', 'apps'] }],
];
