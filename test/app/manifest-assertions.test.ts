import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { ManifestAssertions } from '../../src/app/manifest-assertions';
import { differences } from '../../src/app/manifest-difference';
import { Severity } from '../../src/rules/severity';
import { configMap, Folder } from '../rules/reading/folder-kit';
import { NoKey } from '../rules/report/report-kit';

function chart(): Chart {
  const c = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  new ApiObject(c, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { one: '1', two: '2' } });
  new ApiObject(c, 'b', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', namespace: 'back' } });
  new ApiObject(c, 'b2', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', namespace: 'shop' } });
  return c;
}

describe('of a chart', () => {
  test('finds an object', () => expect(ManifestAssertions.fromChart(chart()).find('ConfigMap', 'a').data).toEqual({ one: '1', two: '2' }));

  test('tells objects of one name apart by their namespace', () => {
    const manifests = ManifestAssertions.fromChart(chart());
    expect(manifests.find('ConfigMap', 'back/b').metadata.namespace).toBe('back');
    expect(() => manifests.find('ConfigMap', 'b')).toThrow('there are 2 of ConfigMap b: ConfigMap back/b, ConfigMap shop/b. Say which one as "namespace/name".');
  });

  test('an object may hold more than is asked for', () => ManifestAssertions.fromChart(chart()).hasObject('ConfigMap', 'a', { data: { one: '1' } }));

  test('what differs is told field by field', () => {
    expect(() => ManifestAssertions.fromChart(chart()).hasObject('ConfigMap', 'a', { data: { one: '3', four: '4' }, metadata: { labels: { 'a.b/c': 'x' } } })).toThrow(
      'manifest/not-as-expected: ConfigMap a is not as expected:\n  data.one: expected "3", found "1"\n  data.four: expected "4", found nothing\n  metadata.labels: expected {"a.b/c":"x"}, found nothing');
  });

  test.each<[string, string, string]>([
    ['ConfigMap', 'c', 'there is no ConfigMap "c". Of that kind there is: ConfigMap shop/a, ConfigMap back/b, ConfigMap shop/b.'],
    ['Secret', 'a', 'there is no Secret "a". Of that name there is: ConfigMap shop/a.'],
    ['Secret', 'c', 'there is no Secret "c". There are these kinds: ConfigMap.'],
  ])('where there is no %s %s it tells what there is', (kind, name, message) => expect(() => ManifestAssertions.fromChart(chart()).hasObject(kind, name)).toThrow(message));

  test('an object that should not be there', () => {
    const manifests = ManifestAssertions.fromChart(chart());
    manifests.hasNoObject('Secret', 'a');
    expect(() => manifests.hasNoObject('ConfigMap', 'b')).toThrow('there should be no ConfigMap "b", but there is ConfigMap back/b, ConfigMap shop/b.');
  });

  test('how many there are', () => {
    const manifests = ManifestAssertions.fromChart(chart());
    manifests.hasCount('ConfigMap', 3);
    expect(() => manifests.hasCount('Secret', 1)).toThrow('expected 1 of Secret, found 0.');
  });

  test('what synthesis would refuse is refused', () => {
    const c = chart();
    c.node.addValidation({ validate: () => ['something is wrong'] });
    expect(() => ManifestAssertions.fromChart(c)).toThrow('[shop] something is wrong');
  });
});

test('of an app: all its charts', () => {
  const app: App = Testing.app();
  for (const id of ['a', 'b']) new ApiObject(new Chart(app, id), 'x', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: id } });
  ManifestAssertions.fromApp(app).hasCount('Namespace', 2);
});

describe('of a folder', () => {
  let folder: Folder;
  beforeEach(() => { folder = new Folder({ 'a.yaml': configMap('a', '  namespace: shop\ndata: {odd: "1"}\n') }); });
  afterEach(() => folder.remove());

  test('finds what stands there', () => ManifestAssertions.fromFolder(folder.path).hasObject('ConfigMap', 'a', { data: { odd: '1' } }));

  test('no findings where every rule holds', () => ManifestAssertions.fromFolder(folder.path).hasNoFindings());

  test('what is found, with your own rules too', () => {
    const manifests = ManifestAssertions.fromFolder(folder.path);
    expect(manifests.findings([new NoKey('odd')]).map((f) => f.rule)).toContain('test/has-odd');
    expect(() => manifests.hasNoFindings(Severity.ERROR, [new NoKey('odd')])).toThrow(/1 finding:\n {2}error: \[.*a\.yaml:1\] test\/has-odd: ConfigMap shop\/a, data\.odd: "odd" is there\. Take it out\./);
    manifests.hasNoFindings(Severity.ERROR, [new NoKey('odd', Severity.WARNING)]);
  });

  test('what is wrong with a file is a finding', () => {
    folder.write('b.yaml', 'a: [1\nb: 2\n');
    expect(() => ManifestAssertions.fromFolder(folder.path).hasNoFindings()).toThrow(/yaml\/broken: .*line 2, column 1/);
  });
});

describe('differences', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['an expected item may stand anywhere in a list', [{ name: 'a' }, { name: 'b', value: '2' }], [{ name: 'b' }], []],
    ['of an item that is named the same, the field that differs', { env: [{ name: 'a', value: '1' }, { name: 'b', value: '2' }] }, { env: [{ name: 'b', value: '3' }] }, ['env[1].value: expected "3", found "2"']],
    ['of items without a name, the closest', { ports: [{ port: 1, protocol: 'TCP' }, { port: 2, protocol: 'UDP' }] }, { ports: [{ port: 3, protocol: 'UDP' }] }, ['ports: no item is as expected; the closest:', 'ports[1].port: expected 3, found 2']],
    ['of words, the list', { args: ['a', 'b'] }, { args: ['c'] }, ['args: expected an item "c", found ["a","b"]']],
    ['an empty list', { args: [] }, { args: ['c'] }, ['args: expected an item "c", found an empty list']],
    ['no list at all', { args: 'x' }, { args: ['c'] }, ['args: expected ["c"], found "x"']],
    ['undefined says that a field is not there', { a: 1 }, { a: undefined, b: undefined }, ['a: expected nothing, found 1']],
    ['a number is not a text', { a: '1' }, { a: 1 }, ['a: expected 1, found "1"']],
  ])('%s', (_, found, expected, lines) => expect(differences(found, expected)).toEqual(lines));
});
