/// <reference lib="dom" />
import * as assert from 'assert';
import { readFileSync } from 'fs';
import { OpenPage } from '../../graph/page/browser';
import { Check } from '../../graph/page/checks';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong on a page as it is shown now. */
export async function faultsOf({ page }: OpenPage): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(async () => (window as any).axe.run(document, { resultTypes: ['violations'], preload: false }));
  return violations.flatMap((violation: any) => violation.nodes.slice(0, 3).map((node: any) => `${violation.id}: ${node.html.slice(0, 120)}: ${node.failureSummary.split('\n')[1]}`));
}

const accessible = (open: OpenPage) => async () => assert.deepStrictEqual(await faultsOf(open), []);

/** What holds of every page, in both sets of colours and on a phone. */
export function everyPage(open: OpenPage): Check[] {
  const { page } = open;
  return [
    {
      promise: 'it opens from its file without a complaint, and has a text',
      holds: async () => {
        assert.deepStrictEqual(open.faults, []);
        assert.ok((await page.locator('main').innerText()).length > 200);
      },
    },
    { promise: 'axe-core has nothing to say of it by day', holds: accessible(open) },
    {
      promise: 'nor by night',
      holds: async () => {
        const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const day = await back();
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.notStrictEqual(await back(), day);
        await accessible(open)();
      },
    },
    {
      promise: 'on a phone nothing sticks out, and the list of pages opens',
      holds: async () => {
        await page.setViewportSize({ width: 390, height: 844 });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the screen');
        assert.strictEqual(await page.locator('#pages').isVisible(), false);
        await page.click('#menu');
        assert.strictEqual(await page.locator('#pages').isVisible(), true);
        assert.strictEqual(await page.locator('#menu').getAttribute('aria-expanded'), 'true');
        await accessible(open)();
      },
    },
    { promise: 'nothing was asked for but files beside it', holds: async () => assert.deepStrictEqual(open.requests.filter((url) => !/^(file|data):/.test(url)), []) },
  ];
}

/** The search, by the keyboard alone. */
export function search(open: OpenPage): Check[] {
  const { page } = open;
  const chosen = page.locator('#found [aria-selected=true]');
  const type = async (words: string) => {
    await page.keyboard.press('/');
    await page.keyboard.type(words);
    await chosen.first().waitFor();
  };
  return [
    { promise: 'no index is loaded before somebody searches', holds: async () => assert.ok(!open.requests.some((url) => url.endsWith('search-index.js'))) },
    {
      promise: '"drain" finds the trait that drains, first',
      holds: async () => {
        await type('drain');
        assert.match(await chosen.innerText(), /GracefulDrain/);
        assert.ok(await page.locator('#found li').count() > 3);
        assert.strictEqual(await page.locator('#search').getAttribute('aria-activedescendant'), 'found-0');
      },
    },
    { promise: 'axe-core has nothing to say of what was found', holds: accessible(open) },
    {
      promise: 'arrows choose, and Enter goes there',
      holds: async () => {
        await page.keyboard.press('ArrowDown');
        assert.strictEqual(await page.locator('#search').getAttribute('aria-activedescendant'), 'found-1');
        await page.keyboard.press('ArrowUp');
        await Promise.all([page.waitForURL(/GracefulDrain/), page.keyboard.press('Enter')]);
        assert.match(await page.locator('h1').innerText(), /GracefulDrain/);
      },
    },
    {
      promise: 'a slip of the finger finds it all the same',
      holds: async () => {
        await type('autoscalling');
        assert.match(await page.locator('#found').innerText(), /Autoscaling/);
        await page.keyboard.press('Escape');
        assert.strictEqual(await page.locator('#found').isVisible(), false);
      },
    },
    {
      promise: 'what is nowhere is said',
      holds: async () => {
        await page.keyboard.type('zzzzqqqq');
        await page.waitForFunction(() => document.getElementById('told')!.textContent!.includes('Nothing found'));
        await page.keyboard.press('Escape');
      },
    },
    {
      promise: 'a reader\'s choice of colours stays on the next page',
      holds: async () => {
        await page.click('#theme');
        const theme = await page.evaluate(() => document.documentElement.dataset.theme);
        await page.click('.home');
        assert.ok(theme !== undefined);
        assert.strictEqual(await page.evaluate(() => document.documentElement.dataset.theme), theme);
      },
    },
    { promise: 'nothing was complained of', holds: async () => assert.deepStrictEqual(open.faults, []) },
  ];
}

/** A program beside its YAML. */
export function gallery(open: OpenPage): Check[] {
  const { page } = open;
  return [
    {
      promise: 'a name in the program leads to its objects, unfolded',
      holds: async () => {
        await page.locator('.beside a[href="#of-checkout"]').first().click();
        await page.locator('#of-checkout + details[open] pre').waitFor({ timeout: 5000 }); // the page hears of its new address a moment later
      },
    },
    {
      promise: 'the program is beside the YAML, not above it',
      holds: async () => {
        const [program, yaml] = [await page.locator('#program').boundingBox(), await page.locator('#yaml').boundingBox()];
        assert.ok(Math.abs(program!.y - yaml!.y) < 2 && yaml!.x > program!.x + 300);
      },
    },
  ];
}
