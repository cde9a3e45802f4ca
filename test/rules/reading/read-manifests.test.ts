import { execFileSync } from 'child_process';
import { symlinkSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { configMap, Folder } from './folder-kit';
import { CannotRead, readManifests, ReadOptions } from '../../../src/rules/reading/read-manifests';
import { Reading } from '../../../src/rules/reading/reading';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

function read(files: { [path: string]: string | Uint8Array }, options?: ReadOptions): Reading {
  for (const [path, content] of Object.entries(files)) folder.write(path, content);
  return readManifests([folder.path], options);
}

/** Without the folder's own path: `a.yaml:3 yaml/broken: …` */
function complaints(reading: Reading): string[] {
  return reading.findings.map((f) => `${f.manifest.origin.file}:${f.manifest.origin.line ?? ''} ${f.rule}: ${f.message}`.replaceAll(`${folder.path}/`, ''));
}

function notes(reading: Reading): string[] {
  return reading.notes.map((n) => `${n.file}: ${n.text}`.replaceAll(`${folder.path}/`, ''));
}

function names(reading: Reading): string[] {
  return reading.manifests.map((m) => `${m} ${m.origin.file}:${m.origin.line}`.replaceAll(`${folder.path}/`, ''));
}

describe('what it reads', () => {
  test('every YAML and JSON file below a folder, in the same order everywhere', () => {
    expect(names(read({ 'b.yml': configMap('b'), 'a/z.yaml': configMap('z'), 'a/y.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y"}}', 'B.yaml': configMap('B'), 'readme.md': 'no' })))
      .toEqual(['ConfigMap B B.yaml:1', 'ConfigMap y a/y.json:1', 'ConfigMap z a/z.yaml:1', 'ConfigMap b b.yml:1']);
  });

  test('every document of a file, each with its line', () => {
    expect(names(read({ 'a.yaml': `# a comment\n\n${configMap('a')}---\n# another\n${configMap('b')}---\n---   # empty\n\n---\n${configMap('c', 'data:\n  text: |\n    --- not a marker\n')}` })))
      .toEqual(['ConfigMap a a.yaml:3', 'ConfigMap b a.yaml:9', 'ConfigMap c a.yaml:17']);
  });

  test('the items of lists, each with its line', () => {
    const items = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ConfigMapList\n  items:\n  - metadata: {name: b}\n';
    expect(names(read({ 'a.yaml': items }))).toEqual(['Namespace a a.yaml:4', 'ConfigMap b a.yaml:10']);
  });

  test('anchors and merge keys, written out', () => {
    const reading = read({ 'a.yaml': configMap('a', 'x: &x {one: "1", two: "2"}\ndata:\n  <<: *x\n  two: "3"\n') });
    expect(reading.manifests[0].object.data).toEqual({ one: '1', two: '3' });
    expect(reading.findings).toEqual([]);
  });

  test('an anchor may be used hundreds of times', () => {
    const reading = read({ 'a.yaml': configMap('a', `x: &x {one: "1"}\nlist: [${Array(500).fill('*x').join(', ')}]\n`) });
    expect([reading.manifests.length, reading.findings.length]).toEqual([1, 0]);
  });

  test.each([
    ['yes', true], ['off', false], ['0644', 420], ['1_000', 1000], ['0o17', 15], ['-0o17', -15], ['1e3', 1000], ['e0', 'e0'], ['2020-01-01', '2020-01-01'], ['1:30', '1:30'], ['"yes"', 'yes'], ['~', null], ['1.0', 1],
  ])('%s as kubectl reads it', (text, value) => {
    expect(read({ 'a.yaml': configMap('a', `value: ${text}\n`) }).manifests[0].object.value).toEqual(value);
  });

  test('a byte order mark and Windows line ends are no matter', () => {
    expect(names(read({ 'a.yaml': `\ufeff${configMap('a').replace(/\n/g, '\r\n')}---\r\n${configMap('b').replace(/\n/g, '\r\n')}` }))).toEqual(['ConfigMap a a.yaml:1', 'ConfigMap b a.yaml:6']);
  });

  test('directives', () => {
    expect(names(read({ 'a.yaml': `%YAML 1.1\n---\n${configMap('a')}` }))).toEqual(['ConfigMap a a.yaml:3']);
  });

  test('links, each file once, also where they lead in a circle', () => {
    folder.write('a/x.yaml', configMap('x'));
    symlinkSync('..', join(folder.path, 'a', 'up'));
    symlinkSync('x.yaml', join(folder.path, 'a', 'y.yaml'));
    expect(names(readManifests([folder.path, folder.path]))).toEqual(['ConfigMap x a/x.yaml:1']);
  });

  test('the constructs, where the synthesis wrote them down', () => {
    const metadata = { version: '1.0.0', resources: { a: { path: 'shop/a/config' }, b: { path: 'shop/other/config' } }, objects: [{ kind: 'ConfigMap', namespace: '', name: 'b', construct: 'shop/b' }] };
    const reading = read({ 'construct-metadata.json': JSON.stringify(metadata), 'shop/a.yaml': `${configMap('a')}---\n${configMap('b')}---\n${configMap('c')}` });
    expect(reading.manifests.map((m) => m.origin.construct)).toEqual(['shop/a', 'shop/b', undefined]);
    expect(reading.notes).toEqual([]);
  });
});

describe('what it leaves out, with a note', () => {
  test.each([
    ['values of something else', { 'config.yaml': 'a: 1\n' }, 'config.yaml: not a manifest: it has no apiVersion and no kind'],
    ['a package file', { 'package.json': '{"name": "x"}' }, 'package.json: not a manifest: it has no apiVersion and no kind'],
    ['JSON with comments', { 'tsconfig.json': '{ // c\n}' }, 'tsconfig.json: not a manifest: it has no apiVersion and no kind'],
    ['plain text', { 'a.yaml': 'hello\n' }, 'a.yaml: not a manifest: it is no map of fields'],
    ['a kubeconfig', { 'a.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n' }, 'a.yaml: the settings of a tool, not an object for the API server: it has no metadata'],
    ['a cluster of kind', { 'a.yaml': 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n' }, 'a.yaml: the settings of a tool, not an object for the API server: it has no metadata'],
    ['a kustomization', { 'a.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component\n' }, 'a.yaml: a kustomization; check what it builds: kustomize build DIR | cdk8s-gopher verify -'],
    ['the parts of a Helm chart', { 'c/Chart.yaml': 'apiVersion: v2\nname: x\n', 'c/values-prod.yaml': 'a: 1\na: 2\n', 'c/templates/x/a.yaml': '{{ if }}' }, 'c/Chart.yaml: part of a Helm chart, not a manifest'],
    ['Helm templates', { 'c/Chart.yaml': '', 'c/templates/x/a.yaml': '{{ if }}' }, 'c/templates/x/a.yaml: a Helm template; check what it renders to: helm template CHART | cdk8s-gopher verify -'],
    ['patches of a kustomization', { 'k/kustomization.yaml': 'patches: [{path: ./p/p.yaml}]\n', 'k/p/p.yaml': 'kind: Deployment\nmetadata: {name: a}\n' }, 'k/p/p.yaml: a part that a kustomization puts into other objects'],
  ])('%s', (_, files, note) => {
    const reading = read(files as { [path: string]: string });
    expect(notes(reading)).toContain(note);
    expect(complaints(reading)).toEqual([]);
    expect(reading.manifests).toEqual([]);
  });

  test('hidden folders and node_modules are not even looked at', () => {
    const reading = read({ '.git/a.yaml': '[', 'node_modules/a.yaml': '[', '.hidden.yaml': '[' });
    expect([reading.manifests, reading.findings, reading.notes]).toEqual([[], [], []]);
  });

  test('pipes and other things that are no files', () => {
    execFileSync('mkfifo', [join(folder.path, 'a.yaml')]);
    expect(complaints(read({}))).toEqual([]);
  });
});

describe('what it complains of, with file and line', () => {
  const BOMB = ['x: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)].join('\n');
  test.each<[string, string | Uint8Array, string]>([
    ['broken YAML', `${configMap('a')}---\na: [1\nb: 2\n`, 'x.yaml:7 yaml/broken: line 7, column 1: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a tab', 'apiVersion: v1\nmetadata:\n\tname: x\n', 'x.yaml:3 yaml/broken: line 3, column 1: a tab indents this line; YAML takes spaces only'],
    ['an alias without an anchor', configMap('a', 'data: *nope\n'), 'x.yaml:5 yaml/broken: line 5, column 7: the alias "nope" has no anchor before it'],
    ['a control character', 'a: 1\nb: \u0007\n', 'x.yaml:2 yaml/broken: line 2, column 4: the control character U+0007 may not stand in YAML'],
    ['a merge conflict', `${configMap('a')}data:\n<<<<<<< HEAD\n  a: "1"\n=======\n  a: "2"\n>>>>>>> theirs\n`, 'x.yaml:6 yaml/merge-conflict: line 6 is "<<<<<<< HEAD", the marker of a merge conflict'],
    ['a template in a value', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n', 'x.yaml:4 yaml/not-rendered: line 4, column 9: "{{ .Release.Name }}" is a template, not a value'],
    ['a template around it', '{{- if .Values.on }}\napiVersion: v1\n{{- end }}\n', 'x.yaml:1 yaml/not-rendered: line 1, column 1: "{{- if .Values.on }}" is a template, not a value'],
    ['a template in quotes', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "{{ .Release.Name }}-x"\n', 'x.yaml:1 yaml/not-rendered: "{{ .Release.Name }}-x" is a template, not a value'],
    ['a duplicate key', configMap('a', 'data:\n  a: "1"\n  b: "2"\n  a: "3"\n'), 'x.yaml:1 yaml/duplicate-key: "a" stands in line 6 and again in line 8'],
    ['a bomb of aliases', BOMB, 'x.yaml:1 yaml/too-many-aliases: with its aliases written out it would have more than a million values'],
    ['an alias to itself', 'a: &x [*x]\n', 'x.yaml:1 yaml/too-deep: it nests deeper than 200 levels'],
    ['deep nesting', '['.repeat(60_000), 'x.yaml:1 yaml/too-deep: it nests deeper than 200 levels'],
    ['deep nesting that is closed', `a: ${'['.repeat(300)}${']'.repeat(300)}\n`, 'x.yaml:1 yaml/too-deep: it nests deeper than 200 levels'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0x3a, 0x0a, 0xef, 0xbf, 0xbd, 0x0a, 0xff]), 'x.yaml: file/not-utf8: "x.yaml" is not UTF-8: see line 3'],
    ['UTF-16', Buffer.from('\ufeffa: 1\n', 'utf16le'), 'x.yaml: file/not-utf8: "x.yaml" is not UTF-8: it is UTF-16, as a redirection in Windows PowerShell writes it'],
    ['an object without apiVersion', 'kind: ConfigMap\nmetadata: {name: a}\n', 'x.yaml:1 manifest/incomplete: it says no apiVersion'],
    ['an object of an odd kind', 'apiVersion: v1\nkind: [a]\nmetadata: {name: a}\n', 'x.yaml:1 manifest/incomplete: it says no kind'],
    ['a stray text among objects', `${configMap('a')}---\noops\n`, 'x.yaml:6 manifest/not-an-object: what stands in line 6 is the text "oops", not an object with apiVersion and kind'],
    ['a stray list item', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {name: a}\n- 5\n', 'x.yaml:7 manifest/not-an-object: what stands in line 7 is the number "5", not an object with apiVersion and kind'],
  ])('%s', (_, content, complaint) => expect(complaints(read({ 'x.yaml': content }))).toEqual([complaint]));

  test.each([
    ['broken JSON', '{"apiVersion": 1,\n}', 'x.json:2 json/broken: line 2, column 1: "}" is not expected here'],
    ['JSON that ends too early', '{"apiVersion": "v1",', 'x.json:1 json/broken: line 1, column 21: the text ends too early'],
    ['a duplicate key in JSON', '{"apiVersion": "v1", "kind": "ConfigMap",\n "metadata": {"name": "a",\n "labels": {"x\\"": "1", "x\\"": "2"}}}', 'x.json:1 yaml/duplicate-key: "x"" stands in line 3 and again in line 3'],
    ['deep JSON', `{"apiVersion":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'x.json:1 yaml/too-deep: it nests deeper than 200 levels'],
  ])('%s', (_, content, complaint) => expect(complaints(read({ 'x.json': content }))).toEqual([complaint]));

  test('a file that is too large, without reading it', () => {
    expect(complaints(read({ 'x.yaml': configMap('a', `# ${'x'.repeat(3 * 1024 * 1024)}\n`) }, { maxBytes: 2 * 1024 * 1024 }))).toEqual(['x.yaml: file/too-large: "x.yaml" has 3 MiB, more than 2']);
  });

  test('a link to nowhere', () => {
    symlinkSync('nowhere', join(folder.path, 'a.yaml'));
    expect(complaints(read({}))).toEqual(['a.yaml: file/unreadable: "a.yaml" cannot be read: there is no such file or folder']);
  });

  test('one broken document does not hide the others', () => {
    const reading = read({ 'x.yaml': `${configMap('a')}---\na: [\n---\n${configMap('b')}`, 'y.yaml': configMap('c') });
    expect(reading.manifests.map((m) => m.name)).toEqual(['a', 'b', 'c']);
    expect(reading.findings.map((f) => f.rule)).toEqual(['yaml/broken']);
  });

  test('text with two braces in quotes and blocks is no template', () => {
    expect(complaints(read({ 'x.yaml': configMap('a', 'data:\n  alert: "{{ $labels.pod }} is down"\n  mail: |\n    {{ range .Alerts }}{{ .Values.x }}{{ end }}\n  word: it is {{ .x }}\n') }))).toEqual([]);
  });
});

test('a path that is not there cannot be read at all', () => {
  expect(() => readManifests([join(folder.path, 'nope')])).toThrow(CannotRead);
  expect(() => readManifests([join(folder.path, 'nope')])).toThrow(/cannot read ".*nope": there is no such file or folder/);
});

test('a large map is read in linear time', () => {
  const keys = Array.from({ length: 30_000 }, (_, i) => `  k${i}: "x" # c\n`).join('');
  const start = Date.now();
  expect(read({ 'x.yaml': configMap('a', `data:\n${keys}`) }).findings).toEqual([]);
  expect(Date.now() - start).toBeLessThan(10_000);
});

test('whatever the bytes, reading never fails, and whatever is wrong has a file', () => {
  const piece = fc.oneof(fc.constantFrom('apiVersion: v1\n', 'kind: List\n', 'metadata:\n', '  name: x\n', 'items:\n', '- ', '---\n', '...\n', '%YAML 1.1\n', '&a ', '*a ', '<<: *a\n', '!!int ', '? ', ': ', '{', '}', '[', ']', '|\n', '>-\n', '"', "'", '\t', '#', '{{ ', '\n', '  '), fc.string(), fc.string({ unit: 'binary' }));
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.join('')));
  fc.assert(fc.property(fc.oneof(text, fc.uint8Array({ maxLength: 60 })), fc.constantFrom('x.yaml', 'x.json'), (bytes, name) => {
    const own = new Folder({ [name]: bytes });
    try {
      const reading = readManifests([own.path]);
      reading.places.linesOf(reading.findings);
      for (const finding of reading.findings) {
        expect(finding.manifest.origin.file).toBe(join(own.path, name));
        expect(finding.message).not.toMatch(/\n|at .*:\d+:\d+\)|undefined/);
      }
    } finally {
      own.remove();
    }
  }), { numRuns: 1000 });
});
