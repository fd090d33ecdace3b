// The popup in its states, by keyboard alone: an exception is set and ended, what a page chose is text, people see what they may see.
// Each state is looked at by axe-core, in both themes and at the size of a popup.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOurPage, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { lowContrastTexts, servePages, sidewaysPixels } from './own-pages.ts';
import { openPopup, POPUP_SIZE } from './popup-of.ts';

const PATIENCE = { timeout: 10_000, interval: 50 };
const HOSTILE = `<img src=x onerror="window.hacked=1">\u202e${'x'.repeat(5_000)}`;

let assay: Launched;
let desk: Desk;
let site: Awaited<ReturnType<typeof servePages>>;
let tab: Page;

beforeAll(async () => {
  assay = await launchAssay();
  desk = await openDesk(assay);
  const listed = '<script src="https://coinhive.com/lib/c.js"></script>';
  site = await servePages({
    '/plain': '<!doctype html><title>Plain</title>',
    '/miner': `<!doctype html><title>${HOSTILE.replaceAll('<', '&lt;')}</title>${listed}`,
  });
  tab = await assay.context.newPage();
  await tab.goto(site.url('/plain'));
});
afterAll(async () => {
  await site.close();
  await assay.close();
});

/** Nothing is wrong with what is shown, in both themes. */
async function isRight(popup: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await popup.emulateMedia({ colorScheme });
    expect(await axeProblems(popup)).toEqual([]);
    expect(await lowContrastTexts(popup)).toEqual([]);
    expect(await sidewaysPixels(popup)).toBe(0);
  }
  const height = await popup.evaluate(() => document.body.getBoundingClientRect().height);
  expect(height).toBeLessThanOrEqual(POPUP_SIZE.height);
}

/** Goes on with Tab until this has the focus. */
async function tabTo(popup: Page, name: RegExp): Promise<void> {
  const focused = (): Promise<string> =>
    popup.evaluate(() => {
      const at = document.activeElement;
      return at instanceof HTMLTextAreaElement ? `field ${at.name}` : (at?.textContent ?? '');
    });
  for (let steps = 0; steps < 20; steps++) {
    await popup.keyboard.press('Tab');
    if (name.test(await focused())) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describe('an exception', () => {
  it('is set and ended from the popup, by keyboard', async () => {
    const popup = await openPopup(assay, desk, tab);
    await popup.locator('h1', { hasText: 'Clear' }).waitFor();
    await isRight(popup);
    await tabTo(popup, /^Pause for this site/);
    await popup.keyboard.press('Enter');
    await popup.locator('dialog[open]').waitFor();
    await isRight(popup);
    await tabTo(popup, /^field reason/);
    await popup.keyboard.type(HOSTILE.slice(0, 200));
    await popup.keyboard.press('Tab');
    await tabTo(popup, /^Add the exception/);
    await popup.keyboard.press('Enter');
    await popup.locator('h1', { hasText: 'Excepted' }).waitFor();
    expect((await desk.tabState(tab.url()))?.exception).toMatchObject({
      host: '127.0.0.1',
      isCompanys: false,
    });
    expect(await popup.locator('.exception').innerText()).toContain('<img src=x onerror');
    expect(await popup.evaluate(() => 'hacked' in window)).toBe(false);
    await isRight(popup);
    await tabTo(popup, /^End it now/);
    await popup.keyboard.press('Enter');
    await popup.locator('h1', { hasText: 'Clear' }).waitFor();
    expect((await desk.tabState(tab.url()))?.exception).toBeNull();
    await popup.close();
  });

  it('is left by Escape, and the focus comes back', async () => {
    const popup = await openPopup(assay, desk, tab);
    await tabTo(popup, /^Pause for this site/);
    await popup.keyboard.press('Enter');
    await popup.locator('dialog[open]').waitFor();
    await popup.keyboard.press('Escape');
    await popup.locator('dialog').waitFor({ state: 'detached' });
    expect(await popup.evaluate(() => document.activeElement?.textContent)).toMatch(/^Pause/);
    await popup.close();
  });
});

describe('the popup', () => {
  it('shows a tab with an incident and the figures of the log', async () => {
    const mining = await assay.context.newPage();
    await mining.goto(site.url('/miner'));
    await expect
      .poll(async () => (await desk.tabState(mining.url()))?.incidents.length, PATIENCE)
      .toBe(1);
    const popup = await openPopup(assay, desk, mining);
    await popup.locator('.periods[aria-busy="false"]').waitFor();
    expect(await popup.locator('.periods').innerText()).toMatch(/Today\s+1 incident 1 blocked/);
    expect(await popup.locator('main').innerText()).not.toContain('onerror');
    await isRight(popup);
    await popup.close();
    await mining.close();
  });

  it('says when a tab is not there', async () => {
    const popup = await openOurPage(assay, 'popup.html#tab=999999');
    await popup.setViewportSize(POPUP_SIZE);
    await popup.getByRole('alert').waitFor();
    await isRight(popup);
    await popup.close();
  });
});
