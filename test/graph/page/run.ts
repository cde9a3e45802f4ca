import * as assert from 'assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { Browser } from './browser';
import { checksOf } from './checks';
import { hostile } from './hostile-shop';
import { Tally } from './tally';
import { ServiceGraph } from '../../../src';
import { largeShop } from '../large-shop';

/*
 * Looks at the page of the service graph in a real browser, and has Mermaid itself draw its diagrams.
 * npm run test:graph; ends with one line: N passed, N failed.
 */

const folder = mkdtempSync(join(tmpdir(), 'gopher-graph-'));
const tally = new Tally();

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

/** Diagrams through Mermaid's own parser and renderer. */
async function mermaid(browser: Browser, texts: ReadonlyArray<readonly [promise: string, text: string, label: string]>): Promise<void> {
  const { page } = await browser.open(write('mermaid.html', '<!doctype html><div id="at"></div>'));
  await page.addScriptTag({ content: readFileSync(require.resolve('mermaid/dist/mermaid.min.js'), 'utf8') });
  await tally.all('Mermaid', texts.map(([promise, text, label]) => ({
    promise,
    holds: async () => {
      const labels = await page.evaluate(async ([source]) => {
        const { mermaid: library } = window as any;
        library.initialize({ startOnLoad: false, securityLevel: 'strict' });
        const { svg } = await library.render('drawn', source);
        document.getElementById('at')!.innerHTML = svg;
        return [...document.querySelectorAll('#at .node')].map((node) => node.textContent!.trim());
      }, [text]);
      assert.ok(labels.some((drawn) => drawn.startsWith(label)), `no node is called ${label}: ${labels.join(', ')}`);
    },
  })));
}

async function main(): Promise<void> {
  const browser = await Browser.start();
  try {
    for (const size of [5, 50, 500]) {
      const graph = ServiceGraph.of(largeShop(size));
      const inTheMiddle = graph.nodes.find(({ id, kind }) => kind === 'service' && graph.edges.some((edge) => edge.to === id && edge.timeout !== undefined) && graph.edges.some((edge) => edge.from === id && edge.timeout !== undefined))!;
      await tally.all(`${size} services`, checksOf(size, await browser.open(write(`${size}.html`, graph.toHtml())), inTheMiddle));
    }
    await tally.all('a hostile app', hostile(await browser.open(write('hostile.html', ServiceGraph.of(hostile.app()).toHtml()))));
    await mermaid(browser, [
      ['a small graph is drawn', ServiceGraph.of(largeShop(5)).toMermaid(), 'storefront-api'],
      ['a graph of 50 services is drawn', ServiceGraph.of(largeShop(50)).toMermaid(), 'storefront'],
      ['names and hosts of a hostile app are only text', ServiceGraph.of(hostile.app()).toMermaid(), 'pods example.com/a"]; click=x'],
      ...[...ServiceGraph.of(largeShop(500)).toMarkdown().matchAll(/```mermaid\n([^]*?)```/g)].slice(0, 4).map(([, text], i): [string, string, string] => [`diagram ${i + 1} of 500 services is drawn`, text, ['accounts', 'accounts-api', 'analytics-api', 'catalog-api'][i]]),
    ]);
  } finally {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  tally.finish();
}

void main();
