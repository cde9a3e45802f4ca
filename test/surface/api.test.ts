import * as ts from 'typescript';
import { basesOf, Declared, declarations, docOf, members, published, SOURCES } from './source';

const visible = published().flatMap((file) => declarations(file));
const byName = new Map(SOURCES.flatMap((file) => declarations(file)).map((d) => [d.name!.text, d]));

/** Whether the member itself, or the same member of something it implements, is documented. */
function documented(declared: Declared, name: string, node: ts.Node): boolean {
  if (docOf(node).length > 0) return true;
  return basesOf(declared).map((base) => byName.get(base)).some((base) => base !== undefined
    && (members(base).some(([n, m]) => n === name && docOf(m).length > 0) || documented(base, name, node)));
}

describe('the table of contents', () => {
  test('holds export lines only', () => {
    const { tree } = SOURCES.find((s) => s.path === 'index.ts')!;
    expect(tree.statements.filter((s) => !ts.isExportDeclaration(s) || !s.moduleSpecifier).map((s) => s.getText())).toEqual([]);
  });

  test('names every file once', () => {
    const paths = published().map((file) => file.path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('leads to something', () => {
    expect(visible.length).toBeGreaterThan(40);
  });
});

describe('every name a user can see', () => {
  test('is there once', () => {
    const names = visible.map((d) => d.name!.text);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('is there once also for languages that do not tell case apart', () => {
    const names = visible.map((d) => d.name!.text.toLowerCase());
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('hides no class that every file of Java sees, as a class of its own package would', () => {
    const seen = ['Boolean', 'Byte', 'Character', 'Class', 'Comparable', 'Deprecated', 'Double', 'Enum', 'Error', 'Exception', 'Float', 'Integer', 'Iterable', 'Long', 'Math',
      'Module', 'Number', 'Object', 'Override', 'Package', 'Process', 'Record', 'Runnable', 'Runtime', 'Short', 'String', 'System', 'Thread', 'Throwable', 'Void'];
    expect(visible.map((d) => d.name!.text).filter((name) => seen.includes(name))).toEqual([]);
  });

  test('names nothing of cdk8s-plus, which no user has to have', () => {
    expect(published().filter((file) => /from 'cdk8s-plus/.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  test('is documented', () => {
    expect(visible.filter((d) => docOf(d).length === 0).map((d) => d.name!.text)).toEqual([]);
  });

  test('has documented members', () => {
    const silent = visible.flatMap((d) => members(d)
      .filter(([name, node]) => !['constructor', 'toString'].includes(name) && !documented(d, name, node))
      .map(([name]) => `${d.name!.text}.${name}`));
    expect(silent).toEqual([]);
  });

  test('has documented parameters of its constructor', () => {
    const silent = visible.filter((d) => members(d).some(([name, node]) => name === 'constructor'
      && (node as ts.ConstructorDeclaration).parameters.length > 0 && docOf(node).length === 0));
    expect(silent.map((d) => d.name!.text)).toEqual([]);
  });

  test('of an interface of behaviour begins with I, of an interface of data does not', () => {
    const wrong = visible.filter(ts.isInterfaceDeclaration).filter((d) => {
      const behaves = d.members.some((m) => ts.isMethodSignature(m)) || /^I[A-Z]/.test(d.name.text);
      return behaves !== /^I[A-Z]/.test(d.name.text);
    });
    expect(wrong.map((d) => d.name.text)).toEqual([]);
  });
});

describe('what a user can leave out', () => {
  test('says what happens then', () => {
    const silent = visible.filter(ts.isInterfaceDeclaration).flatMap((d) => (/(Props|Options)$/.test(d.name.text) ? d.members : [])
      .filter((m) => m.questionToken && !docOf(m).some((comment) => comment.includes('@default')))
      .map((m) => `${d.name.text}.${m.name!.getText()}`));
    expect(silent).toEqual([]);
  });

  test('cannot be changed afterwards', () => {
    const mutable = visible.filter(ts.isInterfaceDeclaration).flatMap((d) => d.members
      .filter((m): m is ts.PropertySignature => ts.isPropertySignature(m))
      .filter((m) => !m.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ReadonlyKeyword))
      .map((m) => `${d.name.text}.${m.name.getText()}`));
    expect(mutable).toEqual([]);
  });
});
