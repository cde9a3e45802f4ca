import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { defineIn, OperatorWorld, V1, versionWith } from './kit';
import { Grant, ListType, Schema, SchemaRule, WebhookOperation, WebhookType } from '../../src';
import { Oracle } from '../conformance/oracle';
import { newChart, objectsOf, on, refusalOf } from '../kit';

/*
 * Definitions are judged by the API server's own code. A generator makes schemas of all
 * sorts, with rules in CEL that walk through them: what we let pass, it must take. Whether
 * a default keeps to its rules is the one thing that only somebody who runs CEL can tell.
 */

const bound = fc.option(fc.constantFrom(1, 5, 32, 100, 1000, 20_000), { nil: undefined });
const someNames = fc.uniqueArray(fc.constantFrom('a', 'b', 'size', 'names', 'x1', 'in', 'namespace'), { minLength: 1, maxLength: 3 });

const scalar: fc.Arbitrary<Schema> = fc.oneof(
  fc.record({ maxLength: bound, rules: rules('self != "x"', 'self.startsWith("a")', 'self.size() < 5', 'self.matches("^[a-z]+$")', 'self == oldSelf', 'self.contains("ab") || self.endsWith("c")') }).map((p) => Schema.text(p)),
  fc.record({ allowed: fc.constantFrom<string[]>(['a', 'b'], ['a'], ['a', 'a'], []), defaultValue: fc.constantFrom(undefined, 'a', 'z'), rules: rules('self != "b"') }).map((p) => Schema.text(p)),
  fc.record({ minimum: fc.constantFrom(undefined, 0, 3), maximum: fc.constantFrom(undefined, 9), defaultValue: fc.constantFrom(undefined, 1, 1.5, 12), rules: rules('self > 0', 'self % 2 == 0 && self < 100', 'self >= oldSelf') }).map((p) => Schema.integer(p)),
  fc.record({ defaultValue: fc.constantFrom(undefined, true), rules: rules('self || !oldSelf') }).map((p) => Schema.flag(p)),
  fc.constantFrom(Schema.quantity(), Schema.intOrString(), Schema.anything(), Schema.number(), Schema.text({ format: 'date-time' }), Schema.text({ pattern: '^a+$', defaultValue: 'b' }), Schema.text({ pattern: '(?=a)' })),
);

const { schema: anySchema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof({ maxDepth: 4, depthIdentifier: 'schema' },
    scalar,
    fc.tuple(tie('schema'), bound, fc.constantFrom(undefined, ListType.ATOMIC, ListType.SET), rules('self.size() < 3', 'self.all(x, x == x)', 'self.exists(x, true)', 'self.all(x, self.all(y, x == y))', 'self == oldSelf'))
      .map(([items, maxItems, listType, rs]) => Schema.arrayOf(items, { maxItems, listType, rules: rs })),
    fc.tuple(tie('schema'), bound, bound, rules('self.all(x, x.id != "q")', 'self.all(x, self.exists(y, y.id == x.id))', 'self.map(x, x.id).size() > 0', 'self.exists_one(x, x.id == "q")'))
      .map(([value, maxItems, maxLength, rs]) => Schema.arrayOf(Schema.objectOf({ id: Schema.text({ maxLength }), value }, { required: ['id'] }), { maxItems, mapKeys: ['id'], rules: rs })),
    fc.tuple(tie('schema'), bound, rules('self.size() < 9', 'self.all(k, k != "x")', 'self.all(k, self[k] == self[k])'))
      .map(([values, maxProperties, rs]) => Schema.mapOf(values, { maxProperties, rules: rs })),
    fc.tuple(someNames.chain((names) => fc.tuple(...names.map((name) => tie('schema').map((schema) => [name, schema] as const)))), fc.boolean(), fc.boolean(), rules('self == oldSelf', 'self == self'))
      .map(([fields, all, empty, rs]) => Schema.objectOf(Object.fromEntries(fields), { required: all ? fields.map(([name]) => name) : [], defaultValue: empty ? {} : undefined, rules: rs })),
  ),
}));

function rules(...texts: string[]): fc.Arbitrary<SchemaRule[] | undefined> {
  return fc.option(fc.subarray(texts, { maxLength: Math.min(2, texts.length) }).map((some) => some.map((rule) => ({ rule }))), { nil: undefined, freq: 2 });
}

function judged(fields: { [name: string]: Schema }) {
  const chart = newChart();
  defineIn(chart, { versions: [versionWith(fields, {}, { status: Schema.objectOf({ conditions: Schema.conditions() }) })] });
  return { refusal: refusalOf(chart), object: () => objectsOf(chart)[0] };
}

