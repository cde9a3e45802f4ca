import * as assert from 'assert';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { everyPage, faultsOf, gallery, search } from './checks';
import { build } from '../../../site/build';
import { Browser } from '../../graph/page/browser';
import { Tally } from '../../graph/page/tally';

/*
 * Looks at the documentation site in a real browser, opened from its files. npm run test:site; ends with one line: N passed, N failed.
 */

const PAGES = ['index.html', 'howto/first-service.html', 'concepts/traits.html', 'features.html', 'coming-from/index.html', 'benchmarks.html', 'api/index.html', 'api/GoMicroservice.html', 'api/GopherAppProps.html', 'gallery/index.html', 'gallery/tns.html'];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-site-'));
  const tally = new Tally();
  build(folder);
  const browser = await Browser.start();
  const open = (path: string) => browser.open(pathToFileURL(join(folder, path)).href);
  try {
    for (const path of PAGES) {
      const page = await open(path);
      await tally.all(path, everyPage(page));
      await page.page.close();
    }
    await tally.all('the search', search(await open('howto/scaling.html')));
    await tally.all('the gallery', gallery(await open('gallery/shop.html')));
    const poor = await open('index.html');
    await poor.page.evaluate('document.querySelector("main").innerHTML += "<img src=data:,><p style=color:#ccc;background:#fff>faint</p>"');
    await tally.all('a page with faults', [{
      promise: 'a picture without a text and a faint text would be found',
      holds: async () => assert.deepStrictEqual((await faultsOf(poor)).map((fault) => fault.split(':')[0]).sort(), ['color-contrast', 'image-alt']),
    }]);
  } finally {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  tally.finish();
}

void main();
