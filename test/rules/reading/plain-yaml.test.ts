import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { YamlWriter } from '../../../src/app/yaml-writer';
import { lineOfPath } from '../../../src/rules/reading/located';
import { PlainYaml } from '../../../src/rules/reading/plain-yaml';
import { parseYaml } from '../../../src/rules/reading/yaml-library';

/** What the library makes of a text that is one document without a flaw. */
function byLibrary(text: string): { value: unknown } | undefined {
  try {
    const [document, ...more] = parseYaml(text);
    return document && more.length === 0 && !document.error && document.duplicates.length === 0 ? { value: document.located.value } : undefined;
  } catch {
    return undefined;
  }
}

function agrees(text: string): void {
  const plain = PlainYaml.read(text);
  if (plain) expect({ text, value: plain.value }).toEqual({ text, value: byLibrary(text)?.value });
}

const word = fc.oneof(
  fc.constantFrom('a', 'b-c', 'x/y.z', 'on', 'yes', 'NO', 'null', '~', '', '1', '010', '0x1F', '1e3', '1_000', '1.50', '-3', '1:30', '2020-01-01', '.inf', '.5', 'a: b', 'a #b', '# a', ' a', 'a ', '- a', '-a', '?', ': a', 'a:', ':8080', '10.0.0.0/8',
    '127.0.0.1:6060', '64Mi', '1.5Gi', '25%', '0s', '1E', '12e', '5e1', '0b1', '0o7', '*a', '&a', '!a', '%a', '@a', '`a', '"a', "'a", '{a', '[a', '}', ']', ',', '|', '>', '|-', 'a\nb', 'a\nb\n', '\n', 'a\n\n', '\ta', 'é', '<<', '__proto__', 'constructor', '1.2.3', '1.2.3:99', 'y', 'n', 'a\u2028b', 'a\nb\u2029c', 'Infinity', 'NaN', 'true', 'TRUE'),
  fc.string({ maxLength: 6 }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null),
);
const plainWord = fc.constantFrom('a', 'b-c', 'x/y.z', 1, 0, -3, true, null, ':8080', '64Mi', '1.2.3', 'a b', '25%', '-v', '10.0.0.0/8', 'two\nlines', 'two\nlines\n');
const scalar = fc.oneof({ weight: 12, arbitrary: plainWord }, { weight: 1, arbitrary: word });
const name = fc.oneof({ weight: 20, arbitrary: fc.constantFrom('a', 'b', 'c', 'metadata', 'app.kubernetes.io/name', '.x') }, { weight: 1, arbitrary: word.map(String) });
const value = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(name, tie('node'), { maxKeys: 4 })),
})).node;
const map = fc.dictionary(name, value, { minKeys: 1, maxKeys: 5 });

test('what it reads means what the library says, for all that cdk8s writes', () => {
  fc.assert(fc.property(map, (object) => agrees(Yaml.stringify(object))), { numRuns: 400 });
});

test('what it reads means what the library says, for lines put together at random', () => {
  const key = fc.constantFrom('a', 'b', 'c.d/e', 'd', 'e', 'f', 'on', '.x', '"q"', '1');
  const plain = fc.constantFrom('', '', 'x', 'x y', '1', '"q"', '|', '|-', '{}', '[]', 'a: b', '# c', '-v');
  const indent = fc.constantFrom(0, 0, 2, 2, 4, 1, 3);
  const line = fc.tuple(indent, fc.constantFrom('', '', '', '- ', '- - ', '# '), fc.option(key, { freq: 6 }), fc.oneof({ weight: 9, arbitrary: plain }, { weight: 1, arbitrary: word }))
    .map(([spaces, dash, k, w]) => `${' '.repeat(spaces)}${dash}${k === null ? '' : `${k}: `}${String(w)}`);
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => agrees(`${lines.join('\n')}\n`)), { numRuns: 3000 });
});

test('what it reads means what the library says, for good YAML with one character changed', () => {
  const good = 'kind: Deployment\nmetadata:\n  labels:\n    app.kubernetes.io/name: "a"\nspec:\n  containers:\n    - name: c\n      args:\n      - -v\n      - a b\n      text: |\n        one\n\n          two\n  list:\n    - 1\n    - x: 64Mi\n      z: {}\n';
  fc.assert(fc.property(fc.nat(good.length - 1), fc.constantFrom(...' \n:-#\'"|>&*{}[],?!%~ae1.\t\\', ''), fc.nat(2), (at, by, drop) => agrees(good.slice(0, at) + by + good.slice(at + drop))), { numRuns: 3000 });
});

test('reads what our own writer writes, without the library', () => {
  const text = new YamlWriter().stringify([{
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', labels: { 'app.kubernetes.io/version': '1.8.2' } },
    spec: { replicas: 2, template: { spec: { containers: [{ image: 'r.example.com/a/b:1.0.0', env: [{ name: 'A', value: '2' }, { name: 'B', value: ':8080' }], resources: { limits: { memory: '64Mi' } } }], volumes: [{ emptyDir: {} }] } } },
  }]);
  expect(PlainYaml.read(text)?.value).toEqual(byLibrary(text)?.value);
});

test.each([
  ['a duplicate key', 'a: 1\na: 2\n'],
  ['an anchor', 'a: &x b\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a template', 'a: {{ .Values.x }}\n'],
  ['a tab', 'a:\n\tb: 1\n'],
  ['a comment after a value', 'a: 1 # one\n'],
  ['a word that YAML 1.1 takes for a boolean', 'a: yes\n'],
  ['what other readers take for the end of a line', 'a: |-\n  one\u2028two\n'],
])('leaves %s to the library', (_, text) => expect(PlainYaml.read(text)).toBeUndefined());

test('knows the line of a field, also below keys that hold dots', () => {
  const located = PlainYaml.read('# what\nmetadata:\n  labels:\n    app.kubernetes.io/name: a\n\nspec:\n  containers:\n    - name: a\n      image: b\n    - name: c\n      image: d\n')!;
  expect(lineOfPath(located, 'metadata.labels.app.kubernetes.io/name')).toBe(4);
  expect(lineOfPath(located, 'metadata.labels["app.kubernetes.io/name"]')).toBe(4);
  expect(lineOfPath(located, 'spec.containers[1].image')).toBe(11);
  expect(lineOfPath(located, 'spec.containers[c].image')).toBe(11);
  expect(lineOfPath(located, 'spec.containers[1].resources.limits')).toBe(10);
  expect(lineOfPath(located, '')).toBeUndefined();
});
