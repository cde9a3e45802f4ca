import * as assert from 'assert';
import { OpenPage } from './browser';
import { Check } from './checks';
import { hostileApp, MARKUP } from '../hostile-app';

/** What holds of a page about an app whose texts are markup. */
export function hostile(page: OpenPage): Check[] {
  return [
    {
      promise: 'markup in annotations, variables and reasons is seen as text',
      holds: async () => {
        await page.page.evaluate(() => { location.hash = 'shop/checkout'; });
        await page.page.waitForSelector('.explained');
        for (const markup of MARKUP) assert.ok((await page.page.locator('#details').textContent())!.includes(markup), `${markup} is not seen`);
      },
    },
    {
      promise: 'nothing of it became an element or ran',
      holds: async () => {
        assert.strictEqual(await page.page.locator('img, iframe, object, a').count(), 0);
        assert.strictEqual(await page.page.evaluate(() => (window as any).harmed), undefined);
        assert.strictEqual(await page.page.locator('script').count(), 2);
      },
    },
    {
      promise: 'even a script that got in would not run',
      holds: async () => {
        const before = page.faults.length;
        await page.page.evaluate(() => {
          const script = document.createElement('script');
          script.textContent = 'window.harmed = true';
          document.body.append(script);
        });
        assert.strictEqual(await page.page.evaluate(() => (window as any).harmed), undefined);
        assert.ok(page.faults.splice(before).some((fault) => /Content Security Policy/.test(fault)));
      },
    },
    {
      promise: 'no value of a secret is in it',
      holds: async () => assert.ok(!(await page.page.content()).includes('hunter2')),
    },
    { promise: 'nothing was complained about, nothing was asked of the network', holds: async () => assert.deepStrictEqual([page.faults, page.requests.slice(1)], [[], []]) },
  ];
}

hostile.app = hostileApp;
