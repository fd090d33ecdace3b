// `npm run screenshots`: each of our pages in both themes, wide and narrow, with the sample log, into assets/screenshots, for the
// README and the stores. It starts the built extension in a browser of its own and shows nothing of anybody.
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright';
import { builtExtension, launch, openOurPage, projectFolder, type Launched } from './browser.ts';
import { storeIncidents } from '../tests/e2e/store-in-page.ts';
import { mappedHosts, startSite } from '../tests/pages/site/server.ts';
import { openDesk, type Desk } from './desk.ts';
import { pageViews, popupView, type PageView } from './page-views.ts';
import { sampleLog } from './sample-log.ts';

const SHOWN = 180;
const WIDTHS = [1_280, 380];
const THEMES = ['light', 'dark'] as const;

const folder = join(projectFolder, 'assets', 'screenshots');
await mkdir(folder, { recursive: true });
const site = await startSite();
const assay = await launch({ headless: true, extension: builtExtension, hosts: mappedHosts });
try {
  await takeAll(assay);
  await takeMined(assay);
} finally {
  await assay.close();
  await site.close();
}

/** A page in which a real miner was refused: its popup, and the notice in it. */
async function takeMined(launched: Launched): Promise<void> {
  const miner = site.cases.find(({ id }) => id === 'miner/cryptonight-blob-worker');
  if (!miner) throw new Error('The demo site has no page with a miner.');
  const desk = await openDesk(launched);
  const page = await launched.context.newPage();
  await page.goto(site.url(miner));
  const tabId = await minedTab(desk, page);
  await take(launched, desk.page, popupView(tabId));
  await page.bringToFront();
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await shoot(page, 'notice', colorScheme, 1_280);
  }
}

/** Waits until the incident is there, and with it the notice. @returns the browser's number of the tab */
async function minedTab(desk: Desk, page: Page): Promise<number> {
  const tabId = await desk.page.evaluate(
    async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id ?? -1,
    page.url(),
  );
  for (;;) {
    const { incidents } = await desk.ask('tab-state', { tabId });
    if (incidents.length > 0) return tabId;
  }
}

async function takeAll(launched: Launched): Promise<void> {
  const views = pageViews.toSorted(
    (a, b) => Number(b.needsEmptyLog ?? false) - Number(a.needsEmptyLog ?? false),
  );
  const page = await openOurPage(launched, 'status.html');
  let isFilled = false;
  for (const view of views) {
    if (!view.needsEmptyLog && !isFilled) {
      await page.goto(addressOf(launched, 'status.html'));
      await storeIncidents(page, sampleLog(SHOWN, Date.now()));
      isFilled = true;
    }
    await take(launched, page, view);
  }
}

async function take(launched: Launched, page: Page, view: PageView): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of view.width === undefined ? WIDTHS : [view.width]) {
      await page.setViewportSize({ width, height: width > 500 ? 800 : 780 });
      await page.goto('about:blank');
      await page.goto(addressOf(launched, view.path));
      await page.locator(view.ready).first().waitFor();
      await shoot(page, view.name, colorScheme, width);
    }
  }
}

async function shoot(page: Page, name: string, theme: string, width: number): Promise<void> {
  const path = join(folder, `${name}-${theme}-${width}.png`);
  await page.screenshot({ path });
  process.stdout.write(`${relative(projectFolder, path)}\n`);
}

function addressOf({ extensionId }: Launched, path: string): string {
  return `chrome-extension://${extensionId}/${path}`;
}

/** The part of the extension API that runs inside our page. */
declare const chrome: {
  readonly tabs: { query(about: object): Promise<{ id?: number; url?: string }[]> };
};
