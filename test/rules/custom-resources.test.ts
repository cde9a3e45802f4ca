import { customResourceRules } from '../../src/rules/custom-resources';
import { Manifest } from '../../src/rules/manifest';
import { Manifests } from '../../src/rules/manifests';
import { RuleBook } from '../../src/rules/rule-book';

const SPEC = {
  type: 'object',
  required: ['host', 'size', 'mode'],
  properties: {
    host: { type: 'string', minLength: 2 },
    size: { 'x-kubernetes-int-or-string': true },
    mode: { type: 'string', enum: ['fast', 'safe'], default: 'safe' },
    count: { type: 'integer', minimum: 1, maximum: 5, nullable: true },
    ratio: { type: 'number' },
    on: { type: 'boolean' },
    rules: { type: 'array', maxItems: 2, items: { type: 'object', properties: { name: { type: 'string' } } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    anything: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true },
    template: { 'type': 'object', 'x-kubernetes-embedded-resource': true, 'properties': { spec: { type: 'object', additionalProperties: true } } },
  },
};

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gateways.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Gateway', plural: 'gateways' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: SPEC, status: { type: 'object' } } } } },
      { name: 'v1alpha1', served: false },
      { name: 'v2', served: true },
    ],
  },
};

const GOOD = { host: 'a.example.com', size: '10%' };

/** `crd/wrong-type spec.count: …` for a Gateway of that spec. */
function findings(spec: any, more: any = {}, definition: any = DEFINITION): string[] {
  const object = { apiVersion: 'example.com/v1', kind: 'Gateway', metadata: { name: 'g', namespace: 'shop', labels: { a: 'b' } }, spec, ...more };
  const manifests = Manifests.of([definition, object].map((o) => Manifest.of(o)));
  return RuleBook.of(customResourceRules()).verify(manifests).map((f) => `${f.rule} ${f.path}: ${f.message}`);
}

test.each([
  ['an object that follows its definition', { ...GOOD, mode: 'fast', count: 5, ratio: 1, on: false, rules: [{ name: 'x' }], labels: { 'a.b/c': 'd' } }],
  ['a number where a number or a text may stand', { ...GOOD, size: 3 }],
  ['a required field that has a default', GOOD],
  ['nothing where nothing is allowed', { ...GOOD, count: null }],
  ['nothing where there is a default', { ...GOOD, mode: null }],
  ['any field where the definition keeps all', { ...GOOD, anything: { a: { b: [1] } } }],
  ['an object inside an object', { ...GOOD, template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { a: 1 } } }],
])('accepts %s', (_, spec) => expect(findings(spec)).toEqual([]));

test.each([
  ['a field that is not defined', { ...GOOD, hots: 'a' }, 'crd/unknown-field spec.hots: there is no field "hots" here; "host" is meant, perhaps'],
  ['a field that is not defined, in a list', { ...GOOD, rules: [{ name: 'a' }, { nmae: 'b' }] }, 'crd/unknown-field spec.rules[1].nmae: there is no field "nmae" here; "name" is meant, perhaps'],
  ['a text for a whole number', { ...GOOD, count: '3' }, 'crd/wrong-type spec.count: "3" is a string, not an integer'],
  ['a fraction for a whole number', { ...GOOD, count: 1.5 }, 'crd/wrong-type spec.count: 1.5 is a number, not an integer'],
  ['a boolean for a text', { ...GOOD, host: true }, 'crd/wrong-type spec.host: true is a boolean, not a string'],
  ['a map for a list', { ...GOOD, rules: { name: 'a' } }, 'crd/wrong-type spec.rules: {"name":"a"} is an object, not an array'],
  ['a number among texts', { ...GOOD, labels: { 'a.b/c': 1 } }, 'crd/wrong-type spec.labels["a.b/c"]: 1 is an integer, not a string'],
  ['a fraction for a number or a text', { ...GOOD, size: 1.5 }, 'crd/wrong-type spec.size: 1.5 is a number, not an integer or string'],
  ['nothing where nothing is not allowed', { ...GOOD, on: null }, 'crd/wrong-type spec.on: null is nothing, not a boolean'],
  ['a required field that is left out', { size: 1 }, 'crd/missing-field spec.host: the field "host" is required and not there'],
  ['a value that is not on the list', { ...GOOD, mode: 'slow' }, 'crd/not-allowed-value spec.mode: "slow" is not one of "fast", "safe"'],
  ['a number that is too large', { ...GOOD, count: 6 }, 'crd/not-allowed-value spec.count: 6 is more than 5'],
  ['a text that is too short', { ...GOOD, host: 'a' }, 'crd/not-allowed-value spec.host: a length of 1 is less than 2'],
  ['a list that is too long', { ...GOOD, rules: [{}, {}, {}] }, 'crd/not-allowed-value spec.rules: a number of items of 3 is more than 2'],
])('complains of %s', (_, spec, finding) => expect(findings(spec)).toEqual([finding]));

test('complains of a version that is not served', () => {
  expect(findings(GOOD, { apiVersion: 'example.com/v1alpha1' })).toEqual(['crd/unknown-version apiVersion: version "v1alpha1" of Gateway is not served; served: "v1", "v2"']);
});

test('complains of a namespace on a cluster-wide object', () => {
  expect(findings(GOOD, {}, { ...DEFINITION, spec: { ...DEFINITION.spec, scope: 'Cluster' } }))
    .toEqual(['crd/wrong-scope metadata.namespace: Gateway is cluster-wide, yet the object names the namespace "shop"']);
});

test('stays quiet where the version has no schema, and for kinds of other groups', () => {
  expect(findings({ a: 1 }, { apiVersion: 'example.com/v2' })).toEqual([]);
  expect(findings({ a: 1 }, { apiVersion: 'other.example.com/v1' })).toEqual([]);
});

test.each([[{}], [{ spec: null }], [{ spec: { group: 'example.com', names: { kind: 'Gateway' }, versions: [null, { name: 'v1', schema: { openAPIV3Schema: { properties: 5, required: 'x', enum: 1, items: [] } } }] } }]])(
  'a definition that is itself broken stops nothing: %j', (definition) => {
    expect(() => findings(GOOD, {}, { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: {}, ...definition })).not.toThrow();
  });
