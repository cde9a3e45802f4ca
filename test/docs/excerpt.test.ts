import { textExcerptFault, yamlExcerptFault } from './excerpt';
import { completed } from './prelude';

const REAL = [
  'apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    a: b\n  name: web\nspec:\n  ports:\n    - name: http\n      port: 8080\n    - name: grpc\n      port: 9090\n',
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n  ports:\n    - name: http\n      port: 80\n',
].join('---\n');

describe('an excerpt of YAML', () => {
  test.each([
    ['a part of one object', 'kind: Service\nmetadata:\n  name: web'],
    ['with lines left out', 'kind: Service\nmetadata:\n  # …\n  name: web\nspec:\n  ports:\n    # …\n    - port: 9090'],
    ['with our comments', 'metadata:\n  name: web # so it is called\n'],
    ['from inside of an object', '    - name: grpc\n      port: 9090'],
    ['of two objects', 'metadata:\n  name: web\n---\nmetadata:\n  name: other'],
  ])('is accepted: %s', (_, excerpt) => expect(yamlExcerptFault(excerpt, REAL)).toBeUndefined());

  test.each([
    ['another value', 'metadata:\n  name: shop'],
    ['values of two different objects', 'metadata:\n  name: other\nspec:\n  ports:\n    - port: 9090'],
    ['another key', 'metadata:\n  title: web'],
    ['a number as text', '    - name: grpc\n      port: "9090"'],
    ['another order', 'kind: Service\napiVersion: v1'],
    ['another indentation', 'metadata:\n    name: web'],
    ['one of two objects is not there', 'metadata:\n  name: web\n---\nmetadata:\n  name: shop'],
  ])('is found out: %s', (_, excerpt) => expect(yamlExcerptFault(excerpt, REAL)).toBeDefined());
});

describe('an excerpt of text', () => {
  test('is accepted with lines left out, whatever the width of columns', () => {
    expect(textExcerptFault('a  b\n…\nd', 'a     b\nc\nd')).toBeUndefined();
  });

  test.each([['another word', 'a  x'], ['another order', 'd\nc'], ['half a line', 'a']])('is found out: %s', (_, excerpt) => {
    expect(textExcerptFault(excerpt, 'a     b\nc\nd')).toBeDefined();
  });
});

describe('a fragment', () => {
  test('gets what it uses, what that needs, and a synthesis', () => {
    expect(completed('frontend.calls(checkout);').split('\n').filter((line) => /^(import|const|app)/.test(line)).map((line) => line.slice(0, 24))).toEqual([
      expect.stringContaining('import'), expect.stringContaining('import'), 'const app = new GopherAp', 'const chart = new Chart(', 'const frontend = new GoM', 'const checkout = new GoM', 'app.synth();',
    ]);
  });

  test('keeps what it declares itself', () => {
    expect(completed('const app = new GopherApp({});\nnew Chart(app, \'a\');').match(/const app/g)).toHaveLength(1);
  });

  test('with imports is a program, and stays as it is', () => {
    const program = 'import { App } from \'cdk8s\';\nnew App();';
    expect(completed(program)).toBe(program);
  });
});
