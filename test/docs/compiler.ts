import { join } from 'path';
import * as ts from 'typescript';
import { ROOT } from './markdown';
import { completed } from './prelude';
import { Snippet } from './snippet';

/** A snippet after the compiler has read it. */
export interface Compiled {
  readonly snippet: Snippet;
  /** what the compiler objects to, as a user would read it */
  readonly errors: string[];
  readonly javascript: string;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  strict: true,
  skipLibCheck: true,
  stripInternal: true,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules', '@types')],
  paths: { 'cdk8s-gopher': [join(ROOT, 'src', 'index.ts')] },
  rootDir: ROOT,
  outDir: join(ROOT, 'never-written'),
};

/** Compiles all snippets as one program: the libraries are read once. */
export function compile(snippets: Snippet[]): Compiled[] {
  const texts = new Map(snippets.map((snippet, n) => [join(__dirname, `snippet-${n}.ts`), completed(snippet.code)]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  const broken = program.getOptionsDiagnostics();
  if (broken.length > 0) throw new Error(broken.map(describe).join('\n'));

  return [...texts.keys()].map((path, n) => {
    const source = program.getSourceFile(path)!;
    const errors = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(describe);
    let javascript = '';
    program.emit(source, (_, text) => { javascript = text; });
    return { snippet: snippets[n], errors, javascript };
  });
}

function describe(diagnostic: ts.Diagnostic): string {
  return `error TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
}
