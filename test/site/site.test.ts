import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import MiniSearch from 'minisearch';
import { Links } from './links';
import { apiNames } from '../../site/api-pages';
import { site } from '../../site/build';
import { REPOSITORY, ROOT } from '../../site/site-map';
import { Markdown } from '../docs/markdown';

const { pages, files } = site();
const links = new Links(files);
const pageAt = (path: string) => pages.find((page) => page.path === path)!;

describe('the pages', () => {
  test('lead only to what is there', () => expect(links.dead()).toEqual([]));

  test('have each anchor once', () => expect(links.twice()).toEqual([]));

  test('are all reached from the first', () => expect(links.unreached('index.html')).toEqual([]));

  test('fetch nothing from elsewhere', () => {
    expect(links.fetched()).toEqual([]);
    expect(/@import|url\(/.test(files.get('assets/site.css')!)).toBe(false);
  });

  test('lead to files of the repository that exist', () => {
    const missing = links.outside().filter((href) => href.startsWith(`${REPOSITORY}/`)).map((href) => href.replace(/^.*?\/(blob|tree)\/main\//, '').split('#')[0]);
    expect(missing.length).toBeGreaterThan(100);
    expect(missing.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('are those of every page of the documentation', () => {
    const sources = Markdown.all().map(({ lines }) => lines.find((line) => line.startsWith('# '))!.slice(2).replace(/`/g, ''));
    expect(sources.filter((title) => !pages.some((page) => page.title === title))).toEqual([]);
  });

  test('have the anchors that GitHub gives their headings', () => {
    const { anchors } = new Markdown('docs/concepts/traits.md');
    expect(pageAt('concepts/traits.html').headings.map(({ anchor }) => anchor)).toEqual([...anchors].slice(1));
  });
});

describe('the reference', () => {
  test('has a page for each name of the API, none of them long', () => {
    const names = apiNames().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(250);
    expect(names.filter((name) => !files.has(`api/${name}.html`))).toEqual([]);
    expect(names.filter((name) => files.get(`api/${name}.html`)!.length > 200_000)).toEqual([]);
  });

  test('is a link away wherever a page names a name of it', () => {
    expect(pageAt('howto/scaling.html').html).toContain('<a class="name" href="../api/EventScaling.html"><code>EventScaling</code></a>');
  });
});

describe('the gallery', () => {
  const examples = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

  test.each(examples)('shows the program of %s beside its YAML', (name) => {
    const { html } = pageAt(`gallery/${name}.html`);
    expect(html).toMatch(/<strong>\d+<\/strong> lines typed, <strong>\d+<\/strong> lines of YAML in <strong>\d+<\/strong> objects/);
    expect(html.match(/<details>/g)!.length).toBe(Number(/<strong>(\d+)<\/strong> objects/.exec(html)![1]));
    expect(html).toContain('<span class="hljs-attr">kind:</span> <span class="hljs-string">Deployment</span>');
    expect(html).toMatch(/<a href="#of-[a-z0-9-]+">/);
  });
});

describe('the search', () => {
  const script = files.get('assets/search-index.js')!;
  const index = MiniSearch.loadJSON(JSON.parse(/^window\.searchIndex = ([^]*);\n$/.exec(script)![1]), { fields: ['title', 'heading', 'spoken', 'members', 'text'], storeFields: ['title', 'heading', 'kind', 'excerpt'] });

  test.each([['drain', 'api/GracefulDrain.html'], ['GOMEMLIMIT', 'api/GoRuntime.html'], ['canary', 'howto/delivery.html'], ['maxReplicas', 'api/AutoscalingProps.html'], ['emojivoto', 'gallery/emojivoto.html']])('finds %s', (words, path) => {
    expect(index.search(words, { prefix: true }).map(({ id }) => id)).toContain(path);
  });

  test('leads only to what is there', () => {
    const found = index.search(MiniSearch.wildcard);
    expect(found.length).toBeGreaterThan(pages.length);
    const page = `<p>${found.map(({ id }) => `<a href="${id}">`).join('')}</p>`;
    expect(new Links(new Map([...files, ['all.html', page]])).dead()).toEqual([]);
  });

  test('is small enough to be loaded by the first search', () => expect(script.length).toBeLessThan(2_000_000));
});

test('a dead link, a missing place, a second anchor, a picture from elsewhere and a lost page would be found', () => {
  const spoiled = new Links(new Map([
    ['index.html', '<h2 id="a"></h2><h3 id="a"></h3><a href="gone.html"></a><a href="howto/x.html#gone"></a><img src="https://example.com/x.png">'],
    ['howto/x.html', '<a href="../index.html#a"></a>'],
    ['lost.html', ''],
  ]));
  expect(spoiled.dead()).toEqual(['index.html: gone.html: there is no gone.html', 'index.html: howto/x.html#gone: howto/x.html has no such place']);
  expect(spoiled.twice()).toEqual(['index.html#a']);
  expect(spoiled.fetched()).toEqual(['index.html: https://example.com/x.png']);
  expect(spoiled.unreached('index.html')).toEqual(['lost.html']);
});
