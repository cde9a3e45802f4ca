import { Marked, Renderer, Tokens } from 'marked';
import { anchorOf } from './anchor';
import { highlighted } from './highlight';
import { escaped, Heading, textOf } from './page';

/** What a page of Markdown needs to know of the others. */
export interface Surroundings {
  /** where a link leads on the site */
  readonly linkTo: (target: string) => string;
  /** the page of a name of the API, said as code; `undefined` if there is none */
  readonly nameAt: (name: string) => string | undefined;
}

/** A page of Markdown as HTML. */
export interface Rendered { readonly html: string; readonly title: string; readonly headings: Heading[] }

/** @param label what a box that scrolls is called by those who cannot see it */
export function scrolling(html: string, label: string): string {
  return `<div class="scrolls" tabindex="0" role="region" aria-label="${escaped(label)}">${html}</div>\n`;
}

/** Renders Markdown as GitHub does: the same anchors, the same tables. */
export function render(text: string, { linkTo, nameAt }: Surroundings): Rendered {
  const headings: Heading[] = [];
  const taken = new Set<string>();
  const tables = new Map<string, number>();
  let [title, section] = ['', ''];
  let plain = false; // inside of a link or a heading, where no link may begin
  const within = (write: () => string): string => {
    const before = plain;
    plain = true;
    const html = write();
    plain = before;
    return html;
  };

  class Pages extends Renderer {
    public heading({ tokens, depth, text: written }: Tokens.Heading): string {
      const html = within(() => this.parser.parseInline(tokens));
      const own = /<a name="[^"]*" id="([^"]+)"><\/a>/.exec(html); // the API reference brings its anchors
      const anchor = own?.[1] ?? anchorOf(written, taken);
      section = textOf(html);
      if (depth === 1 && title === '') title = section;
      else headings.push({ depth, anchor, text: section });
      return `<h${depth}${own ? '' : ` id="${anchor}"`}>${html}${depth === 1 ? '' : ` <a class="here" href="#${anchor}" aria-label="Link to ${escaped(section)}">#</a>`}</h${depth}>\n`;
    }

    public code({ text: code, lang }: Tokens.Code): string {
      const [language, ...marks] = (lang ?? '').split(/\s+/);
      const what = marks.includes('output') ? 'Output' : marks.includes('refused') ? 'Refused' : '';
      return `<div class="code${what && ` ${what.toLowerCase()}`}">${what && `<span class="what">${what}</span>`}<pre tabindex="0"><code>${highlighted(code, language)}</code></pre></div>\n`;
    }

    public codespan({ text: code }: Tokens.Codespan): string {
      const html = `<code>${escaped(code)}</code>`;
      const at = plain ? undefined : nameAt(code);
      return at === undefined ? html : `<a class="name" href="${at}">${html}</a>`;
    }

    public link({ href, tokens }: Tokens.Link): string {
      const away = /^https?:/.test(href);
      return `<a href="${escaped(away ? href : linkTo(href))}"${away ? ' rel="noopener"' : ''}>${within(() => this.parser.parseInline(tokens))}</a>`;
    }

    public html({ text: html }: Tokens.HTML | Tokens.Tag): string {
      return html.replace(/href="([^"]+)"/g, (_, href) => `href="${linkTo(href)}"`).replace(/<!--[^]*?-->/g, '');
    }

    public table(token: Tokens.Table): string {
      const label = `Table: ${section || title}`;
      const before = tables.get(label) ?? 0;
      tables.set(label, before + 1);
      const html = super.table(token).replace(/<th>\s*<\/th>/g, '<td></td>'); // a corner heads nothing
      return scrolling(html, before === 0 ? label : `${label}, ${before + 1}`);
    }
  }

  const html = new Marked().parse(text, { async: false, renderer: new Pages() });
  return { html, title, headings };
}
