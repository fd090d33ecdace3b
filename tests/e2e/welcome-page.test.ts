// The first run: it comes to nobody who loads the files, says what it must on two screens, and stores what is chosen.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOurPage, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { lowContrastTexts, sidewaysPixels } from './own-pages.ts';

let assay: Launched;
let desk: Desk;

beforeAll(async () => {
  assay = await launchAssay();
  desk = await openDesk(assay);
});
afterAll(() => assay.close());

async function isRight(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [380, 1_280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      expect(await axeProblems(page)).toEqual([]);
      expect(await lowContrastTexts(page)).toEqual([]);
      expect(await sidewaysPixels(page)).toBe(0);
    }
  }
}

async function valuesOf(...names: readonly string[]): Promise<unknown[]> {
  const { settings } = await desk.ask('settings', {});
  return names.map((name) => settings.find((one) => one.name === name)?.value);
}

it('is left at once, and nothing is changed', async () => {
  const page = await openOurPage(assay, 'welcome.html');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/log.html');
  expect(await valuesOf('mode', 'notifications')).toEqual(['block', 'off']);
  await page.close();
});

it('stores what is chosen, by keyboard, and leads to the log', async () => {
  const page = await openOurPage(assay, 'welcome.html');
  await page.locator('h1', { hasText: 'keeps pages from mining' }).waitFor();
  await isRight(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Two choices' }).waitFor();
  await page.locator('input[value="block"]:checked:enabled').waitFor();
  await isRight(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  expect(await valuesOf('mode', 'notifications')).toEqual(['block', 'off']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/log.html');
  expect(await valuesOf('mode', 'notifications')).toEqual(['monitor', 'blocked']);
  await page.close();
});

it('comes to nobody here: the browser knows that these files were loaded, not installed', async () => {
  const { installType } = await desk.page.evaluate(() => chrome.management.getSelf());
  expect(installType).toBe('development');
});

declare const chrome: {
  readonly management: { getSelf(): Promise<{ readonly installType: string }> };
};
