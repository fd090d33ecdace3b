// The popup as a page of its own, asked about a tab: a headless browser has no toolbar to click on.
import type { Page } from 'playwright';
import { openOurPage, type Launched } from '../../cli/browser.ts';
import type { Desk } from '../../cli/desk.ts';

declare const chrome: {
  readonly tabs: { query(about: object): Promise<{ id: number; url?: string }[]> };
};

/** Width of a popup in CSS pixels, and the most that a browser gives it in height. */
export const POPUP_SIZE = { width: 380, height: 600 };

export async function openPopup(assay: Launched, desk: Desk, tab: Page): Promise<Page> {
  const id = await desk.page.evaluate(
    async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id,
    tab.url(),
  );
  const popup = await openOurPage(assay, `popup.html#tab=${id}`);
  await popup.setViewportSize(POPUP_SIZE);
  await popup.locator('main[aria-busy="false"] h1').waitFor();
  return popup;
}
