import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, posix, resolve } from 'path';
import { apiNames, apiPages, apiPath } from './api-pages';
import { framed, NavGroup } from './frame';
import { galleryPages } from './gallery';
import { render } from './markdown';
import { Page } from './page';
import { searchIndex } from './search-index';
import { groups, linkFrom, pathOf, REPOSITORY, ROOT } from './site-map';

const ASSETS = ['site.css', 'site.js'];

/** Every page of the site, by its path; and the other files of it. */
export function site(): { pages: Page[]; files: Map<string, string> } {
  const names = apiNames();
  const known = new Set(names.map(({ name }) => name));
  const nameAt = (from: string) => (code: string) => (known.has(code) ? posix.relative(posix.dirname(from), apiPath(code)) : undefined);
  const nav: NavGroup[] = [];
  const written = groups().flatMap(({ name, sources }) => {
    const pages = sources.map((source): Page => {
      const path = pathOf(source)!;
      const text = readFileSync(join(ROOT, source), 'utf8');
      return { path, kind: name, ...render(text, { linkTo: (target) => (/^[a-z]+:/.test(target) ? target : linkFrom(source, target)), nameAt: nameAt(path) }) };
    });
    nav.push({ name, pages: pages.map(({ path, title }) => ({ path, title: path === 'index.html' ? 'What it is' : path.endsWith('/index.html') ? 'Overview' : title })) });
    return pages;
  });
  const gallery = galleryPages({ linkTo: (target) => target, nameAt: nameAt('gallery/index.html') });
  const pages = [...written, ...gallery, ...apiPages(names)];
  nav.find(({ name }) => name === 'Begin')!.pages.push({ path: 'gallery/index.html', title: 'Gallery: programs beside their YAML' });
  nav.find(({ name }) => name === 'Reference')!.pages.unshift({ path: 'api/index.html', title: 'API' });
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const files = new Map(pages.map((page) => [page.path, framed(page, nav, { version, repository: REPOSITORY })]));
  files.set('assets/search-index.js', searchIndex(pages));
  const minisearch = readFileSync(join(dirname(require.resolve('minisearch')), '..', 'umd', 'index.js'), 'utf8');
  files.set('assets/minisearch.js', minisearch.replace(/\n\/\/# sourceMappingURL.*\n?$/, '\n'));
  for (const name of ASSETS) files.set(`assets/${name}`, readFileSync(join(__dirname, 'assets', name), 'utf8'));
  return { pages, files };
}

/** Writes the site into a folder, in place of what is there. */
export function build(out: string): void {
  const { files } = site();
  rmSync(out, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
  console.log(`${files.size} files in ${out}`);
}

if (require.main === module) build(resolve(process.argv[2] ?? join(__dirname, 'dist')));
