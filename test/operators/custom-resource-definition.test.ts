import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { defineIn, flawsOf, OperatorWorld, V1, versionWith } from './kit';
import { CustomResourceDefinition, CustomResourceDefinitionProps, GopherApp, ListType, Schema } from '../../src';
import { Platform } from '../../src/platform/platform';
import { chartIn, newChart, objectsOf, on } from '../kit';

const defined = (props: Partial<CustomResourceDefinitionProps> = {}, kubernetes = '1.33') => defineIn(newChart(new Platform(on(kubernetes))), props);
const objectOf = (props?: Partial<CustomResourceDefinitionProps>) => {
  const chart = newChart();
  defineIn(chart, props);
  return objectsOf(chart)[0];
};
const withSpec = (fields: { [name: string]: Schema }) => flawsOf(defined({ versions: [versionWith(fields)] }));

describe('a definition', () => {
  test('has the names that the API server wants, in no namespace', () => {
    const { metadata, spec } = objectOf({ shortNames: ['cc'], categories: ['all'] });
    expect([metadata.name, metadata.namespace]).toEqual(['caches.cache.example.com', undefined]);
    expect(spec.names).toEqual({ kind: 'Cache', listKind: 'CacheList', plural: 'caches', singular: 'cache', shortNames: ['cc'], categories: ['all'] });
    expect([spec.scope, spec.conversion]).toEqual(['Namespaced', { strategy: 'None' }]);
  });

  test.each([['Cache', 'caches'], ['Proxy', 'proxies'], ['Class', 'classes'], ['Gateway', 'gateways'], ['Batch', 'batches']])('makes the plural of %s', (kind, plural) => {
    expect(defined({ kind }).plural).toBe(plural);
  });

  test('serves and stores its only version, with a status apart from the spec', () => {
    const [version] = objectOf().spec.versions;
    expect([version.name, version.served, version.storage, version.subresources]).toEqual(['v1', true, true, { status: {} }]);
    expect(Object.keys(version.schema.openAPIV3Schema.properties)).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  });

  test('is never pruned by a GitOps tool, as all objects would go with it', () => {
    expect(objectOf().metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  });

  test('writes every kind of field as the API does', () => {
    const { properties, required } = objectOf({
      versions: [versionWith({
        name: Schema.text({ maxLength: 5, pattern: '^a', defaultValue: 'a', description: 'what it is called', nullable: true }),
        engine: Schema.text({ allowed: ['redis'] }),
        share: Schema.number({ maximum: 0.5 }),
        on: Schema.flag({ defaultValue: false }),
        memory: Schema.quantity(),
        ports: Schema.arrayOf(Schema.objectOf({ name: Schema.text() }, { required: ['name'] }), { mapKeys: ['name'], maxItems: 3 }),
        zones: Schema.arrayOf(Schema.text(), { listType: ListType.SET }),
        labels: Schema.mapOf(Schema.text(), { maxProperties: 9 }),
        raw: Schema.anything(),
      }, { required: ['engine'] })],
    }).spec.versions[0].schema.openAPIV3Schema.properties.spec;
    expect(required).toEqual(['engine']);
    expect(properties.name).toEqual({ type: 'string', maxLength: 5, pattern: '^a', default: 'a', description: 'what it is called', nullable: true });
    expect(properties.engine).toEqual({ type: 'string', enum: ['redis'] });
    expect(properties.share).toEqual({ type: 'number', format: 'double', maximum: 0.5 });
    expect(properties.on).toEqual({ type: 'boolean', default: false });
    expect(properties.memory).toMatchObject({ 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }, { type: 'string' }] });
    expect(properties.ports).toMatchObject({ 'maxItems': 3, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] });
    expect(properties.zones).toEqual({ 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' });
    expect(properties.labels).toEqual({ type: 'object', additionalProperties: { type: 'string' }, maxProperties: 9 });
    expect(properties.raw).toEqual({ 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true });
  });

  test.each<[string, Partial<CustomResourceDefinitionProps>, string[]]>([
    ['a group that is no domain', { group: 'cache' }, ['crd/bad-group']],
    ['the project\'s own group', { group: 'cache.k8s.io' }, ['crd/protected-group']],
    ['a kind like a resource', { kind: 'cache' }, ['crd/bad-kind']],
    ['a plural with capitals', { plural: 'Caches' }, ['crd/bad-name']],
    ['a short name with a dot', { shortNames: ['c.c'] }, ['crd/bad-name']],
    ['no version', { versions: [] }, ['crd/not-one-storage-version', 'crd/nothing-served']],
    ['two stored versions', { versions: [{ ...V1, storage: true }, { ...V1, name: 'v2', storage: true }] }, ['crd/not-one-storage-version']],
    ['a version twice', { versions: [{ ...V1, storage: true }, V1] }, ['crd/bad-version']],
    ['a version with a dot', { versions: [{ ...V1, name: '1.0' }] }, ['crd/bad-version']],
    ['a version that nobody can read', { versions: [{ ...V1, served: false }] }, ['crd/nothing-served']],
    ['two versions that differ, and nobody converts', { versions: [{ ...V1, storage: true }, versionWith({ other: Schema.text() }, {}, { name: 'v2' })] }, ['crd/nobody-converts']],
    ['a column from nowhere', { versions: [{ ...V1, columns: [{ name: 'Size', jsonPath: 'spec.size' }] }] }, ['crd/bad-column']],
    ['a column that stays empty', { versions: [{ ...V1, columns: [{ name: 'Size', jsonPath: '.spec.sise' }] }] }, ['crd/bad-column']],
    ['a scale outside of spec', { versions: [{ ...V1, scale: { specReplicasPath: '.size', statusReplicasPath: '.status.replicas' } }] }, ['crd/bad-scale', 'crd/bad-scale']],
    ['nine fields to select by', { versions: [{ ...V1, selectableFields: Array.from({ length: 9 }, () => '.spec.size') }] }, ['crd/bad-selectable-field', 'crd/bad-selectable-field']],
    ['a field to select by that is a list', { versions: [versionWith({ a: Schema.arrayOf(Schema.text()) }, {}, { selectableFields: ['.spec.a'] })] }, ['crd/bad-selectable-field']],
  ])('is refused: %s', (_, props, expected) => expect(flawsOf(defined(props))).toEqual(expected));

  test.each<[string, { [name: string]: Schema }, string[]]>([
    ['a default that is too small', { a: Schema.integer({ minimum: 3, defaultValue: 1 }) }, ['crd/bad-default']],
    ['a default that lacks a field', { a: Schema.objectOf({ b: Schema.text() }, { required: ['b'], defaultValue: {} }) }, ['crd/bad-default']],
    ['a default with a field too many', { a: Schema.objectOf({ b: Schema.text() }, { defaultValue: { c: 1 } }) }, ['crd/bad-default']],
    ['bounds the wrong way round', { a: Schema.text({ minLength: 3, maxLength: 2 }) }, ['crd/bad-bound']],
    ['half a character', { a: Schema.text({ maxLength: 0.5 }) }, ['crd/bad-bound']],
    ['a pattern that Go does not have', { a: Schema.text({ pattern: '^(?!x)' }) }, ['crd/bad-pattern']],
    ['a required field that is not there', { a: Schema.objectOf({ b: Schema.text() }, { required: ['c'] }) }, ['crd/required-unknown']],
    ['keys that may be missing', { a: Schema.arrayOf(Schema.objectOf({ k: Schema.text() }), { mapKeys: ['k'] }) }, ['crd/bad-list-type']],
    ['keys that are not there', { a: Schema.arrayOf(Schema.objectOf({ k: Schema.text() }), { mapKeys: ['x'] }) }, ['crd/bad-list-type']],
    ['a set of objects', { a: Schema.arrayOf(Schema.objectOf({ k: Schema.text() }), { listType: ListType.SET }) }, ['crd/bad-list-type']],
    ['no value allowed', { a: Schema.text({ allowed: [] }) }, ['crd/bad-enum']],
    ['an empty rule', { a: Schema.text({ rules: [{ rule: ' ' }] }) }, ['crd/bad-rule']],
    ['a rule about nothing', { a: Schema.text({ rules: [{ rule: 'true' }] }) }, ['crd/bad-rule']],
    ['a message of two lines', { a: Schema.text({ rules: [{ rule: 'self != "x"', message: 'a\nb' }] }) }, ['crd/bad-rule']],
    ['an old value in a list without keys', { a: Schema.arrayOf(Schema.text({ maxLength: 9, rules: [{ rule: 'self == oldSelf' }] }), { maxItems: 9 }) }, ['crd/bad-rule']],
    ['a rule in a list that has no bound', { a: Schema.arrayOf(Schema.text({ rules: [{ rule: 'self.matches("^[a-z]+$")' }] })) }, ['crd/rule-too-costly']],
  ])('takes no schema with %s', (_, fields, expected) => expect(withSpec(fields)).toEqual(expected));

  test('says what makes a rule too costly', () => {
    const { node } = defined({ versions: [versionWith({ users: Schema.arrayOf(Schema.objectOf({ name: Schema.text({ maxLength: 63, rules: [{ rule: 'self.matches("^[a-z]+$")' }] }) })) })] });
    expect(node.validate()[0]).toBe('crd/rule-too-costly: v1.spec.users[*].name: the rule "self.matches(\\"^[a-z]+$\\")" may cost about 100 million units, the API server allows 10 million; '
      + 'nothing bounds how many items v1.spec.users has. Bound what it walks through: maxItems, maxProperties, maxLength; or ask it in fewer places.');
  });

  test('takes a rule in a list that has a bound', () => {
    expect(withSpec({ users: Schema.arrayOf(Schema.objectOf({ name: Schema.text({ maxLength: 63, rules: [{ rule: 'self != "root"' }] }) }), { maxItems: 100 }) })).toEqual([]);
  });

  test('uses what is newer than Kubernetes 1.28 only where it is there', () => {
    const versions = [versionWith({ engine: Schema.text({ rules: [{ rule: 'oldSelf.hasValue() || self != ""', optionalOldSelf: true }] }) }, {}, { selectableFields: ['.spec.engine'] })];
    expect(flawsOf(defined({ versions }, '1.28'))).toEqual(['crd/too-new', 'crd/too-new']);
    expect(flawsOf(defined({ versions }, '1.30'))).toEqual(['crd/too-new']);
    expect(flawsOf(defined({ versions }, '1.33'))).toEqual([]);
    expect(flawsOf(defined({ versions }, '1.37'))).toEqual([]);
  });

  test('synthesizes with all rules on and no finding', () => {
    const app = new GopherApp();
    defineIn(chartIn(app, 'shop', 'shop'), {
      versions: [{ ...V1, columns: [{ name: 'Ready', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }] }],
    });
    expect(app.findings().map(String)).toEqual([]);
  });
});

