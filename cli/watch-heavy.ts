// Runs heavy pages in a browser with Assay, some at a time, and tells what it thought of each: the highest level that the
// tab reached while the program worked, and what the user would have been told.
import type { VerdictLevel } from '../core/evidence/evidence.ts';
import type { HeavyEntry } from '../tests/pages/heavy-cases.ts';
import type { Site } from '../tests/pages/site/server.ts';
import type { Launched } from './browser.ts';
import type { Desk } from './desk.ts';
import { runHeavy, type HeavyOutcome } from './run-heavy.ts';

export interface WatchedOutcome extends HeavyOutcome {
  readonly id: string;
  readonly level: VerdictLevel;
  /** What was seen, strongest first, when the level was highest. */
  readonly sentences: readonly string[];
  readonly incidents: number;
}

export interface HeavyRun {
  readonly launched: Launched;
  readonly desk: Desk;
  readonly site: Site;
  /** How long each program works. */
  readonly seconds: number;
  /** Pages that are open at the same time. */
  readonly atOnce: number;
}

const LOOK_EVERY_MS = 500;
const LEVELS: readonly VerdictLevel[] = ['clear', 'suspected', 'confirmed'];

/** Runs all entries, in their order. */
export async function watchHeavy(
  run: HeavyRun,
  entries: readonly HeavyEntry[],
): Promise<WatchedOutcome[]> {
  const outcomes: WatchedOutcome[] = [];
  const waiting = [...entries];
  const worker = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift())
      outcomes.push(await watchOne(run, entry));
  };
  await Promise.all(Array.from({ length: run.atOnce }, worker));
  return outcomes.sort((a, b) => a.id.localeCompare(b.id));
}

async function watchOne(
  { launched, desk, site, seconds }: HeavyRun,
  entry: HeavyEntry,
): Promise<WatchedOutcome> {
  const url = site.url(entry);
  const page = await launched.context.newPage();
  let seen: Pick<WatchedOutcome, 'level' | 'sentences'> = { level: 'clear', sentences: [] };
  const look = async (): Promise<void> => {
    const state = await desk.tabState(url);
    if (state && LEVELS.indexOf(state.level) > LEVELS.indexOf(seen.level))
      seen = { level: state.level, sentences: state.sentences };
  };
  const clock = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  try {
    const outcome = await runHeavy(page, site, entry, seconds);
    await look();
    const incidents = (await desk.incidents()).filter((one) => one.url.startsWith(url)).length;
    return { ...outcome, ...seen, id: entry.id, incidents };
  } finally {
    clearInterval(clock);
    await page.close();
  }
}
