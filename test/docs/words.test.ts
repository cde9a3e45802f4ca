import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';
import { Markdown, ROOT } from './markdown';
import { publicFiles } from './snippet';

const pages = Markdown.all();
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, 'src', name), 'utf8') }));

/** Every slug of a problem: `subject/what-is-wrong`. */
const slugs = new Set(sources.flatMap(({ text }) => [
  ...[...text.matchAll(/'([a-zA-Z]+\/[a-z]+(?:-[a-z]+)*)'/g)].map((m) => m[1]),
  ...[...text.matchAll(/\b([a-z]+\/[a-z]+(?:-[a-z]+)*): /g)].map((m) => m[1]),
]));

test('every problem that a page names is one of ours', () => {
  const subjects = new Set([...slugs].map((slug) => slug.split('/')[0]));
  const unknown = pages.flatMap((page) => page.inlineCode
    .filter(({ text }) => /^[a-zA-Z]+\/[a-z]+(-[a-z]+)+$/.test(text) && subjects.has(text.split('/')[0]) && !slugs.has(text))
    .map(({ line, text }) => `${page.path}:${line}: ${text}`));
  expect(unknown).toEqual([]);
});

test('every folder that the public API comes from has a page of its concepts, and a place in the architecture', () => {
  const folders = [...new Set(publicFiles().map((path) => relative(join(ROOT, 'src'), path).split('/')[0])), 'kube'];
  expect(folders.filter((name) => !new Markdown('ARCHITECTURE.md').prose.some((line) => line.startsWith(`| \`${name}/\` |`)))).toEqual([]);
  expect(folders.filter((name) => !pages.some((page) => page.path === `docs/concepts/${name}.md`))).toEqual([]);
});

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = pages.flatMap((page) => [...page.lines.join('\n').matchAll(/npm run ([a-z:-]+)/g)].map((m) => m[1]));
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('no page speaks of a path or a tool that only one machine has', () => {
  expect(pages.filter((page) => /\/(tmp|root|work|home)\/[a-z]/.test(page.lines.join('\n'))).map((page) => page.path)).toEqual([]);
});

/** The props of a golden-path trait, with their defaults as the API states them. */
interface DocumentedProp { readonly trait: string; readonly name: string; readonly literal?: string }

function goldenPathProps(): DocumentedProp[] {
  const traits = [...sources.find(({ name }) => name === 'workloads/golden-path.ts')!.text.matchAll(/new (\w+)\(/g)].map((m) => m[1]);
  return sources.filter(({ name }) => name.startsWith('traits/')).flatMap(({ name, text }) => {
    const props: DocumentedProp[] = [];
    ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true).forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node) || !traits.includes(node.name.text.replace(/Props$/, ''))) return;
      for (const member of node.members) {
        const tag = ts.getJSDocTags(member).find((t) => t.tagName.text === 'default');
        const literal = /^(true|false|'[^']*'|[0-9]+|[A-Z]\w+\.\w+(\([^)]*\))?)/.exec(ts.getTextOfJSDocComment(tag?.comment) ?? '')?.[0];
        props.push({ trait: node.name.text.replace(/Props$/, ''), name: member.name!.getText(), literal });
      }
    });
    return props;
  });
}

describe('the table of the golden path', () => {
  const page = new Markdown('docs/concepts/traits.md');
  const sectionOf = (trait: string) => {
    const start = page.prose.indexOf(`### ${trait}`);
    const length = page.prose.slice(start + 1).findIndex((line) => line.startsWith('#'));
    return start < 0 ? [] : page.prose.slice(start, length < 0 ? undefined : start + 1 + length);
  };

  test('has every trait, in the order of the golden path', () => {
    const wanted = [...sources.find(({ name }) => name === 'workloads/golden-path.ts')!.text.matchAll(/new (\w+)\(/g)].map((m) => m[1]);
    expect(page.prose.filter((line) => line.startsWith('### ')).map((line) => line.slice(4))).toEqual(wanted);
  });

  test.each(goldenPathProps())('has $trait.$name with its default and a reason', ({ trait, name, literal }) => {
    const row = sectionOf(trait).find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row).toBeDefined();
    const [, , byDefault, why, source] = row!.split('|').map((cell) => cell.trim());
    if (literal !== undefined) expect(byDefault).toContain(`\`${literal}\``);
    expect([why, source].filter((cell) => cell === '')).toEqual([]);
  });
});
