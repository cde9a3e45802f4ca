import { BOOK, inspect, NoKey } from './report-kit';
import { isAtLeast } from '../../../src/rules/report/inspection';
import { jsonReport } from '../../../src/rules/report/json-report';
import { paletteOf } from '../../../src/rules/report/palette';
import { sarifReport } from '../../../src/rules/report/sarif-report';
import { textReport } from '../../../src/rules/report/text-report';
import { Severity } from '../../../src/rules/severity';
import { configMap, Folder } from '../reading/folder-kit';

let folder: Folder;
beforeEach(() => {
  folder = new Folder({
    'a.yaml': configMap('a', 'data:\n  warning: "1"\n'),
    'b.yaml': `${configMap('b', '  namespace: shop\ndata:\n  info: "1"\n  error: "1"\n')}---\n${configMap('c', 'data:\n  warning: "1"\n')}`,
  });
});
afterEach(() => folder.remove());

const PLAIN = { palette: paletteOf(false), verbose: false };

function text(options = PLAIN, book = BOOK): string {
  const inspection = inspect(folder.path, book);
  return textReport(inspection, inspection.findings, options).replaceAll(`${folder.path}/`, '');
}

describe('as text', () => {
  test('by file, errors first, each with its line and what to do', () => {
    expect(text()).toBe(`b.yaml
  error    test/has-error  line 8
           ConfigMap shop/b, data.error
           "error" is there.
           fix: Take it out.
  warning  test/has-warning  line 15
           ConfigMap c, data.warning
           "warning" is there.
           fix: Take it out.
  info     test/has-info  line 7
           ConfigMap shop/b, data.info
           "info" is there.
           fix: Take it out.

a.yaml
  warning  test/has-warning  line 6
           ConfigMap a, data.warning
           "warning" is there.
           fix: Take it out.

3 objects in 2 files: 1 error, 2 warnings, 1 info
`);
  });

  test('by construct where the synthesis wrote it down', () => {
    folder.write('construct-metadata.json', JSON.stringify({ resources: { a: { path: 'chart/shop/map' }, b: { path: 'chart/shop/other' } } }));
    expect(text()).toContain('chart/shop\n  error    test/has-error  b.yaml:8\n');
    expect(text().match(/^chart\/shop$/gm)).toHaveLength(1);
  });

  test('with reasons, if asked', () => {
    expect(text()).not.toContain('sorry');
    expect(text({ ...PLAIN, verbose: true })).toContain('           why: It makes somebody sorry.\n');
  });

  test('with what is waived, counted, and told if asked', () => {
    const waiver = { reason: 'needed until June', owner: 'team-a', expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) };
    folder.write('a.yaml', configMap('a', `  annotations:\n    waiver.cdk8s-gopher.dev/test.has-warning: '${JSON.stringify(waiver)}'\ndata:\n  warning: "1"\n`));
    expect(text()).toContain('1 error, 1 warning, 1 info, 1 waived\n');
    expect(text({ ...PLAIN, verbose: true })).toContain(`waived: test/has-warning on ConfigMap a, by team-a until ${waiver.expires}: needed until June\n`);
  });

  test('nothing but a count where all is well', () => {
    const good = new Folder({ 'a.yaml': configMap('a', 'data: {}\n') });
    const inspection = inspect(good.path);
    expect(textReport(inspection, inspection.findings, PLAIN)).toBe('1 object in 1 file: 0 errors, 0 warnings\n');
    good.remove();
  });

  test('colours only where they are wanted', () => {
    expect(text()).not.toContain('\u001b');
    expect(text({ ...PLAIN, palette: paletteOf(true) })).toContain('\u001b[31merror  \u001b[0m');
  });

  test('names that would steer a terminal are made visible', () => {
    folder.write('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a\\e[2J\\r\\u202e"}\ndata: {error: x}\n');
    expect(text()).toContain('ConfigMap a\\u001b[2J\\u000d\\u202e, data.error');
  });

  test('custom resources are checked where they are defined', () => {
    const gateway = 'apiVersion: example.com/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {hots: a}\n';
    folder.write('c.yaml', gateway);
    expect(text()).not.toContain('Gateway');
    folder.write('d.yaml', 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: g}\nspec:\n  group: example.com\n  names: {kind: Gateway}\n'
      + '  versions: [{name: v1, served: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {host: {type: string}}}}}}}]\n');
    expect(text()).toContain('  error    crd/unknown-field  line 4\n           Gateway g, spec.hots\n           there is no field "hots" here; "host" is meant, perhaps.\n');
  });
});