describe('what controller-gen made', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-crd-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  const MADE = (name: string) => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    controller-gen.kubebuilder.io/version: v0.21.0
  name: ${name}s.crew.example.com
spec:
  group: crew.example.com
  names: { kind: ${name[0].toUpperCase()}${name.slice(1)}, listKind: ${name}List, plural: ${name}s, singular: ${name} }
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: { type: integer, format: int32 }
    subresources: { status: {} }
`;
  const read = (path: string) => {
    const chart = newChart();
    return { chart, definitions: CustomResourceDefinition.fromFile(chart, 'crds', path) };
  };

  test('is passed on as it is, every document of it', () => {
    writeFileSync(join(folder, 'crds.yaml'), MADE('captain') + MADE('sailor'));
    const { chart, definitions } = read(join(folder, 'crds.yaml'));
    expect(definitions.map((d) => [d.group, d.kind, d.plural, d.versionNames])).toEqual([['crew.example.com', 'Captain', 'captains', ['v1']], ['crew.example.com', 'Sailor', 'sailors', ['v1']]]);
    const [captain] = objectsOf(chart);
    expect(captain.metadata.name).toBe('captains.crew.example.com');
    expect(captain.metadata.annotations['controller-gen.kubebuilder.io/version']).toBe('v0.21.0');
    expect(captain.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.size).toEqual({ type: 'integer', format: 'int32' });
    expect(definitions.flatMap(flawsOf)).toEqual([]);
  });

  test('is read from a folder, too, and an operator owns it', () => {
    writeFileSync(join(folder, 'b.yaml'), MADE('sailor'));
    writeFileSync(join(folder, 'a.yaml'), MADE('captain'));
    writeFileSync(join(folder, 'README.md'), '# not a manifest');
    const world = new OperatorWorld();
    CustomResourceDefinition.fromFile(world.chart, 'crds', folder).forEach((definition) => world.operator.owns(definition));
    expect(world.find('ClusterRole', 'cache-operator.operators').rules.map((r: any) => r.resources)).toEqual([
      ['captains', 'sailors'], ['captains/status', 'sailors/status'], ['captains/finalizers', 'sailors/finalizers'],
    ]);
  });

  test.each([
    ['a file that is not there', undefined, ['crd/unreadable-file']],
    ['what is no YAML', 'a: [', ['crd/unreadable-file']],
    ['an empty file', '', ['crd/no-definition']],
    ['another kind', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n', ['crd/not-a-definition']],
    ['a definition that the API server refuses', MADE('captain').replace('size: { type: integer, format: int32 }', 'size: {}'), ['crd/not-structural']],
    ['a name that does not fit', MADE('captain').replace('name: captains.', 'name: sailors.'), ['crd/name-mismatch']],
  ])('is judged, without an accident: %s', (_, text, expected) => {
    const path = join(folder, 'crds.yaml');
    if (text !== undefined) writeFileSync(path, text);
    expect(read(path).definitions.flatMap(flawsOf)).toEqual(expected);
  });
});
