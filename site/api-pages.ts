import { readFileSync } from 'fs';
import { join } from 'path';
import { render, scrolling } from './markdown';
import { escaped, Page, textOf } from './page';
import { ROOT } from './site-map';

/** One name of the API, with its part of API.md. */
export interface ApiName { readonly name: string; readonly section: string; readonly text: string }

const SECTIONS: { readonly [title: string]: string } = { Constructs: 'Construct', Structs: 'Struct', Classes: 'Class', Protocols: 'Interface', Enums: 'Enum' };

/** What API.md has, name by name. */
export function apiNames(): ApiName[] {
  let section = '';
  return readFileSync(join(ROOT, 'API.md'), 'utf8').split(/^(?=##{1,2} [^#])/m).flatMap((text) => {
    const title = /^##{1,2} (\w+)/.exec(text)?.[1];
    if (title === undefined) return [];
    if (!text.startsWith('### ')) {
      section = title;
      if (!(section in SECTIONS)) throw new Error(`API.md: nobody knows the section ${section}`);
      return [];
    }
    return [{ name: title, section: SECTIONS[section], text }];
  });
}

/** Where the page of a name is, from the top of the site. */
export const apiPath = (name: string) => `api/${name}.html`;

/** A page for each name, so that none is long, and one that lists them. */
export function apiPages(names: readonly ApiName[]): Page[] {
  const known = new Set(names.map(({ name }) => name));
  const pages = names.map((of): Page => {
    const linkTo = (target: string) => {
      const name = /^#cdk8s-gopher\.(\w+)/.exec(target)?.[1];
      if (name === undefined || name === of.name) return target;
      if (!known.has(name)) throw new Error(`API.md: ${of.name} links to ${target}, which is not there`);
      return `${name}.html${target === `#cdk8s-gopher.${name}` ? '' : target}`;
    };
    const { html, headings } = render(of.text.replace(/^##(#+) /gm, '$1 '), { linkTo, nameAt: (code) => (known.has(code) && code !== of.name ? `${code}.html` : undefined) });
    return { path: apiPath(of.name), title: of.name, kind: of.section, html: `<p class="kind">${of.section}</p>\n${html}`, headings: headings.filter(({ depth }) => depth === 2) };
  });
  return [overview(names, pages), ...pages];
}

function overview(names: readonly ApiName[], pages: readonly Page[]): Page {
  const sections = Object.values(SECTIONS).map((section) => {
    const rows = names.map((of, i) => ({ of, page: pages[i] })).filter(({ of }) => of.section === section)
      .map(({ of, page }) => `<tr><td><a href="${of.name}.html"><code>${of.name}</code></a></td><td>${escaped(firstSentence(page.html))}</td></tr>`);
    const anchor = section.toLowerCase();
    return { anchor, text: `${section} (${rows.length})`, html: `<h2 id="${anchor}">${section} <small>${rows.length}</small></h2>\n${scrolling(`<table><thead><tr><th>Name</th><th>In one sentence</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`, `Table: ${section}`)}` };
  });
  return {
    path: 'api/index.html',
    title: 'API reference',
    kind: 'API',
    headings: sections.map(({ anchor, text }) => ({ depth: 2, anchor, text })),
    html: `<h1>API reference</h1>\n<p>In TypeScript. The same names are there <a href="../howto/languages.html">in Go, Java and Python</a>. Constructs make objects, structs are what they are told, classes are traits, rules and values.</p>\n${sections.map(({ html }) => html).join('\n')}`,
  };
}

function firstSentence(html: string): string {
  const paragraph = [...html.matchAll(/<p>([^]*?)<\/p>/g)].map(([, inner]) => textOf(inner)).find((text) => text !== '') ?? '';
  return /^.*?[.!](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}
