import { posix } from 'path';

/** A link of a page, as written. */
interface Link { readonly href: string; readonly attribute: string }

/** What the pages of a site promise each other. */
export class Links {
  private readonly anchors = new Map<string, string[]>();
  private readonly links = new Map<string, Link[]>();

  /** @param files the text of each file, by its path from the top of the site */
  constructor(private readonly files: ReadonlyMap<string, string>) {
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      this.anchors.set(path, [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => unescaped(id)));
      this.links.set(path, [...text.matchAll(/\s(href|src)="([^"]*)"/g)].map(([, attribute, href]) => ({ attribute, href: unescaped(href) })));
    }
  }

  /** Links to pages and places that are not there. */
  public dead(): string[] {
    return [...this.links].flatMap(([path, links]) => links.filter(({ href }) => !/^(https|mailto|data):/.test(href)).flatMap(({ href }) => {
      const [file, anchor] = href.split('#');
      const at = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
      if (!this.files.has(at)) return [`${path}: ${href}: there is no ${at}`];
      return anchor === undefined || this.anchors.get(at)!.includes(anchor) ? [] : [`${path}: ${href}: ${at} has no such place`];
    }));
  }

  /** Anchors that a page has twice: a browser goes to the first of them. */
  public twice(): string[] {
    return [...this.anchors].flatMap(([path, ids]) => ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `${path}#${id}`));
  }

  /** What a browser would fetch from elsewhere by itself. */
  public fetched(): string[] {
    return [...this.links].flatMap(([path, links]) => links.filter(({ href, attribute }) => attribute === 'src' && /^([a-z]+:)?\/\//.test(href)).map(({ href }) => `${path}: ${href}`));
  }

  /** Where links lead that leave the site. */
  public outside(): string[] {
    return [...new Set([...this.links.values()].flat().map(({ href }) => href).filter((href) => /^[a-z]+:\/\//.test(href)))];
  }

  /** Pages that nobody reaches from a page. */
  public unreached(from: string): string[] {
    const reached = new Set<string>();
    const waiting = [from];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      for (const { href } of this.links.get(path) ?? []) waiting.push(posix.normalize(posix.join(posix.dirname(path), href.split('#')[0] || posix.basename(path))));
    }
    return [...this.anchors.keys()].filter((path) => !reached.has(path));
  }
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({ 'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', '#39': '\'' })[name as string]!);
}
