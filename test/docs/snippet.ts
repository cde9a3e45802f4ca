import { readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';
import { Fence, Markdown, ROOT } from './markdown';

/** A text of which a page says that the snippet before it prints or writes it. */
export interface Claim {
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/**
 * A piece of TypeScript that a reader may copy.
 *
 * On a page its mark says what becomes of it: nothing (it runs), `refused` (synthesis
 * finds problems), `does-not-compile`, or `no-run` (it is only compiled).
 */
export interface Snippet {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly mark: string;
  readonly claims: Claim[];
}

export function snippetsOf(page: Markdown): Snippet[] {
  const snippets: Snippet[] = [];
  for (const fence of page.fences) {
    if (fence.language === 'ts') {
      snippets.push({ file: page.path, line: fence.line, code: fence.text, mark: fence.marks[0] ?? '', claims: [] });
    } else if (fence.marks.includes('output')) {
      if (snippets.length === 0) throw new Error(`${page.path}:${fence.line}: output of what? There is no ts block before it`);
      snippets[snippets.length - 1].claims.push(claim(fence));
    }
  }
  return snippets;
}

function claim(fence: Fence): Claim {
  return { line: fence.line, language: fence.language, text: fence.text };
}

/** The files that make up the public API: what src/index.ts exports from. */
export function publicFiles(): string[] {
  const index = readFileSync(join(ROOT, 'src', 'index.ts'), 'utf8');
  return [...index.matchAll(/^export \* from '\.\/(.*)';$/gm)].map((m) => join(ROOT, 'src', `${m[1]}.ts`));
}

/** The `@example` of every doc comment of the public API. */
export function examplesInSource(): Snippet[] {
  return publicFiles().flatMap((path) => {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
    const found: Snippet[] = [];
    const visit = (node: ts.Node) => {
      for (const tag of ts.getJSDocTags(node)) {
        if (tag.tagName.text !== 'example' || tag.parent.parent !== node) continue;
        const line = source.getLineAndCharacterOfPosition(tag.getStart()).line + 1;
        found.push({ file: relative(ROOT, path), line, code: ts.getTextOfJSDocComment(tag.comment) ?? '', mark: '', claims: [] });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}
