import { existsSync } from 'fs';
import { dirname, join, relative } from 'path';
import { Markdown, ROOT } from './markdown';

const pages = Markdown.all();

/** What is wrong with the links of a page. */
function brokenLinks(page: Markdown): string[] {
  return page.links.filter(({ target }) => !/^[a-z]+:/.test(target)).flatMap(({ line, target }) => {
    const [path, anchor] = target.split('#');
    const file = path === '' ? page.path : relative(ROOT, join(ROOT, dirname(page.path), path));
    if (!existsSync(join(ROOT, file))) return [`${page.path}:${line}: there is no ${file}`];
    if (anchor === undefined || !file.endsWith('.md')) return [];
    return new Markdown(file).anchors.has(anchor) ? [] : [`${page.path}:${line}: ${file} has no heading for #${anchor}`];
  });
}

describe.each(pages.map((page) => ({ path: page.path, page })))('$path', ({ page }) => {
  test('links only to what is there', () => expect(brokenLinks(page)).toEqual([]));

  test('has one title, and no line that is longer than a screen outside of tables and quotes', () => {
    expect(page.prose.filter((line) => line.startsWith('# ')).length).toBe(1);
    expect(page.prose.filter((line) => line.length > 160 && !/^\s*(\||- \[|- `)/.test(line))).toEqual([]);
  });
});

test('every page is reached by links from the README', () => {
  const reached = new Set<string>();
  const visit = (path: string) => {
    if (reached.has(path) || !path.endsWith('.md') || !existsSync(join(ROOT, path))) return;
    reached.add(path);
    for (const { target } of new Markdown(path).links) {
      if (!/^[a-z]+:/.test(target)) visit(relative(ROOT, join(ROOT, dirname(path), target.split('#')[0] || '.')));
    }
  };
  visit('README.md');
  expect(pages.map((page) => page.path).filter((path) => !reached.has(path))).toEqual([]);
});
