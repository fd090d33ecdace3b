// The popup and the blocked page of the real build, in the situations that lead to them.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk } from '../../cli/desk.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { lowContrastTexts, servePages, sidewaysPixels } from './own-pages.ts';

const BLOCKED = /\/blocked\.html/;

let assay: Awaited<ReturnType<typeof launchAssay>>;
let site: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  assay = await launchAssay();
  site = await servePages({
    '/plain':
      '<!doctype html><title>Plain</title><a href="http://coinhive.com/lib/?q=<b>">films</a>',
    '/miner':
      '<!doctype html><title>Miner</title><script src="https://coinhive.com/lib/c.js"></script>',
  });
});

afterAll(async () => {
  await site.close();
  await assay.close();
});

describe('the popup', () => {
  it('says that a quiet tab is clear', async () => {
    const tab = await visit(site.url('/plain'));
    const popup = await popupOf(tab);
    await popup.locator('h1', { hasText: 'Clear' }).waitFor();
    expect(await popup.locator('main').innerText()).toContain('127.0.0.1');
    await close(popup, tab);
  });

  it('says what was blocked and opens its incident in the log', async () => {
    const tab = await visit(site.url('/miner'));
    const popup = await popupOf(tab);
    await popup.locator('h1', { hasText: 'Blocked' }).waitFor();
    expect(await popup.locator('main').innerText()).toContain('coinhive.com');
    for (const colorScheme of ['light', 'dark'] as const) {
      await popup.emulateMedia({ colorScheme });
      await popup.setViewportSize({ width: 360, height: 500 });
      expect(await sidewaysPixels(popup)).toBe(0);
      expect(await lowContrastTexts(popup)).toEqual([]);
    }
    const opened = assay.context.waitForEvent('page');
    await popup.locator('.incidents a').first().click();
    const log = await opened;
    await log.locator('#detail-view h1', { hasText: '127.0.0.1' }).waitFor();
    await close(log, tab);
  });

  it('works for a page of the browser that it cannot watch', async () => {
    const tab = await visit(site.url('/plain'));
    await tab.goto('chrome://version/');
    const popup = await popupOf(tab);
    await popup.locator('h1', { hasText: 'Not watched' }).waitFor();
    await close(popup, tab);
  });
});

describe('the blocked page', () => {
  it('stands in for a listed host, says why, and leads back to where the link was', async () => {
    const tab = await visit(site.url('/plain'));
    await tab.locator('a').click({ noWaitAfter: true });
    await arrives(tab, BLOCKED);
    await tab.locator('#why', { hasText: 'mine cryptocurrency without asking' }).waitFor();
    expect(await tab.locator('#sentence').innerText()).toContain('coinhive.com');
    expect(await tab.locator('#address').innerText()).toMatch(/^http:\/\/coinhive\.com\/lib\//);
    await tab.locator('#back').click();
    await arrives(tab, /\/plain$/);
    await close(tab);
  });

  it('shows hostile parameters as bounded text and keeps to AA and the width', async () => {
    const hostile = '<img src=x onerror="window.hacked=1">';
    const about = new URLSearchParams({
      host: `${hostile}coinhive.com`,
      url: `javascript:${hostile}${'x'.repeat(5_000)}`,
    });
    const page = await visit(ownPage(`/blocked.html?${about.toString()}`));
    await page.locator('#why p', { hasText: 'without saying what was blocked' }).waitFor();
    const address = await page.locator('#address').innerText();
    expect(address).toContain(hostile);
    expect(address.length).toBeLessThanOrEqual(600);
    expect(await page.locator('main img:not(.brand img)').count()).toBe(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 380, height: 800 });
      expect(await sidewaysPixels(page)).toBe(0);
      expect(await lowContrastTexts(page)).toEqual([]);
    }
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    await close(page);
  });

  it('says what was seen in a page that was closed, and nothing it does not know', async () => {
    const tab = await visit(site.url('/miner'));
    const desk = await openDesk(assay);
    await expect
      .poll(async () => (await desk.tabState(tab.url()))?.incidents.length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const [incident] = await desk.incidents();
    const about = { why: 'mining', host: 'video.test', url: 'https://video.test/' };
    const closed = (id: string) => `#${new URLSearchParams({ ...about, incident: id }).toString()}`;
    const page = await visit(ownPage(`/blocked.html${closed(incident?.id ?? '')}`));
    await page.locator('#why .evidence li', { hasText: 'coinhive.com' }).waitFor();
    expect(await page.locator('h1').innerText()).toBe('This page was closed');
    const link = page.locator(`#why a[href="/log.html#incident=${incident?.id}"]`);
    expect(await link.count()).toBe(1);
    expect(await axeProblems(page)).toEqual([]);
    await page.goto(ownPage(`/blocked.html${closed('6f9c2b1e-8a54-4c57-9f0e-2b1d7a3c4e5f')}`));
    await page.reload();
    await page.locator('#open-log').waitFor();
    expect(await page.locator('#why .evidence').count()).toBe(0);
    expect(await page.locator('#why').innerText()).toContain('processor of this computer');
    await close(page, desk.page, tab);
  });

  it('says without an answer what it can say by itself', async () => {
    const page = await assay.context.newPage();
    await page.addInitScript(() => {
      const { chrome } = globalThis as unknown as { chrome: { runtime: object } };
      const asked: unknown[] = [];
      const sendMessage = (message: unknown) => new Promise(() => asked.push(message));
      Object.assign(chrome.runtime, { sendMessage });
      Object.assign(globalThis, { asked });
    });
    await page.goto(ownPage('/blocked.html#host=coinhive.com&url=https://coinhive.com/x'));
    await page.locator('#sentence', { hasText: 'coinhive.com' }).waitFor();
    expect(await page.locator('#who').innerText()).toContain('You have done nothing wrong');
    expect(await page.locator('#back').isEnabled()).toBe(true);
    const asked = () => (globalThis as unknown as { asked: unknown[] }).asked.length;
    await expect.poll(() => page.evaluate(asked)).toBe(2);
    expect(await page.locator('#why').innerText()).toBe('Asking…');
    expect(await page.locator('#open-log').count()).toBe(0);
    await close(page);
  });

  it('closes a tab that has no past, and leaves an empty one', async () => {
    const tab = await visit(site.url('/plain'));
    await tab.locator('a').evaluate((link) => link.setAttribute('target', '_blank'));
    const opened = assay.context.waitForEvent('page');
    await tab.locator('a').click();
    const fresh = await opened;
    await arrives(fresh, BLOCKED);
    const closed = fresh.waitForEvent('close');
    await fresh.locator('#back').click();
    await closed;
    await close(tab);
  });
});

function ownPage(path: string): string {
  return `chrome-extension://${assay.extensionId}${path}`;
}

async function visit(url: string): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(url);
  return page;
}

/** The popup as a page, asked about the tab in question: a headless browser has no toolbar to click on. */
async function popupOf(tab: Page): Promise<Page> {
  const popup = await visit(ownPage('/popup.html#tab=-1'));
  const id = await popup.evaluate(async (url) => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { query: (what: object) => Promise<{ id: number; url?: string }[]> } };
    };
    return (await chrome.tabs.query({})).find((candidate) => candidate.url === url)?.id;
  }, tab.url());
  await popup.goto(ownPage(`/popup.html#tab=${String(id)}`));
  await popup.reload();
  return popup;
}

/** The blocked navigation itself fails, so waiting for a load would fail with it: watch the address instead. */
async function arrives(page: Page, address: RegExp): Promise<void> {
  await expect.poll(() => page.url(), { timeout: 10_000 }).toMatch(address);
}

async function close(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.close();
}
