import MiniSearch from 'minisearch';
import { Page, textOf } from './page';

/** What is found: a part of a page. */
interface Part { readonly id: string; readonly title: string; readonly heading: string; readonly text: string; readonly kind: string; readonly spoken: string; readonly members: string }

/** What is indexed, and what is kept of it; assets/site.js says the fields too. */
const FIELDS = {
  fields: ['title', 'heading', 'spoken', 'members', 'text'],
  storeFields: ['title', 'heading', 'kind', 'excerpt'],
  extractField: (part: any, field: string) => (field === 'excerpt' ? part.text.slice(0, 140) : part[field]),
};

/** The index that the search box reads, as a script: a page that was opened from a file may not fetch anything. */
export function searchIndex(pages: readonly Page[]): string {
  const index = new MiniSearch<Part>(FIELDS);
  index.addAll(pages.flatMap((page) => (page.wide ? [gallery(page)] : partsOf(page))));
  return `window.searchIndex = ${JSON.stringify(JSON.stringify(index))};\n`;
}

const spoken = (name: string) => name.replace(/([a-z])(?=[A-Z])/g, '$1 ');

/** A page of the API is one part, any other a part for each of its headings. */
function partsOf({ path, title, html, kind }: Page): Part[] {
  if (path.startsWith('api/') && path !== 'api/index.html') {
    const members = [...new Set([...html.matchAll(/<h3[^>]*><code>(\w+)<\/code>/g)].map(([, name]) => name))];
    const intro = /<\/h1>([^]*?)(<h2|$)/.exec(html)![1].replace(/<div class="code[^]*/, '');
    return [{ id: path, title, heading: '', text: textOf(intro), kind, spoken: spoken(title), members: [...members, ...members.map(spoken)].join(' ') }];
  }
  return html.split(/(?=<h[1-3][ >])/).filter((part) => part.trim() !== '').map((part) => {
    const [, depth, anchor, heading] = /^<h([1-3])(?: id="([^"]+)")?[^>]*>([^]*?)<\/h\1>/.exec(part) ?? [undefined, '1', undefined, ''];
    const first = depth === '1';
    const words = textOf(heading.replace(/<a class="here"[^]*?<\/a>/, ''));
    return { id: first ? path : `${path}#${anchor}`, title, heading: first ? '' : words, text: textOf(part.replace(/^<h[1-3][^]*?<\/h[1-3]>/, '')), kind, spoken: '', members: '' };
  });
}

/** Of an example the program is what is searched; its YAML has thousands of lines. */
function gallery({ path, title, html, kind }: Page): Part {
  return { id: path, title, heading: '', text: textOf(html.split('<h2 id="yaml">')[0]), kind, spoken: '', members: '' };
}
