import * as assert from 'assert';
import { OpenPage, overlapping } from './browser';

/** What must be so of a page, in plain words. */
export interface Check { readonly promise: string; readonly holds: () => Promise<void> }

/** Small enough to see much, and large enough to be read. */
const SMALLEST = 11;

/** What holds of a graph of any size. @param service somebody in the middle of it, whose name nobody else's begins with */
export function checksOf(size: number, page: OpenPage, service: { id: string; name: string }): Check[] {
  const key = (name: string) => page.page.keyboard.press(name);
  const readable = async () => {
    const texts = await page.texts();
    assert.ok(texts.length > 0, 'nothing is in sight');
    assert.deepStrictEqual(overlapping(texts), []);
  };
  return [
    { promise: 'texts are large enough when the page opens', holds: async () => assert.deepStrictEqual((await page.texts()).filter((text) => text.size < SMALLEST), []) },
    { promise: 'no text lies over another when it opens', holds: readable },
    { promise: 'no text sticks out of its box', holds: async () => assert.deepStrictEqual(await page.stickingOut(), []) },
    {
      promise: 'nothing overlaps when zoomed in and out',
      holds: async () => {
        for (const button of ['#larger', '#larger', '#fit', '#smaller']) {
          await page.page.click(button);
          await readable();
        }
      },
    },
    {
      promise: 'search finds a service and shows it, by the keyboard alone',
      holds: async () => {
        await key('/');
        await page.page.keyboard.type(service.name);
        assert.strictEqual(await page.page.locator('#found [aria-selected=true]').evaluate((item) => item.firstChild!.textContent), service.name);
        await key('Enter');
        await page.says(new RegExp(`^${service.name}\n`));
        assert.strictEqual(await page.page.locator('.box.chosen').getAttribute('data-node'), service.id);
      },
    },
    {
      promise: 'its detail has calls with deadlines, objects, and who decided what and why',
      holds: async () => {
        const details = await page.details();
        for (const word of ['CALLED BY', 'CALLS', 'Deadline', 'Retries', 'OBJECTS', `Deployment ${service.name}`, 'TRAITS', 'WHY IT IS SO', 'env/GOMEMLIMIT']) assert.ok(details.includes(word), `${word} is not in ${details.slice(0, 600)}`);
        await page.page.fill('#sift', 'env/GOMEMLIMIT');
        assert.deepStrictEqual(await page.page.locator('.explained tbody tr td:first-child').allInnerTexts(), ['env/GOMEMLIMIT']);
      },
    },
    {
      promise: 'focus shows the node, its callers and its callees, and nothing else',
      holds: async () => {
        await page.page.click('#focus');
        const near = await page.page.locator('#details .ways .link').allInnerTexts();
        assert.strictEqual(await page.boxes(), new Set(near).size + 1);
        assert.ok(await page.lines() <= near.length);
        await readable();
        await page.page.selectOption('#depth', '99');
        assert.ok(await page.boxes() >= new Set(near).size + 1);
        await readable();
      },
    },
    {
      promise: 'a callee is one click away, and the address of the page remembers it',
      holds: async () => {
        const callee = page.page.locator('#details .ways .link').last();
        const name = await callee.innerText();
        await callee.click();
        await page.says(new RegExp(`^${name}\n`));
        await page.page.goBack();
        await page.says(new RegExp(`^${service.name}\n`));
      },
    },
    {
      promise: 'Escape leads back to all of it, step by step',
      holds: async () => {
        for (let i = 0; i < 4; i++) await key('Escape');
        await page.says(/^All of it\n/);
        assert.strictEqual(await page.page.evaluate(() => location.hash), '');
      },
    },
    {
      promise: 'arrows lead from box to box, Enter opens one',
      holds: async () => {
        await page.page.locator('.box[tabindex="0"]').first().focus();
        const before = await page.page.evaluate(() => document.activeElement!.getAttribute('data-box'));
        for (const arrow of ['ArrowDown', 'ArrowRight', 'ArrowUp']) await key(arrow);
        assert.notStrictEqual(await page.page.evaluate(() => document.activeElement!.getAttribute('data-box')), before);
        const opened = size > 100 ? /^All of it\n/ : /\nWHY IT IS SO\n/;
        await key('Enter');
        await page.says(opened);
        for (let i = 0; i < 3; i++) await key('Escape');
      },
    },
    {
      promise: 'each picture is readable, in the dark too',
      holds: async () => {
        await page.page.emulateMedia({ colorScheme: 'dark' });
        const views = await page.page.locator('#views option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
        for (const view of views.length > 1 ? views : []) {
          await page.page.selectOption('#views', view);
          await readable();
          assert.deepStrictEqual(await page.stickingOut(), []);
          assert.deepStrictEqual((await page.texts()).filter((text) => text.size < SMALLEST), []);
        }
      },
    },
    {
      promise: 'print shows the picture and no tools',
      holds: async () => {
        await page.page.emulateMedia({ media: 'print' });
        assert.strictEqual(await page.page.locator('#search').isVisible(), false);
        assert.strictEqual(await page.page.locator('svg.picture').isVisible(), true);
        await page.page.emulateMedia({ media: 'screen' });
      },
    },
    { promise: 'nothing was complained about, nothing was asked of the network', holds: async () => assert.deepStrictEqual([page.faults, page.requests.slice(1)], [[], []]) },
  ];
}
