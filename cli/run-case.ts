// Runs one page case in a browser with Assay and reports what a person would see. It waits for what the case expects,
// at most for the case's own time.
import type { Incident } from '../core/incident/incident.ts';
import type { VerdictLevel } from '../core/evidence/evidence.ts';
import type { DemoReport } from '../tests/pages/page-case.ts';
import { hide } from '../tests/pages/demo-report.ts';
import type { PageEntry } from '../tests/pages/cases.ts';
import type { Site } from '../tests/pages/site/server.ts';
import type { Launched } from './browser.ts';
import type { Desk } from './desk.ts';

export interface CaseOutcome {
  readonly id: string;
  readonly report: DemoReport;
  /** Highest level that the tab reached. */
  readonly level: VerdictLevel;
  /** Incidents of this page, newest first. */
  readonly incidents: readonly Incident[];
  /** From navigation to the first incident, or null. */
  readonly verdictAfterMs: number | null;
  /** Whether hashes, verdict and incident are what the case expects. */
  readonly asExpected: boolean;
}

/** A page of which nothing is known yet. */
export const NOTHING: DemoReport = { hashes: 0, state: 'starting', result: null, error: null };
export const LEVELS: readonly VerdictLevel[] = ['clear', 'suspected', 'confirmed'];

/**
 * Opens the page of a case in a new tab, waits for its end and closes the tab.
 * @param query of the address, such as the case's `benchQuery`
 */
export async function runCase(
  launched: Launched,
  desk: Desk,
  site: Site,
  entry: PageEntry,
  query = '',
): Promise<CaseOutcome> {
  const url = site.url(entry);
  const page = await launched.context.newPage();
  const startedAt = Date.now();
  let level: VerdictLevel = 'clear';
  let report = NOTHING;
  let incidents: readonly Incident[] = [];
  try {
    if (entry.hidden) await hide(page);
    await page.goto(url + query, { waitUntil: 'commit' }).catch(() => null);
    while (Date.now() - startedAt < entry.expect.longestMs) {
      report =
        (await page.evaluate(() => (globalThis as { demo?: DemoReport }).demo).catch(() => null)) ??
        report;
      incidents = (await desk.incidents()).filter(
        (incident) => incident.lastSeenAt >= startedAt && incident.url.startsWith(url),
      );
      const state = await desk.tabState(url);
      if (state && LEVELS.indexOf(state.level) > LEVELS.indexOf(level)) level = state.level;
      if (isOver(entry, report, incidents)) break;
      await new Promise((done) => setTimeout(done, 100));
    }
  } finally {
    await page.close();
  }
  const [first] = incidents;
  if (first) level = first.verdict.level;
  const verdictAfterMs = first ? first.lastSeenAt - startedAt : null;
  const asExpected = isExpected(entry, report, level, incidents);
  return { id: entry.id, report, level, incidents, verdictAfterMs, asExpected };
}

/** Whether hashes, verdict and incident are what the case expects. */
export function isExpected(
  { expect }: Pick<PageEntry, 'expect'>,
  report: DemoReport,
  level: VerdictLevel,
  incidents: readonly Incident[],
): boolean {
  if (incidents.length > 0 !== expect.incident) return false;
  if (expect.incident && level !== expect.level) return false;
  if (!expect.incident && LEVELS.indexOf(level) > LEVELS.indexOf(expect.level)) return false;
  if (expect.result !== undefined && report.result !== expect.result) return false;
  if (expect.hashes === 'none') return report.hashes === 0;
  return expect.hashes === 'any' || report.hashes > 0;
}

/** Whether nothing more is to come of a case. */
export function isOver(
  { id, expect }: Pick<PageEntry, 'id' | 'expect'>,
  report: DemoReport,
  incidents: readonly Incident[],
): boolean {
  const settled =
    report.state === 'done' || report.state === 'refused' || report.state === 'failed';
  if (!expect.incident) return settled;
  if (incidents.length === 0) return false;
  // A stopped miner says nothing any more; a refused one does. A blocked page, or one that was left, has no script at all.
  return settled || expect.hashes !== 'none' || id === 'miner/listed-site';
}
