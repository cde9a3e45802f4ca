/// <reference lib="dom" />
import * as assert from 'assert';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { BrowserContext, chromium, Page } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A text as it is seen: where, how large, and what it belongs to. */
export interface SeenText { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly size: number }

/** The Chromium of this machine, with a new profile, without a window. */
export class Browser {
  public static async start(): Promise<Browser> {
    const profile = mkdtempSync(join(tmpdir(), 'gopher-browser-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS, viewport: { width: 1440, height: 900 },
    });
    return new Browser(context, profile);
  }

  private constructor(private readonly context: BrowserContext, private readonly profile: string) {}

  public async open(url: string): Promise<OpenPage> {
    const page = await this.context.newPage();
    const opened = new OpenPage(page);
    await page.goto(url);
    return opened;
  }

  public async stop(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** A page, and what went wrong on it. */
export class OpenPage {
  public readonly faults: string[] = [];
  public readonly requests: string[] = [];

  constructor(public readonly page: Page) {
    page.setDefaultTimeout(10_000);
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) this.faults.push(message.text()); });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('dialog', (dialog) => { this.faults.push(`a dialog: ${dialog.message()}`); void dialog.dismiss(); });
    page.on('request', (request) => this.requests.push(request.url()));
  }

  /** All texts of the diagram that are in sight, with the size they have on the screen. */
  public texts(): Promise<SeenText[]> {
    return this.page.evaluate(() => {
      const stage = document.getElementById('stage')!.getBoundingClientRect();
      const picture = document.querySelector<SVGSVGElement>('svg.picture')!;
      const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
      return [...picture.querySelectorAll<SVGTextElement>('text')].map((text) => {
        const { x, y, width, height } = text.getBoundingClientRect();
        return { text: text.textContent!, x, y, width, height, size: Number.parseFloat(getComputedStyle(text).fontSize) * scale };
      }).filter(({ x, y, width, height }) => x + width > stage.left && x < stage.right && y + height > stage.top && y < stage.bottom);
    });
  }

  /** Texts that stick out of their boxes. */
  public stickingOut(): Promise<string[]> {
    return this.page.evaluate(() => [...document.querySelectorAll('svg.picture .box')].flatMap((box) => {
      const body = box.querySelector('.body')!.getBoundingClientRect();
      return [...box.querySelectorAll('.name, .sub')].filter((text) => text.getBoundingClientRect().right > body.right - 2).map((text) => text.textContent!);
    }));
  }

  public boxes(selector: string = ''): Promise<number> {
    return this.page.locator(`svg.picture .box${selector}`).count();
  }

  public lines(): Promise<number> {
    return this.page.locator('svg.picture .line').count();
  }

  public details(): Promise<string> {
    return this.page.locator('#details').innerText();
  }

  /** The page hears of a new address a moment after it was set: its detail is read until it says so, for five seconds. */
  public async says(what: RegExp): Promise<void> {
    for (const end = Date.now() + 5000; Date.now() < end && !what.test(await this.details());) await this.page.waitForTimeout(20);
    assert.match(await this.details(), what);
  }
}

/** Pairs of texts that lie over each other. */
export function overlapping(texts: readonly SeenText[]): string[] {
  const byTop = [...texts].sort((a, b) => a.y - b.y);
  return byTop.flatMap((a, i) => {
    const found: string[] = [];
    for (let j = i + 1; j < byTop.length && byTop[j].y < a.y + a.height - 1; j++) {
      const b = byTop[j];
      if (a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && lineBoxesMeet(a, b)) found.push(`"${a.text}" and "${b.text}"`);
    }
    return found;
  });
}

/** The box of a line of text is taller than its letters: a quarter of it may be shared. */
function lineBoxesMeet(a: SeenText, b: SeenText): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared > Math.min(a.height, b.height) / 4;
}