/** Everything that an operator can have, where that Kubernetes is. */
function fullWorld(minor: string) {
  const world = new OperatorWorld({ leaderElectionId: 'caches.example.com', serviceMonitor: true }, on(minor));
  const { chart, operator } = world;
  const define = world.define({
    shortNames: ['cc'],
    categories: ['all'],
    versions: [
      {
        ...V1,
        spec: Schema.objectOf({ replicas: Schema.integer({ minimum: 0, defaultValue: 1 }), engine: Schema.text({ allowed: ['redis', 'valkey'] }) }),
        status: Schema.objectOf({ replicas: Schema.integer(), selector: Schema.text(), conditions: Schema.conditions() }),
        columns: [{ name: 'Ready', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }, { name: 'Engine', jsonPath: '.spec.engine', priority: 1, description: 'what it runs' }],
        scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', labelSelectorPath: '.status.selector' },
        selectableFields: ['.spec.engine'],
        rules: [{ rule: 'self.metadata.name.size() <= 50', message: 'the name is too long' }],
        storage: true,
      },
      { name: 'v1alpha1', spec: Schema.anything(), deprecationWarning: 'use v1' },
    ],
  });
  operator.owns(define);
  operator.manages('apps', 'statefulsets');
  operator.reads('core', 'nodes', true);
  operator.addGrant(Grant.read('core', 'secrets').inNamespaces('operators', 'shop'));
  operator.validates(define, { operations: [WebhookOperation.DELETE], matchConditions: [{ name: 'not-the-system', expression: '!request.userInfo.groups.exists(g, g == "system:masters")' }] });
  operator.completes(define);
  operator.converts(define);
  operator.addWebhook({ webhookType: WebhookType.MUTATING, apiGroup: 'core', kind: 'Pod', plural: 'pods', optional: true });
  return { chart, operator, define };
}

describe.each(['1.33', '1.36'])('the API server of Kubernetes %s', (minor) => {
  const asked = Oracle.isBuilt(minor) ? test : test.skip;
  let oracle: Oracle;
  beforeAll(() => { if (Oracle.isBuilt(minor)) oracle = new Oracle(minor); });
  afterAll(() => oracle?.close());

  asked('takes every definition that we let pass', async () => {
    let passed = 0;
    await fc.assert(fc.asyncProperty(anySchema, async (field) => {
      const { refusal, object } = judged({ field });
      fc.pre(refusal === '');
      passed++;
      const answer = await oracle.ask({ op: 'create', object: object() });
      const errors = answer.errors.filter((e) => !/^Invalid value: .*: failed rule: /.test(e.message));
      expect([errors.map((e) => `${e.field}: ${e.message}`), answer.strict]).toEqual([[], []]);
    }), { numRuns: 300, seed: Number(process.env.FC_SEED ?? 20261120), maxSkipsPerRun: 50 });
    expect(passed).toBeGreaterThan(250);
  }, 120_000);

  asked('takes every object of an operator with all that it can have', async () => {
    const { chart, operator, define } = fullWorld(minor);
    expect(refusalOf(chart)).toBe('');
    expect([operator.problems(), define.node.validate()]).toEqual([[], []]);
    const builtIn = objectsOf(chart).filter((o) => !['cert-manager.io/v1', 'monitoring.coreos.com/v1'].includes(o.apiVersion));
    const answers = await oracle.askAll(builtIn.map((object) => ({ op: 'create', object })));
    expect(new Set(builtIn.map((o) => o.kind))).toEqual(new Set(['CustomResourceDefinition', 'ServiceAccount', 'ConfigMap', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding',
      'Service', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Deployment', 'PodDisruptionBudget', 'NetworkPolicy']));
    expect(answers.map((a, i) => [builtIn[i].kind, a.verdict, a.errors, a.strict, a.warnings]).filter(([, verdict, , , warnings]) => verdict !== 'accept' || (warnings as string[]).length > 0)).toEqual([]);
  });

  asked('refuses what it would refuse without our checks, too', async () => {
    const object = (spec: Schema) => {
      const chart = newChart();
      const definition = defineIn(chart, { versions: [{ name: 'v1', spec }] });
      expect(definition.node.validate()).not.toEqual([]);
      return (definition.node.findChild('Default') as ApiObject).toJson();
    };
    const bad = [
      Schema.objectOf({ a: Schema.arrayOf(Schema.text({ rules: [{ rule: 'self.matches("^a+$")' }] })) }),
      Schema.objectOf({ a: Schema.arrayOf(Schema.objectOf({ k: Schema.text() }), { mapKeys: ['k'] }) }),
      Schema.objectOf({ a: Schema.integer({ minimum: 3, defaultValue: 1 }) }),
      Schema.objectOf({ a: Schema.arrayOf(Schema.objectOf({ k: Schema.text() }), { listType: ListType.SET }) }),
      Schema.objectOf({ a: Schema.arrayOf(Schema.text({ rules: [{ rule: 'self == oldSelf' }] }), { maxItems: 3 }) }),
    ];
    const answers = await oracle.askAll(bad.map((spec) => ({ op: 'create', object: object(spec) })));
    expect(answers.map((a) => a.verdict)).toEqual(bad.map(() => 'reject'));
  });
});
