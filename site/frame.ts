import { escaped, Page, pathBetween } from './page';

/** A group in the list at the side, with the pages in it. */
export interface NavGroup { readonly name: string; readonly pages: Array<{ readonly path: string; readonly title: string }> }

/** What every page says at its foot. */
export interface About { readonly version: string; readonly repository: string }

// Before anything is painted, so that a page does not flash in the other colours.
const THEME = 'try{const t=localStorage.getItem("theme");if(t)document.documentElement.dataset.theme=t}catch{}document.documentElement.classList.add("scripted")';

/** A page in its frame: a whole HTML document, which needs nothing but the files beside it. */
export function framed(page: Page, nav: readonly NavGroup[], { version, repository }: About): string {
  const to = (path: string) => pathBetween(page.path, path);
  const toc = page.wide ? [] : page.headings.filter(({ depth }) => depth === 2 || depth === 3);
  return `<!doctype html>
<html lang="en" data-top="${to('')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(page.path === 'index.html' ? 'cdk8s-gopher' : `${page.title} · cdk8s-gopher`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${to('assets/site.css')}">
<script>${THEME}</script>
<script defer src="${to('assets/site.js')}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<a class="home" href="${to('index.html')}">cdk8s-gopher</a>
<button type="button" id="menu" aria-expanded="false" aria-controls="pages">Pages</button>
<search><label class="unseen" for="search">Search the documentation</label>
<input id="search" type="search" role="combobox" placeholder="Search ( / )" autocomplete="off" spellcheck="false" aria-autocomplete="list" aria-expanded="false" aria-controls="found">
<ul id="found" role="listbox" aria-label="Found" hidden></ul><p id="told" class="unseen" role="status"></p></search>
<button type="button" id="theme" aria-label="Dark or light">◐</button>
</header>
<div class="columns${page.wide ? ' wide' : ''}">
<nav id="pages" aria-label="Pages">
${nav.map((group) => list(group, page, to)).join('\n')}
</nav>
<main id="content" tabindex="-1">
${page.html}
</main>
${toc.length < 2 ? '' : `<nav class="toc" aria-label="On this page"><p>On this page</p><ul>${toc.map(({ depth, anchor, text }) => `<li class="depth-${depth}"><a href="#${escaped(anchor)}">${escaped(text)}</a></li>`).join('')}</ul></nav>`}
</div>
<footer><p>cdk8s-gopher ${escaped(version)} · Apache-2.0 · <a href="${repository}" rel="noopener">source</a> · <a href="${to('security.html')}">security</a> · <a href="${to('changelog.html')}">changes</a></p></footer>
</body>
</html>
`;
}

function list({ name, pages }: NavGroup, page: Page, to: (path: string) => string): string {
  const open = pages.some(({ path }) => path === page.path) || (page.path.startsWith('api/') && name === 'Reference') || (page.path.startsWith('gallery/') && name === 'Begin');
  const items = pages.map(({ path, title }) => `<li><a href="${to(path)}"${path === page.path ? ' aria-current="page"' : ''}>${escaped(title)}</a></li>`);
  return `<details${open ? ' open' : ''}><summary>${escaped(name)}</summary><ul>${items.join('')}</ul></details>`;
}
