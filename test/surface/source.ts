import { readdirSync, readFileSync } from 'fs';
import { join, posix, relative } from 'path';
import * as ts from 'typescript';

const SRC = join(__dirname, '..', '..', 'src');

/** One file of the library. */
export interface SourceFile {
  /** its path below src, such as `model/draft.ts` */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

export const SOURCES: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => relative(SRC, join(SRC, path)).split(/[\\/]/).join('/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
  });

/** The files of ours that a file imports, types included. */
export function importsOf(file: SourceFile): string[] {
  return file.tree.statements
    .filter((s): s is ts.ImportDeclaration | ts.ExportDeclaration => ts.isImportDeclaration(s) || ts.isExportDeclaration(s))
    .flatMap((s) => (s.moduleSpecifier && ts.isStringLiteral(s.moduleSpecifier) ? [s.moduleSpecifier.text] : []))
    .flatMap((name) => resolve(file, name));
}

/** The files of ours that are loaded when a file is: imports of types leave no trace. */
export function loadsOf(file: SourceFile): string[] {
  const { outputText } = ts.transpileModule(file.text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  return [...outputText.matchAll(/require\("(\.[^"]*)"\)/g)].flatMap(([, name]) => resolve(file, name));
}

function resolve(file: SourceFile, name: string): string[] {
  if (!name.startsWith('.')) return [];
  const path = posix.normalize(posix.join(posix.dirname(file.path), name));
  return [`${path}.ts`, `${path}/index.ts`].filter((candidate) => SOURCES.some((s) => s.path === candidate));
}

/** The files that index.ts names: what a user can see. */
export function published(): SourceFile[] {
  const index = SOURCES.find((s) => s.path === 'index.ts')!;
  return importsOf(index).map((path) => SOURCES.find((s) => s.path === path)!);
}

/** A declaration that a user can see. */
export type Declared = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;

export function isInternal(node: ts.Node): boolean {
  return docOf(node).some((comment) => comment.includes('@internal'));
}

export function docOf(node: ts.Node): string[] {
  const text = node.getSourceFile().text;
  return (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
    .map((range) => text.slice(range.pos, range.end))
    .filter((comment) => comment.startsWith('/**'));
}

function has(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((m) => m.kind === kind) ?? false;
}

/** Exported classes, interfaces and enums. */
export function declarations(file: SourceFile): Declared[] {
  return file.tree.statements
    .filter((s): s is Declared => ts.isClassDeclaration(s) || ts.isInterfaceDeclaration(s) || ts.isEnumDeclaration(s))
    .filter((d) => has(d, ts.SyntaxKind.ExportKeyword) && !isInternal(d));
}

/** The members of a declaration that a user can see, by name; a constructor's parameter properties too. */
export function members(declared: Declared): Array<[string, ts.Node]> {
  const found: Array<[string, ts.Node]> = [];
  for (const member of declared.members) {
    if (ts.isConstructorDeclaration(member)) {
      const properties = member.parameters.filter((p) => p.modifiers?.length);
      found.push(...properties.filter((p) => isPublic(p)).map((p): [string, ts.Node] => [p.name.getText(), p]));
    }
    if (ts.isClassElement(member) && !isPublic(member as ts.HasModifiers & ts.Node)) continue;
    found.push([ts.isConstructorDeclaration(member) ? 'constructor' : member.name!.getText(), member]);
  }
  return found.filter(([name, node]) => !name.startsWith('_') && !isInternal(node));
}

function isPublic(node: ts.Node): boolean {
  return !ts.canHaveModifiers(node) || (!has(node, ts.SyntaxKind.PrivateKeyword) && !has(node, ts.SyntaxKind.ProtectedKeyword));
}

/** The names of what a class or an interface extends and implements. */
export function basesOf(declared: Declared): string[] {
  return ts.isEnumDeclaration(declared) ? [] : (declared.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.expression.getText()));
}
