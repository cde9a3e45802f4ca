import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { GopherApp, ServiceGraph } from '../../../src';
import { hostileApp, MARKUP } from '../hostile-app';
import { largeShop } from '../large-shop';

const ASSETS = join(__dirname, '..', '..', '..', 'assets', 'graph');
const html = ServiceGraph.of(hostileApp()).toHtml();
const script = html.slice(html.lastIndexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
const data = JSON.parse(/<script id="data" type="application\/json">([^]*?)<\/script>/.exec(html)![1]);

describe('the page', () => {
  test('loads nothing: no address is in it but the names of what it draws', () => {
    const foreign = [...(html.replace(/<script id="data"[^]*?<\/script>/, '')).matchAll(/https?:\/\/[^"'\s]+/g)].map(([address]) => address);
    expect(foreign).toEqual(['http://www.w3.org/2000/svg']);
    expect(html).not.toMatch(/<(link|img|iframe|object|embed)\b|@import|url\((?!#)/);
  });

  test('lets only its own program and style run', () => {
    const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const style = /<style>([^]*?)<\/style>/.exec(html)![1];
    expect(html).toContain(`content="default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'"`);
  });

  test('has no handler and no style in its markup, which it would forbid itself', () => {
    expect(html.replace(script, '')).not.toMatch(/<[^>]* (on[a-z]+|style)=/);
  });

  test('has texts of the app as data only', () => {
    const row = data.nodes.find((node: any) => node.id === 'shop/checkout').explained.map((i: number) => data.explained[i].map((word: number) => data.words[word]).join());
    for (const markup of MARKUP) expect(row.some((text: string) => text.includes(markup))).toBe(true);
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  test('of an empty app says so', () => {
    expect(ServiceGraph.of(new GopherApp()).toHtml()).toContain('"views":[]');
  });

  test('begins with everything where that can be read, and with the namespaces where not', () => {
    const first = (services: number) => /"views":\[\{"id":"([a-z]+)"/.exec(ServiceGraph.of(largeShop(services)).toHtml())![1];
    expect([first(5), first(120)]).toEqual(['all', 'overview']);
  });

  test('stays small: a text that many nodes share is there once', () => {
    const size = (services: number) => ServiceGraph.of(largeShop(services)).toHtml().length;
    expect((size(60) - size(20)) / 40).toBeLessThan(8_000);
  });
});

test('TypeScript finds no mistake in its program', () => {
  const files = readdirSync(ASSETS).filter((name) => name.endsWith('.js')).map((name) => join(ASSETS, name));
  const program = ts.createProgram(files, { allowJs: true, checkJs: true, noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] });
  const mistakes = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? '' : `${file.fileName.slice(ASSETS.length + 1)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}: `;
    return `${line}${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(mistakes).toEqual([]);
});

test('every file of its program is part of the page', () => {
  for (const name of readdirSync(ASSETS).filter((file) => file.endsWith('.js'))) expect(script).toContain(readFileSync(join(ASSETS, name), 'utf8'));
});
