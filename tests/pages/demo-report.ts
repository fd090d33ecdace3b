// Reads `window.demo` of a page case from a test or from the demo command, with any browser that Playwright drives. It
// only looks: it passes functions, never strings, because some cases forbid eval.
import { type Page } from 'playwright';
import { type PageEntry } from './cases.ts';
import { type DemoReport } from './page-case.ts';

/** The page's report now. Rejects when the page is not one of the demo's (blocked, for example). */
export async function reportOf(page: Page): Promise<DemoReport> {
  return page.evaluate(() => (globalThis as unknown as { demo: DemoReport }).demo);
}

/**
 * Waits until the page is done, has failed or was refused; or, for a page that never ends by itself (a miner), until it
 * has computed `enoughHashes`. Rejects after `timeoutMs`.
 */
export async function settledReport(
  page: Page,
  {
    enoughHashes = Infinity,
    timeoutMs,
  }: { readonly enoughHashes?: number; readonly timeoutMs: number },
): Promise<DemoReport> {
  await page.waitForFunction(
    (enough) => {
      const { demo } = globalThis as unknown as { demo?: DemoReport };
      if (demo === undefined) return false;
      return ['done', 'refused', 'failed'].includes(demo.state) || demo.hashes >= enough;
    },
    enoughHashes,
    { timeout: timeoutMs },
  );
  return reportOf(page);
}

/** Makes a page believe that its tab is hidden. Really hidden it would not be: Playwright keeps all tabs in front. */
export async function hide(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
  });
}

/** What `window.demo.result` must be without Assay; undefined for a page that never ends. */
export function nativeResultOf({ nativeResult, expect }: PageEntry): string | undefined {
  return nativeResult ?? expect.result;
}
