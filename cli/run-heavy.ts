// Runs one heavy page in a browser and tells how it ended. It knows nothing of Assay: the caller starts the browser, with
// the extension or without.
import { errors, type Page } from 'playwright';
import { settledReport } from '../tests/pages/demo-report.ts';
import { type HeavyEntry } from '../tests/pages/heavy-cases.ts';
import { type DemoReport, type DemoState } from '../tests/pages/page-case.ts';
import { type Site } from '../tests/pages/site/server.ts';

/** Loading a program and the round that is under way at the end may take this long beside the time asked for. */
const graceMs = 60_000;

export interface HeavyOutcome {
  /** Units of work that the page finished. */
  readonly rounds: number;
  readonly result: string | null;
  readonly state: DemoState;
  readonly error: string | null;
  /** From navigation to the page's own end. */
  readonly elapsedMs: number;
}

/** Lets a heavy page work for `seconds` in a tab of the caller's. It never rejects for what the page does. */
export async function runHeavy(
  page: Page,
  site: Site,
  entry: HeavyEntry,
  seconds: number,
): Promise<HeavyOutcome> {
  const startedAt = Date.now();
  let report: DemoReport;
  try {
    await page.goto(`${site.url(entry)}?seconds=${seconds}`, { waitUntil: 'commit' });
    report = await settledReport(page, { timeoutMs: seconds * 1_000 + graceMs });
  } catch (error) {
    report = await unsettled(page, error);
  }
  const { rounds = 0, result, state, error } = report;
  return { rounds, result, state, error, elapsedMs: Date.now() - startedAt };
}

/** What is known of a page that did not end: its last report, if it still answers. */
async function unsettled(page: Page, error: unknown): Promise<DemoReport> {
  const late = error instanceof errors.TimeoutError;
  const text = late ? 'the page did not end in time' : String(error);
  const last = await lastReport(page);
  return { hashes: 0, state: 'starting', result: null, ...last, error: last?.error ?? text };
}

async function lastReport(page: Page): Promise<DemoReport | undefined> {
  const answer = page
    .evaluate(() => (globalThis as { demo?: DemoReport }).demo)
    .catch(() => undefined);
  return Promise.race([answer, page.waitForTimeout(1_000).then(() => undefined)]);
}
