// Runs one page case in Firefox and reports what a person would see, as cli/run-case.ts does in Chromium.
import { isExpected, isOver, LEVELS, NOTHING, type CaseOutcome } from '../../cli/run-case.ts';
import type { VerdictLevel } from '../../core/evidence/evidence.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { PageEntry } from '../pages/cases.ts';
import type { DemoReport } from '../pages/page-case.ts';
import type { FirefoxStage } from './stage.ts';

const LOOK_EVERY_MS = 200;
const HIDDEN = `() => Object.defineProperty(document, 'hidden', { get: () => true })`;

/** Three windows share a browser, and some programs take longer there, without Assay as well. */
export function longestInFirefox({ longestMs }: PageEntry['expect']): number {
  return 2 * longestMs + 10_000;
}

/** Opens the page of a case in a window of its own, waits for its end and closes it. */
export async function runInFirefox(
  { firefox, site, desk }: FirefoxStage,
  entry: PageEntry,
): Promise<CaseOutcome> {
  const url = site.url(entry);
  const startedAt = Date.now();
  const page = await firefox.window(url, entry.hidden ? HIDDEN : undefined);
  let level: VerdictLevel = 'clear';
  let report = NOTHING;
  let incidents: readonly Incident[] = [];
  try {
    while (Date.now() - startedAt < longestInFirefox(entry.expect)) {
      const said = firefox.evaluate<DemoReport | null>(page, 'window.demo ?? null');
      report = (await said.catch(() => null)) ?? report;
      incidents = (await desk.incidents()).filter(
        (one) => one.lastSeenAt >= startedAt && one.url.startsWith(url),
      );
      const state = await desk.tabState(url);
      if (state && LEVELS.indexOf(state.level) > LEVELS.indexOf(level)) level = state.level;
      if (isOver(entry, report, incidents)) break;
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
  } finally {
    await firefox.shut(page).catch(() => null);
  }
  const [first] = incidents;
  if (first) level = first.verdict.level;
  const verdictAfterMs = first ? first.lastSeenAt - startedAt : null;
  const asExpected = isExpected(entry, report, level, incidents);
  return { id: entry.id, report, level, incidents, verdictAfterMs, asExpected };
}
