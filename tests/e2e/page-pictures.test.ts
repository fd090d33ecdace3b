// The main states of our pages look as they did: pictures of the sample log at a fixed time, compared with those in
// tests/e2e/pictures. Fonts and rendering differ from browser to browser: elsewhere than where the pictures were taken the tests
// are skipped by name. A change that is meant: `ASSAY_PICTURES=take npm test -- page-pictures` takes them anew.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOurPage, projectFolder, type Launched } from '../../cli/browser.ts';
import { pageViews, type PageView } from '../../cli/page-views.ts';
import { sampleLog } from '../../cli/sample-log.ts';
import { launchAssay } from './extension.ts';
import { storeIncidents } from './store-in-page.ts';

const FOLDER = join(projectFolder, 'tests', 'e2e', 'pictures');
const PLACE = join(FOLDER, 'taken-with.json');
/** A Saturday noon, UTC. */
const NOW = Date.UTC(2026, 10, 28, 12);
const TAKES = process.env['ASSAY_PICTURES'] === 'take';
/** Edges of letters are drawn a little differently each time; a moved line is far more. */
const MOST_DIFFERENT_SHARE = 0.002;
/** What says when it was looked at, or who looks. */
const VARIES = ['#diagnostics', '#facts'];

let assay: Launched;
let page: Page;
let isSamePlace = true;

beforeAll(async () => {
  process.env['TZ'] = 'UTC';
  assay = await launchAssay(['--lang=en-GB', '--force-device-scale-factor=1', '--hide-scrollbars']);
  page = await openOurPage(assay, 'status.html');
  const here = { browser: assay.context.browser()?.version().split('.')[0], os: await fonts(page) };
  if (TAKES) {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(PLACE, `${JSON.stringify(here)}\n`);
  }
  isSamePlace = (await readFile(PLACE, 'utf8')).trim() === JSON.stringify(here);
  await storeIncidents(page, sampleLog(180, NOW));
  await page.clock.setFixedTime(NOW);
});

afterAll(() => assay.close());

const views = pageViews.filter(({ needsEmptyLog }) => !needsEmptyLog);

describe.each(views)('$name', (view) => {
  it.for(['light', 'dark'] as const)('looks as it did, %s', async (colorScheme, context) => {
    if (!isSamePlace)
      return context.skip('the pictures were taken with another browser or other fonts');
    const picture = await taken(view, colorScheme);
    const path = join(FOLDER, `${view.name}-${colorScheme}.png`);
    if (TAKES) await writeFile(path, picture);
    expect(differentShare(await readFile(path), picture), path).toBeLessThan(MOST_DIFFERENT_SHARE);
  });
});

async function taken(view: PageView, colorScheme: 'light' | 'dark'): Promise<Buffer> {
  await page.setViewportSize({ width: view.width ?? 1_100, height: 760 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto('about:blank');
  await page.goto(`chrome-extension://${assay.extensionId}/${view.path}`);
  await page.locator(view.ready).first().waitFor();
  const mask = VARIES.map((one) => page.locator(one));
  return page.screenshot({ animations: 'disabled', caret: 'hide', mask });
}

/** Share of the pixels that are different, 0 to 1; 1 for a picture of another size. */
function differentShare(before: Buffer, after: Buffer): number {
  const [one, other] = [PNG.sync.read(before), PNG.sync.read(after)];
  if (one.width !== other.width || one.height !== other.height) return 1;
  const { width, height } = one;
  const different = pixelmatch(one.data, other.data, undefined, width, height, { threshold: 0.2 });
  return different / (width * height);
}

/** How wide a line of the page's fonts is here: other fonts draw another width. */
function fonts(on: Page): Promise<string> {
  return on.evaluate(() => {
    const drawing = new OffscreenCanvas(1, 1).getContext('2d');
    if (!drawing) return '';
    const width = (font: string): string => {
      drawing.font = font;
      return drawing.measureText('Assay 0123456789 Wm').width.toFixed(3);
    };
    const style = getComputedStyle(document.body);
    return [`16px ${style.fontFamily}`, '16px ui-monospace, monospace'].map(width).join(' ');
  });
}
