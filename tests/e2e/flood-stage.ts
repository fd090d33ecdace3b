// A page that makes incidents as fast as a browser lets it: each request to a listed host is one that is blocked, half of them to
// the same host, half of them to ever new ones. What comes of it is counted to the last one.
import type { Page } from 'playwright';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { launchAssay } from './extension.ts';
import { servePages } from './own-pages.ts';

export interface FloodStage {
  readonly desk: Desk;
  /** The hostile page. */
  readonly page: Page;
  close(): Promise<void>;
}

export interface FloodCounts {
  /** Requests that the page made and that were refused to it. */
  readonly made: number;
  /** Sum of what the incidents in the log count. */
  readonly stored: number;
  readonly incidents: number;
  /** What the diagnostics count instead. */
  readonly countedOnly: number;
  /** Of the log page's questions meanwhile: how many were answered, and how long one took at most, ms. */
  readonly answers: number;
  readonly slowestAnswerMs: number;
  /** How long a timer of the page was late at most, ms. */
  readonly latestTimerMs: number;
}

export async function openFloodStage(): Promise<FloodStage> {
  const assay = await launchAssay();
  const site = await servePages({ '/': '<!doctype html><title>Flood</title>' });
  const desk = await openDesk(assay);
  const page = await assay.context.newPage();
  await page.goto(site.url('/'));
  const close = async (): Promise<void> => {
    await assay.close();
    await site.close();
  };
  return { desk, page, close };
}

/** Floods for so long, and looks how the log fares meanwhile. */
export async function flood(
  { desk, page }: FloodStage,
  seconds: number,
  perSecond = 1_000,
): Promise<FloodCounts> {
  const flooding = page.evaluate(
    async ([forSeconds, rate]) => {
      const begun = performance.now();
      let [made, settled, latestMs, due] = [0, 0, 0, begun];
      while (made < forSeconds * rate) {
        latestMs = Math.max(latestMs, performance.now() - due);
        const wanted = Math.min(forSeconds, (performance.now() - begun) / 1_000) * rate;
        for (; made < wanted; made++) {
          const host = made % 2 === 0 ? 'coinhive.com' : `w${made}.coinhive.com`;
          void fetch(`https://${host}/`, { mode: 'no-cors' }).catch(() => settled++);
        }
        due = performance.now() + 20;
        await new Promise((next) => setTimeout(next, 20));
      }
      while (settled < made) await new Promise((next) => setTimeout(next, 20));
      return { made, latestTimerMs: latestMs };
    },
    [seconds, perSecond] as const,
  );
  const asking = desk.page.evaluate(askUntilTold);
  const { made, latestTimerMs } = await flooding;
  await desk.page.evaluate(() => ((globalThis as unknown as { isOver: boolean }).isOver = true));
  const asked = await asking;
  const counts = await countsWhenQuiet(desk);
  return { made, latestTimerMs, ...asked, ...counts };
}

/** Runs in the log page: what goes through the test's own connection waits behind all that the flood sends there. */
async function askUntilTold(): Promise<Pick<FloodCounts, 'answers' | 'slowestAnswerMs'>> {
  const state = globalThis as unknown as { isOver?: boolean };
  const isOver = (): boolean => state.isOver ?? false;
  let [answers, slowestAnswerMs] = [0, 0];
  while (!isOver()) {
    const asked = performance.now();
    const question = { assay: 'ask', name: 'list-summaries', below: null, limit: 100 };
    await chrome.runtime.sendMessage(question);
    answers++;
    slowestAnswerMs = Math.max(slowestAnswerMs, performance.now() - asked);
    await new Promise((next) => setTimeout(next, 200));
  }
  return { answers, slowestAnswerMs };
}

type Counts = Pick<FloodCounts, 'stored' | 'incidents' | 'countedOnly'>;

/** The page is done before the background is: the counts are asked until they stay. */
async function countsWhenQuiet(desk: Desk): Promise<Counts> {
  let before: Counts | null = null;
  for (;;) {
    const now = await countsOf(desk);
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await desk.page.waitForTimeout(1_500);
  }
}

async function countsOf(desk: Desk): Promise<Counts> {
  const all = await desk.incidents();
  const { counters } = await desk.ask('diagnostics', {});
  const countedOnly = Object.entries(counters)
    .filter(([name]) => name.endsWith('counted only'))
    .reduce((sum, [, amount]) => sum + amount, 0);
  const stored = all.reduce((sum, { count }) => sum + count, 0);
  return { stored, incidents: all.length, countedOnly };
}

declare const chrome: {
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
};
