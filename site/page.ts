/** A heading that a reader can jump to. */
export interface Heading { readonly depth: number; readonly anchor: string; readonly text: string }

/** A page of the site. */
export interface Page {
  /** where it lies, from the top of the site: `howto/scaling.html` */
  readonly path: string;
  readonly title: string;
  /** what stands in the middle of it */
  readonly html: string;
  readonly headings: Heading[];
  /** what kind of page it is, as the search says it */
  readonly kind: string;
  /** wide pages have no list of their headings beside them */
  readonly wide?: boolean;
}

/** The path from one page to another, both from the top of the site. */
export function pathBetween(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to}`;
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** What a reader sees of HTML. */
export function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/&(amp|lt|gt|quot|#39);/g, (entity) => Object.keys(ENTITIES).find((c) => ENTITIES[c] === entity)!).replace(/\s+/g, ' ').trim();
}
