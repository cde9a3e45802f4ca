import { configMap, Folder } from './folder-kit';
import { readManifests } from '../../../src/rules/reading/read-manifests';
import { readingFinding } from '../../../src/rules/reading/reading-rules';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

/** The line of a field of the object of that name. */
function lineOf(text: string, name: string, path: string, file: string = 'x.yaml'): number | undefined {
  folder.write(file, text);
  const reading = readManifests([folder.path]);
  const finding = readingFinding('yaml/broken', reading.manifests.find((m) => m.name === name)!, path, 'x');
  return reading.places.linesOf([finding]).get(finding);
}

test.each([
  ['in plain YAML', `${configMap('a')}---\n${configMap('b', 'data:\n  x: "1"\n')}`, 'b', 'data.x', 11],
  ['in YAML that only the library reads', `${configMap('a')}---\n${configMap('b', 'data: {x: "1",\n  z: "2"}\n')}`, 'b', 'data.z', 11],
  ['in an item of a List', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: b\n', 'b', 'metadata.name', 10],
  ['in a later document of a file with directives', `%YAML 1.1\n---\n${configMap('a')}...\n---\n${configMap('b', 'data:\n  x: "1"\n')}`, 'b', 'data.x', 14],
  ['of the innermost part that is there', configMap('a', 'spec:\n  list:\n    - name: x\n      a: 1\n'), 'a', 'spec.list[0].securityContext.runAsUser', 7],
  ['of the object, for the object as a whole', `${configMap('a')}---\n\n${configMap('b')}`, 'b', '', 7],
])('finds the line of a field %s', (_, text, name, path, line) => expect(lineOf(text, name, path)).toBe(line));

test('finds the line of a field in JSON', () => {
  expect(lineOf('{\n"apiVersion": "v1",\n"kind": "ConfigMap",\n"metadata": {"name": "a",\n "labels": {"x.y/z": "1"}}}', 'a', 'metadata.labels.x.y/z', 'x.json')).toBe(5);
});
