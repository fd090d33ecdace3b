// Every page of ours in every state of cli/page-views.ts, light and dark, wide and narrow: nothing that axe-core knows of (WCAG 2.2 AA)
// is wrong, no text is hard to read, nothing scrolls sideways, nothing is refused by our own content policy, and all that can be
// done can be done by keyboard.
import { rm } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openOurPage, type Launched } from '../../cli/browser.ts';
import { pageViews, type PageView } from '../../cli/page-views.ts';
import { sampleLog } from '../../cli/sample-log.ts';
import { axeProblems } from './axe.ts';
import { launchAssay } from './extension.ts';
import { germanExtension } from './german.ts';
import { lowContrastTexts, sidewaysPixels, storeIncidents } from './own-pages.ts';

let filled: Launched;
let empty: Launched;
let german: Launched;
let germanBuild: string;
const complaints: string[] = [];

beforeAll(async () => {
  germanBuild = await germanExtension();
  [filled, empty, german] = await Promise.all([
    launchAssay(),
    launchAssay(),
    launch({ headless: true, extension: germanBuild }),
  ]);
  for (const assay of [filled, german]) {
    const page = await openOurPage(assay, 'status.html');
    await page.locator('#facts dd').first().waitFor();
    await storeIncidents(page, sampleLog(180, Date.now()));
    await page.close();
  }
});

afterAll(async () => {
  await Promise.all([filled.close(), empty.close(), german.close()]);
  await rm(germanBuild, { recursive: true, force: true });
});

async function open(
  view: PageView,
  width: number,
  colorScheme: 'light' | 'dark',
  assay = view.needsEmptyLog ? empty : filled,
): Promise<Page> {
  const page = await assay.context.newPage();
  page.on('pageerror', (error) => complaints.push(`${view.name}: ${String(error)}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${view.name}: ${message.text()}`);
  });
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(`chrome-extension://${assay.extensionId}/${view.path}`);
  await page.locator(view.ready).first().waitFor();
  return page;
}

describe.each(pageViews)('$name', (view) => {
  it.each(['light', 'dark'] as const)('is right for all who read it, %s', async (colorScheme) => {
    const page = await open(view, view.width ?? 1_280, colorScheme);
    expect(await axeProblems(page)).toEqual([]);
    expect(await lowContrastTexts(page)).toEqual([]);
    await page.close();
  });

  it.each([380, 760, 1_280, 2_560])('fits a window of %i px', async (width) => {
    const page = await open(view, view.width ?? width, 'light');
    expect(await sidewaysPixels(page)).toBe(0);
    if (width === 380) expect(await axeProblems(page)).toEqual([]);
    await page.close();
  });

  it.skipIf(view.needsEmptyLog)('has room for German in a narrow window', async () => {
    const page = await open(view, view.width ?? 380, 'light', german);
    expect(await sidewaysPixels(page)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await axeProblems(page)).toEqual([]);
    await page.close();
  });

  it('is readable in forced colours', async () => {
    const page = await open(view, view.width ?? 1_280, 'light');
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await axeProblems(page)).toEqual([]);
    await page.close();
  });

  it('can be gone through by keyboard, and shows where one is', async () => {
    const page = await open(view, view.width ?? 1_280, 'light');
    const { unreached, unseen } = await walk(page);
    expect(unreached, 'controls that Tab does not reach').toEqual([]);
    expect(unseen, 'controls that do not show that they have the focus').toEqual([]);
    await page.close();
  });
});

it('none of them made the browser complain', () => {
  expect(complaints).toEqual([]);
});

/** Goes through the page with Tab, as far as it leads. */
async function walk(page: Page): Promise<{ unreached: string[]; unseen: string[] }> {
  const unseen: string[] = [];
  // A page may begin in its middle, as an incident does at its heading: behind the last control the way begins anew.
  let ends = 0;
  for (let steps = 0; steps < 400; steps++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      const isBack = focused.hasAttribute('data-reached');
      focused.setAttribute('data-reached', '');
      const style = getComputedStyle(focused);
      const isSeen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return { isBack, isSeen, html: focused.outerHTML.slice(0, 120) };
    });
    if (at?.isBack || (!at && ++ends > 2)) break;
    if (at && !at.isSeen) unseen.push(at.html);
  }
  const unreached = await page.evaluate(() => {
    const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    return (
      [...document.querySelectorAll<HTMLElement>(controls)]
        .filter((one) => one.checkVisibility() && !one.matches(':disabled, [tabindex="-1"]'))
        .filter((one) => !one.hasAttribute('data-reached'))
        // Of radio buttons with one name only the chosen one is a stop.
        .filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio'))
        .map((one) => one.outerHTML.slice(0, 120))
    );
  });
  return { unreached, unseen };
}
