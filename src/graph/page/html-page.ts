import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';
import { pageData } from './page-data';
import { GraphContent } from '../graph-content';

const ASSETS = join(__dirname, '..', '..', '..', 'assets', 'graph');
/** The page's program, in this order; each file says what it is for. */
const SCRIPTS = ['data.js', 'dom.js', 'picture.js', 'focus.js', 'stage.js', 'details.js', 'summary.js', 'finder.js', 'page.js'];

/**
 * The graph as one HTML file.
 *
 * What comes from the app is data, and the page's program writes it as text only. Its own style and program are named to the
 * browser by their digests: nothing else runs, and nothing is loaded.
 *
 * @internal
 */
export function htmlPage(graph: GraphContent): string {
  const style = asset('page.css');
  const script = `'use strict';\n{\n${SCRIPTS.map(asset).join('\n')}}\n`;
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  const parts: { readonly [name: string]: string } = { policy, style, data: dataText(pageData(graph)), script };
  return asset('page.html').replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => parts[name]);
}

/** JSON that ends no script element, whatever is in it. */
function dataText(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function asset(name: string): string {
  return readFileSync(join(ASSETS, name), 'utf8');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