test('a rule that does not understand an object is named, and the others go on', () => {
  folder.write('c.yaml', configMap('odd'));
  expect(text()).toContain('  error    rule/stopped  line 1\n           ConfigMap odd\n           the rule test/has-error does not understand this object (Cannot read properties of undefined');
  const careful = new NoKey('warning', Severity.WARNING);
  careful.check = (manifests, report) => report.add(manifests.all[0], '', 'still here');
  expect(text(PLAIN, BOOK.with([careful]))).toContain('still here');
});

test('severities are ordered', () => {
  const { findings } = inspect(folder.path);
  const count = (severity: Severity) => findings.filter((f) => isAtLeast(f, severity)).length;
  expect([count(Severity.ERROR), count(Severity.WARNING), count(Severity.INFO)]).toEqual([1, 3, 4]);
});

describe('as JSON', () => {
  test('one object with all problems, each with exactly these fields', () => {
    const { problems } = JSON.parse(jsonReport(inspect(folder.path).findings));
    expect(problems).toHaveLength(4);
    expect(problems[0]).toEqual({
      rule: 'test/has-error', severity: 'error', file: `${folder.path}/b.yaml`, kind: 'ConfigMap', namespace: 'shop', name: 'b', path: 'data.error', message: '"error" is there', fix: 'Take it out.',
    });
  });

  test('an empty list where all is well', () => expect(JSON.parse(jsonReport([]))).toEqual({ problems: [] }));
});

describe('as SARIF 2.1.0', () => {
  function sarif(): any {
    const inspection = inspect(folder.path);
    return JSON.parse(sarifReport(inspection, inspection.findings, '1.2.3'));
  }

  test('what the standard requires is there', () => {
    folder.write('note.yaml', 'a: 1\n');
    const log = sarif();
    expect([log.version, log.$schema, log.runs.length]).toEqual(['2.1.0', 'https://json.schemastore.org/sarif-2.1.0.json', 1]);
    const [run] = log.runs;
    expect(run.tool.driver).toMatchObject({ name: 'cdk8s-gopher', version: '1.2.3' });
    expect(run.invocations[0].executionSuccessful).toBe(true);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('note.yaml: not a manifest');
    const ids = run.tool.driver.rules.map((rule: any) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of run.tool.driver.rules) {
      expect(rule).toMatchObject({ shortDescription: { text: expect.any(String) }, fullDescription: { text: 'It makes somebody sorry.' }, help: { text: 'Take it out.' } });
      expect(['error', 'warning', 'note', 'none']).toContain(rule.defaultConfiguration.level);
    }
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning', 'note', 'none']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      const [{ physicalLocation }] = result.locations;
      expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
      expect(() => new URL(physicalLocation.artifactLocation.uri, 'file:///repository/')).not.toThrow();
    }
  });

  test('a result points at the line of the field, and names the object', () => {
    const [result] = sarif().runs[0].results;
    expect(result).toMatchObject({ ruleId: 'test/has-error', level: 'error', message: { text: 'ConfigMap shop/b, data.error: "error" is there. Take it out.' } });
    expect(result.locations[0].physicalLocation.region).toEqual({ startLine: 8 });
    expect(result.locations[0].logicalLocations).toEqual([{ fullyQualifiedName: 'ConfigMap shop/b data.error' }]);
  });

  test('an info is a note', () => expect(sarif().runs[0].results.map((r: any) => r.level)).toEqual(['error', 'warning', 'warning', 'note']));
});
