import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Markdown, ROOT } from './markdown';

const FOLDER = join(ROOT, 'test', 'languages');
const ENDINGS: { readonly [language: string]: string } = { go: '.go', java: '.java', python: '.py' };

/** Each line without what all of them are indented by. */
function flush(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent));
}

/** Whether the lines stand in the file one after the other. */
function standsIn(block: string[], file: string): boolean {
  const lines = file.split('\n');
  return lines.some((_, start) => flush(lines.slice(start, start + block.length).join('\n')).join('\n') === block.join('\n'));
}

const blocks = Markdown.all().flatMap((page) => page.fences.filter((fence) => fence.language in ENDINGS && page.path.startsWith('docs/howto/'))
  .map((fence) => [`${page.path}:${fence.line}`, fence] as const));

describe('code in other languages', () => {
  test('is on the pages about rules and about languages', () => {
    expect([...new Set(blocks.map(([place]) => place.split(':')[0]))]).toEqual(expect.arrayContaining(['docs/howto/languages.md', 'docs/howto/own-rule.md']));
  });

  test.each(blocks.filter(([place]) => /(languages|own-rule)\.md:/.test(place)))('%s is part of a program that CI builds and runs', (_, fence) => {
    const programs = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ENDINGS[fence.language]));
    expect(programs.filter((name) => standsIn(flush(fence.text), readFileSync(join(FOLDER, name), 'utf8')))).not.toEqual([]);
  });
});
